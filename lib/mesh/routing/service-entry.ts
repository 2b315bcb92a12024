import { isIpAddress } from '../../values/addresses';
import type { Problem } from '../../values/problem';

/** Protocols of a port of a service. */
export type MeshProtocol = 'HTTP' | 'HTTP2' | 'GRPC' | 'HTTPS' | 'TLS' | 'TCP' | 'MONGO' | 'MYSQL' | 'REDIS';

/** One port of a service entry. */
export interface MeshServicePort {
  /** Port to which clients connect. */
  readonly port: number;
  /** Protocol; `TLS` and `HTTPS` where the client encrypts. */
  readonly protocol: MeshProtocol;
  /** Port of the endpoints. @default - the same */
  readonly targetPort?: number;
  /** Name of the port. @default - protocol and number, such as `tls-443` */
  readonly name?: string;
}

/** Where a service is. */
export interface MeshEndpoint {
  /** Address or host name. */
  readonly address: string;
  /** Ports that differ, by name of the port. @default - those of the service entry */
  readonly ports?: Readonly<Record<string, number>>;
  /** Labels, for subsets. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A port with its name filled in. */
export type NamedPort = MeshServicePort & { readonly name: string };

/** How a proxy finds a service. */
export type Resolution = 'DNS' | 'DNS_ROUND_ROBIN' | 'STATIC' | 'NONE';

/** What a service entry says, with all defaults filled in. */
export interface ServiceEntryFacts {
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: readonly NamedPort[];
  readonly endpoints: readonly MeshEndpoint[];
  readonly resolution: Resolution;
}

/** Protocols whose connections do not say which host they are for. */
const WITHOUT_HOST: readonly MeshProtocol[] = ['TCP', 'MONGO', 'MYSQL', 'REDIS'];

/** What of a service entry does not fit together, as the webhook of Istio sees it. */
export function serviceEntryProblems(facts: ServiceEntryFacts): readonly Problem[] {
  return [...resolutionProblems(facts), ...portProblems(facts)];
}

function resolutionProblems({ hosts, addresses, endpoints, resolution }: ServiceEntryFacts): Problem[] {
  const dns = resolution.startsWith('DNS');
  const wildcard = dns && endpoints.length === 0 ? hosts.find((host) => host.startsWith('*')) : undefined;
  const names = endpoints.map(({ address }) => address).filter((address) => !isIpAddress(address));
  const ranges = addresses.filter((address) => address.includes('/'));
  const problems: Problem[] = [];
  if (wildcard !== undefined) {
    const fix = "set resolution: 'NONE', or give endpoints";
    problems.push({ what: 'a host with a wildcard cannot be resolved', got: wildcard, fix });
  }
  if (resolution === 'NONE' && endpoints.length > 0) {
    problems.push({ what: 'resolution NONE knows no endpoints', fix: "set resolution: 'STATIC' or 'DNS'" });
  }
  if (resolution === 'STATIC' && (names.length > 0 || endpoints.length === 0)) {
    const fix = "give endpoints with addresses, or set resolution: 'DNS'";
    problems.push({ what: 'resolution STATIC needs addresses', got: names.join(', '), fix });
  }
  if (resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1) {
    problems.push({ what: 'resolution DNS_ROUND_ROBIN takes one endpoint at most', got: endpoints.length });
  }
  if (dns && ranges.length > 0) {
    problems.push({ what: 'ranges of addresses need resolution NONE or STATIC', got: ranges.join(', ') });
  }
  return problems;
}

function portProblems({ hosts, ports, endpoints, resolution }: ServiceEntryFacts): Problem[] {
  const names = ports.map(({ name }) => name);
  const unknown = endpoints
    .flatMap((endpoint) => Object.keys(endpoint.ports ?? {}))
    .filter((name) => !names.includes(name));
  const opaque = ports.find(({ protocol }) => WITHOUT_HOST.includes(protocol));
  const problems: Problem[] = [];
  if (ports.length === 0)
    problems.push({ what: 'the service entry has no port', fix: 'give ports, or call addPort()' });
  if (unknown.length > 0) {
    const what = 'an endpoint has a port that the service entry does not have';
    problems.push({ what, got: unknown.join(', '), allowed: names.join(', ') });
  }
  if (hosts.length > 1 && resolution !== 'NONE' && opaque !== undefined) {
    const what = 'several hosts share a port whose protocol does not tell them apart';
    problems.push({ what, got: opaque.protocol, fix: 'make a service entry for each host' });
  }
  return problems;
}
