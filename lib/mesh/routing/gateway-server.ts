import type { GatewayTls } from '../../values/gateway-tls';
import type { JsonObject } from '../../values/json';
import { DNS_LABEL, isDnsLabel } from '../../values/names';
import type { Problem } from '../../values/problem';
import { emptyProblems, hostProblems, portProblems } from './checks';

/** Protocols that a port of a gateway may have. */
export type GatewayProtocol = 'HTTP' | 'HTTP2' | 'GRPC' | 'HTTPS' | 'TLS' | 'TCP' | 'MONGO';

/** One port of a gateway. */
export interface MeshGatewayServer {
  /** Hosts: names, `*.example.com`, `*`; with `<namespace>/` or `./` in front only routes of that namespace may use them. */
  readonly hosts: readonly string[];
  /**
   * Port of the Service of the gateway.
   * @default - 443 with TLS, otherwise 80
   */
  readonly port?: number;
  /**
   * Protocol.
   * @default - HTTPS; TLS with `GatewayTls.passthrough()`; HTTP without TLS
   */
  readonly protocol?: GatewayProtocol;
  /**
   * TLS.
   * @default - none: plaintext
   */
  readonly tls?: GatewayTls;
  /**
   * Answers on port 80 too, and sends clients to HTTPS.
   * @default false
   */
  readonly httpsRedirect?: boolean;
  /**
   * Name of the port, unique in the gateway.
   * @default - the protocol and the first host, such as `https-shop-example-com`
   */
  readonly name?: string;
}

/** A port of a gateway with all defaults filled in. */
export interface ResolvedServer {
  /** Name of the port. */
  readonly name: string;
  /** Port of the Service of the gateway. */
  readonly port: number;
  /** Protocol. */
  readonly protocol: GatewayProtocol;
  /** Hosts, as they are stated. */
  readonly hosts: readonly string[];
  /** TLS; undefined for plaintext. */
  readonly tls?: GatewayTls;
  /** It only redirects to HTTPS. */
  readonly redirects: boolean;
}

const ENCRYPTED: readonly GatewayProtocol[] = ['HTTPS', 'TLS'];

/** The servers that follow from the props of one port: one, or two with `httpsRedirect`. */
export function resolvedServers(server: MeshGatewayServer): readonly ResolvedServer[] {
  const { hosts, tls } = server;
  const protocol = server.protocol ?? defaultProtocol(tls);
  const port = server.port ?? (tls === undefined ? 80 : 443);
  const main = { name: server.name ?? portName(protocol, hosts), port, protocol, hosts, tls, redirects: false };
  if (server.httpsRedirect !== true) return [main];
  return [main, { name: portName('HTTP', hosts), port: 80, protocol: 'HTTP', hosts, redirects: true }];
}

/** Problems of the props of one port. */
export function serverProblems(server: MeshGatewayServer): readonly Problem[] {
  const { hosts, tls, port, protocol, httpsRedirect } = server;
  const problems: Problem[] = [
    ...emptyProblems('hosts', hosts),
    ...portProblems('port', port),
    ...hosts.flatMap(gatewayHostProblems),
  ];
  if (protocol !== undefined && ENCRYPTED.includes(protocol) !== (tls !== undefined)) {
    const fix = tls === undefined ? 'give tls' : 'leave the protocol out';
    problems.push({ what: 'the protocol does not fit the TLS settings', got: protocol, fix });
  }
  if (httpsRedirect === true && (tls === undefined || port === 80)) {
    problems.push({ what: 'httpsRedirect needs a server with TLS on another port than 80', fix: 'give tls' });
  }
  for (const { name } of resolvedServers(server)) {
    if (!isDnsLabel(name))
      problems.push({ what: 'the name of the port is not valid', got: name, allowed: DNS_LABEL, fix: 'give name' });
  }
  return problems;
}

/** A server as Istio reads it. */
export function serverSpec({ name, port, protocol, hosts, tls, redirects }: ResolvedServer): JsonObject {
  return {
    port: { number: port, name, protocol },
    hosts: [...hosts],
    ...(redirects && { tls: { httpsRedirect: true } }),
    ...(tls !== undefined && {
      tls: { mode: tls.mode, ...(tls.secret !== undefined && { credentialName: tls.secret }) },
    }),
  };
}

function defaultProtocol(tls: GatewayTls | undefined): GatewayProtocol {
  if (tls === undefined) return 'HTTP';
  return tls.mode === 'PASSTHROUGH' ? 'TLS' : 'HTTPS';
}

function portName(protocol: GatewayProtocol, hosts: readonly string[]): string {
  const host = (hosts[0] ?? '').replace(/^.*\//, '').replace('*', 'any').replace(/\./g, '-');
  return `${protocol.toLowerCase()}-${host}`;
}

function gatewayHostProblems(host: string): Problem[] {
  const slash = host.indexOf('/');
  const own = host.slice(slash + 1);
  const allowed = '"*" alone, or a host with a dot';
  const short =
    own === '*' || own.includes('.') ? [] : [{ what: 'a host of a gateway has no dot', got: host, allowed }];
  const name = [...hostProblems('a host', own, true), ...short];
  if (slash < 0) return name;
  const namespace = host.slice(0, slash);
  if (namespace === '.' || namespace === '*' || isDnsLabel(namespace)) return name;
  return [
    ...name,
    { what: 'a host has a namespace that is not valid', got: host, allowed: '<namespace>/, ./ or */ in front' },
  ];
}
