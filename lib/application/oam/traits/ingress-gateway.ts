import { OAM_LABEL, PLATFORM_NAMESPACE } from '../names';
import {
  asText,
  fieldsAt,
  itemsAt,
  labelsOf,
  listAt,
  nameOf,
  namespaceOf,
  replaced,
  textAt,
  type Fields,
  type KubeObject,
} from '../object';
import type { Translation } from '../translation';

/** API version of the objects of Istio that the application operator writes. */
export const ISTIO = 'networking.istio.io/v1alpha3';

/** Name of the Gateway that all traits of an application share. */
function gatewayName(trait: KubeObject): string {
  return `${namespaceOf(trait)}-${labelsOf(trait)[OAM_LABEL.app] ?? ''}-gw`;
}

/**
 * The hosts for which a trait has a Gateway server and a Certificate: all of its hosts. Where mistakes are corrected, those
 * that the server of an earlier trait has are left out, since Istio would serve one of the two certificates only.
 * @param trait - the trait
 * @param hosts - its hosts
 * @param translation - what is worked on
 */
export function servedHosts(
  trait: KubeObject,
  hosts: readonly string[],
  { state, corrected }: Translation,
): readonly string[] {
  if (!corrected || (textAt(trait, 'spec', 'tls', 'secretName') ?? '') !== '') return hosts;
  const gateway = state.get('networking.istio.io', 'Gateway', namespaceOf(trait), gatewayName(trait));
  const servers = itemsAt(gateway, 'spec', 'servers');
  const own = servers.findIndex(({ name }) => name === nameOf(trait));
  const before = own < 0 ? servers : servers.slice(0, own);
  const taken = new Set(before.flatMap((server) => listAt(server, 'hosts').map(asText)));
  return hosts.filter((host) => !taken.has(host));
}

/**
 * The Secret of the Gateway server: that of the trait, or that of a Certificate; nothing when nothing may be made.
 * @param trait - the trait
 * @param hosts - the hosts of the server
 * @param translation - what is worked on
 */
export function gatewaySecret(
  trait: KubeObject,
  hosts: readonly string[],
  { state, findings, corrected }: Translation,
): string | undefined {
  const tls = fieldsAt(trait, 'spec', 'tls');
  const given = textAt(tls, 'secretName') ?? '';
  if (given !== '') {
    if (itemsAt(trait, 'spec', 'rules').every((rule) => listAt(rule, 'hosts').length > 0)) return given;
    findings.add('error', trait, {
      what: 'names a TLS Secret and has a rule without hosts, so it has no effect',
      got: given,
      fix: 'give each rule a host, or leave tls out',
    });
    return undefined;
  }
  const base = `${namespaceOf(trait)}-${nameOf(trait)}-cert`;
  if (corrected && hosts.length === 0) return `${base}-secret`;
  state.write({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: base, namespace: PLATFORM_NAMESPACE.istio },
    spec: {
      ...(hosts.length > 0 && { dnsNames: [...hosts] }),
      secretName: `${base}-secret`,
      issuerRef: { name: 'verrazzano-cluster-issuer', kind: 'ClusterIssuer' },
    },
  });
  return `${base}-secret`;
}

/**
 * Writes the server of a trait into the Gateway of the application.
 * @param trait - the trait
 * @param hosts - the hosts of the server
 * @param secret - the Secret with its certificate
 * @param translation - what is worked on
 * @returns the name of the Gateway
 */
export function writeGateway(
  trait: KubeObject,
  hosts: readonly string[],
  secret: string,
  { state, corrected }: Translation,
): string {
  const [namespace, name] = [namespaceOf(trait), gatewayName(trait)];
  const there = state.get('networking.istio.io', 'Gateway', namespace, name);
  const server = {
    name: nameOf(trait),
    ...(hosts.length > 0 && { hosts: [...hosts] }),
    port: { name: `https-${nameOf(trait)}`, number: 443, protocol: 'HTTPS' },
    tls: { mode: 'SIMPLE', credentialName: secret },
  };
  state.write({
    apiVersion: ISTIO,
    kind: 'Gateway',
    metadata: there?.metadata ?? { name, namespace },
    spec: {
      ...fieldsAt(there, 'spec'),
      selector: { istio: 'ingressgateway' },
      servers:
        corrected && hosts.length === 0
          ? itemsAt(there, 'spec', 'servers').filter((each) => each.name !== server.name)
          : withServer(itemsAt(there, 'spec', 'servers'), server),
    },
  });
  return name;
}

function withServer(servers: readonly Fields[], server: Fields): Fields[] {
  const [first] = servers;
  const isOfBefore13 =
    servers.length === 1 && (textAt(first, 'name') ?? '') === '' && textAt(first, 'port', 'name') === 'https';
  if (isOfBefore13) return [server];
  const index = servers.findIndex(({ name }) => name === server.name);
  return index < 0 ? [...servers, server] : replaced(servers, index, server);
}
