import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { GroupedBy } from '../../values/grouped-by';
import type { JsonValue } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import { nearest } from './dangling';
import { hasCertificate } from './istio-servers';

/** Hosts that are served with the certificate of some Secrets. */
interface ServedHosts {
  readonly hosts: ReadonlyArray<readonly [host: string, path: Path]>;
  readonly secrets: ReadonlyArray<readonly [namespace: string | undefined, name: string]>;
}

/** Where kinds serve hosts with certificates. Sources: API references of Kubernetes, Istio and the Gateway API. */
const SERVED: Readonly<Record<string, (object: CheckedObject) => ServedHosts[]>> = {
  'networking.k8s.io/Ingress': ofIngress,
  'networking.istio.io/Gateway': ofIstio,
  'gateway.networking.k8s.io/Gateway': ofGateway,
};

/** Hosts that the Certificate of their Secret does not cover: clients refuse the connection, or get the certificate that is the default. */
export function certificateHostFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) =>
    (SERVED[`${object.group}/${object.kind}`]?.(object) ?? []).flatMap(({ hosts, secrets }): Found[] => {
      const makers = secrets.map((secret) => certificatesOf(context, object, secret));
      if (makers.some((each) => each.length === 0)) return [];
      const names = makers.flat().flatMap(namesOf);
      // A name with a variable is known at delivery only.
      if (names.length === 0 || names.some((name) => name.includes('$'))) return [];
      const shown = makers
        .flat()
        .map(({ name }) => `Certificate ${name}`)
        .join(' or ');
      return hosts
        .filter(([host]) => !names.some((name) => covers(name, host)))
        .map(([host, path]) => uncovered(object, path, host, shown, names));
    }),
  );
}

function uncovered(at: CheckedObject, path: Path, host: string, certificate: string, names: readonly string[]): Found {
  return {
    rule: 'certificate-host',
    severity: 'error',
    at,
    path,
    message: `is not covered by the names of ${certificate}, which makes the Secret that it is served with`,
    got: host,
    allowed: [...new Set(names)].slice(0, 10).join(', '),
    fix: 'add the host to dnsNames of the Certificate, or correct it; * stands for one part of a name',
  };
}

/** Certificates by the Secret that they make. */
const BY_SECRET = new GroupedBy<CheckedObject>(({ object }) => [textAt(object, 'spec', 'secretName') ?? '']);
const BY_NAME = new GroupedBy<CheckedObject>(({ name }) => [name]);

/** The Certificates that make a Secret; none where something else may make it, or changes them. */
function certificatesOf(
  { inventory, externals }: CheckContext,
  from: CheckedObject,
  [namespace, name]: ServedHosts['secrets'][number],
): readonly CheckedObject[] {
  const isHere = (each: CheckedObject): boolean => namespace === undefined || each.namespace === namespace;
  const certificates = nearest(
    from,
    BY_SECRET.of(inventory.ofKind(from.scope, 'cert-manager.io', 'Certificate'), name).filter(isHere),
  );
  const isStored = BY_NAME.of(inventory.ofKind(from.scope, '', 'Secret'), name).some(isHere);
  const isOfOthers = externals.some((each) => each.kind === 'Secret' && each.name === name);
  const isOpen = certificates.some(({ uncertain }) => uncertain !== undefined);
  return isStored || isOfOthers || isOpen ? [] : certificates;
}

/** The names of a Certificate; some issuers add the common name to the others. */
function namesOf({ object }: CheckedObject): string[] {
  const { commonName, dnsNames } = objectAt(object, 'spec');
  const all = Array.isArray(dnsNames) ? [commonName, ...(dnsNames as readonly JsonValue[])] : [commonName];
  return all.filter((name) => typeof name === 'string' && name !== '').map(String);
}

/**
 * Whether a name of a certificate covers a host. A wildcard covers one part of a name; a host that is one itself is covered where
 * some host below it is. Source: RFC 6125, section 6.4.3.
 */
function covers(name: string, host: string): boolean {
  const [own, wanted] = [name, host].map((each) => each.toLowerCase().replace(/\.$/, '')) as [string, string];
  if (own === wanted) return true;
  if (wanted.startsWith('*.')) return own.endsWith(wanted.slice(1));
  return own.startsWith('*.') && wanted.includes('.') && wanted.slice(wanted.indexOf('.')) === own.slice(1);
}

/** Hosts of TLS, or of all rules where it has none. cert-manager itself makes the certificates of an Ingress that names an issuer. */
function ofIngress({ object, namespace }: CheckedObject): ServedHosts[] {
  const hasIssuer = Object.keys(annotationsOf(object)).some((key) =>
    /^(?:cert-manager\.io\/(?:cluster-)?issuer|kubernetes\.io\/tls-acme)$/.test(key),
  );
  if (hasIssuer) return [];
  const rules = listAt(object, 'spec', 'rules').map(
    (rule, index) => [textAt(rule, 'host') ?? '', ['spec', 'rules', index, 'host']] as const,
  );
  return listAt(object, 'spec', 'tls').flatMap((tls, at): ServedHosts[] => {
    const name = textAt(tls, 'secretName');
    if (name === undefined) return [];
    const stated = textsOf(tls, 'hosts', ['spec', 'tls', at]);
    const hosts = (stated.length > 0 ? stated : rules).filter(([host]) => host !== '');
    return [{ hosts, secrets: [[namespace, name]] }];
  });
}

/** Hosts of servers, with the namespaces whose routes they take left out. The Secret is in the namespace of the pods. */
function ofIstio({ object }: CheckedObject): ServedHosts[] {
  return listAt(object, 'spec', 'servers').flatMap((server, at): ServedHosts[] => {
    const [name, mode] = [textAt(server, 'tls', 'credentialName'), textAt(server, 'tls', 'mode')];
    if (name === undefined || !hasCertificate(mode)) return [];
    const hosts = textsOf(server, 'hosts', ['spec', 'servers', at])
      .map(([host, path]) => [host.slice(host.indexOf('/') + 1), path] as const)
      .filter(([host]) => host !== '*');
    return [{ hosts, secrets: [[undefined, name]] }];
  });
}

/** Host names of listeners; those without one have the hosts of their routes. */
function ofGateway({ object, namespace }: CheckedObject): ServedHosts[] {
  return listAt(object, 'spec', 'listeners').flatMap((listener, at): ServedHosts[] => {
    const host = textAt(listener, 'hostname');
    const secrets = listAt(listener, 'tls', 'certificateRefs').map(
      (each) => [textAt(each, 'namespace') ?? namespace, textAt(each, 'name') ?? ''] as const,
    );
    if (host === undefined || (textAt(listener, 'tls', 'mode') ?? 'Terminate') !== 'Terminate') return [];
    return [{ hosts: [[host, ['spec', 'listeners', at, 'hostname']]], secrets }];
  });
}

function textsOf(value: JsonValue, field: string, base: Path): Array<readonly [string, Path]> {
  return listAt(value, field).flatMap((each, index) =>
    typeof each === 'string' ? [[each, [...base, field, index]] as const] : [],
  );
}
