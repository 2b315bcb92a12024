import { fullHost, isOutsideMesh, namespaceOfHost } from './hosts';
import type { MeshDestination } from './mesh-route';

/** What a warning needs to know about a rule for a host. */
export interface TlsOfHost {
  readonly host: string;
  readonly saysTls: boolean;
}

/**
 * Hosts to which a gateway sends plaintext although no rule asks for it: their pods have no sidecar, and no rule of the app states how
 * to encrypt.
 * @param destinations - where the routes of a gateway go
 * @param namespace - namespace of the virtual service
 * @param rules - rules of the app
 */
export function plaintextHosts(
  destinations: readonly MeshDestination[],
  namespace: string | undefined,
  rules: readonly TlsOfHost[],
): readonly string[] {
  const withRule = new Set(rules.filter(({ saysTls }) => saysTls).map(({ host }) => host));
  const hosts = destinations
    .map(({ host, outsideMesh }) => ({ host: fullHost(host, namespace), outsideMesh }))
    .filter(({ host, outsideMesh }) => outsideMesh ?? isOutsideMesh(namespaceOfHost(host)) ?? false)
    .map(({ host }) => host);
  return [...new Set(hosts)].filter((host) => !withRule.has(host));
}
