import type { Platform } from '../definition/platform';
import { hostNames } from './host-names';
import { EXTERNAL_DNS, systemIngressTable } from './system-ingresses';

/** A record of a system host in a DNS zone. */
export interface DnsRecord {
  /** Name of the record. */
  readonly name: string;
  /** Type: a record leads to an address or to another name. */
  readonly type: 'A' | 'CNAME';
  /** Target; `load balancer` is the address of the load balancer of the ingress controller, where it is not set. */
  readonly target: string;
  /** Time to live in seconds; undefined where it is left to the zone. */
  readonly ttl: number | undefined;
  /** Its source: an Ingress, or the Service of the ingress controller, as `<kind> <namespace>/<name>`. */
  readonly source: string;
  /** Keeper of the record: ExternalDNS with OCI DNS, and the user with external DNS. */
  readonly keptBy: 'ExternalDNS' | 'user';
}

const CONTROLLER_TTL = 60;
const CONTROLLER = 'Service verrazzano-ingress-nginx/ingress-controller-ingress-nginx-controller';

/**
 * The records of system hosts, by name. With OCI DNS they are what ExternalDNS publishes: the name of the ingress controller,
 * which other names point to; a host whose Ingress names no target points to the address itself. With external DNS they are the
 * records that the user has to keep. Wildcard names need none.
 *
 * ExternalDNS keeps a TXT record beside each, by which it recognizes its own records. Hosts of OAM applications are added at
 * run time.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function dnsRecords(platform: Platform): readonly DnsRecord[] {
  const hosts = hostNames(platform);
  if (hosts.kind === 'wildcard' || hosts.kind === undefined) return [];
  const rows = systemIngressTable(platform);
  if (rows.length === 0) return [];
  const keptBy = hosts.kind === 'oci' ? 'ExternalDNS' : 'user';
  const address = { type: 'A', target: hosts.address ?? 'load balancer' } as const;
  const controller: DnsRecord = {
    name: hosts.targetPattern,
    ...address,
    ttl: keptBy === 'ExternalDNS' ? CONTROLLER_TTL : undefined,
    source: CONTROLLER,
    keptBy,
  };
  const others = rows.map(({ host: name, manifest: { metadata } }): DnsRecord => {
    const { name: ingress, namespace, annotations = {} } = metadata;
    const source = `Ingress ${namespace}/${ingress}`;
    if (keptBy === 'user') return { name, type: 'CNAME', target: hosts.targetPattern, ttl: undefined, source, keptBy };
    const target = annotations[`${EXTERNAL_DNS}/target`];
    const ttl = annotations[`${EXTERNAL_DNS}/ttl`];
    return {
      name,
      ...(target === undefined ? address : { type: 'CNAME', target }),
      ttl: ttl === undefined ? undefined : Number(ttl),
      source,
      keptBy,
    };
  });
  return [controller, ...others.sort((a, b) => (a.name < b.name ? -1 : 1))];
}

/**
 * Annotations by which the Service of the ingress controller is published: `controller.service.annotations` of its chart. The platform
 * operator sets them itself; only with OCI DNS.
 *
 * Source: `platform-operator/controllers/verrazzano/component/nginx` at v1.7.2.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function controllerAnnotations(platform: Platform): Readonly<Record<string, string>> {
  const hosts = hostNames(platform);
  if (hosts.kind !== 'oci') return {};
  return { [`${EXTERNAL_DNS}/hostname`]: hosts.targetPattern, [`${EXTERNAL_DNS}/ttl`]: String(CONTROLLER_TTL) };
}
