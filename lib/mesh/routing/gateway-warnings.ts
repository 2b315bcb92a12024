import type { ResolvedServer } from './gateway-server';
import { covers } from './hosts';

/** What a warning needs to know about a gateway. */
export interface GatewayFacts {
  /** Name for messages, `<namespace>/<name>`. */
  readonly reference: string;
  /** Its ports. */
  readonly servers: readonly ResolvedServer[];
}

/**
 * Where clients send requests for a host of one gateway over a connection that belongs to another one, which answers 404: HTTP/2
 * connections are used again for every host that their certificate covers, and a host with a wildcard takes connections of a name
 * that only the other gateway has routes for.
 *
 * Source: "404 errors occur when multiple gateways configured with same TLS certificate" on the page "Traffic Management Problems" of
 * Istio.
 * @param own - the gateway that is warned about
 * @param other - another gateway of the same pods
 */
export function sharedConnections(own: GatewayFacts, other: GatewayFacts): readonly string[] {
  const pairs = own.servers.flatMap((server) => other.servers.map((rival) => ({ server, rival })));
  const certificates = pairs.flatMap(({ server, rival }) => {
    const secret = server.tls?.secret;
    return secret !== undefined && secret === rival.tls?.secret && server.port === rival.port ? [secret] : [];
  });
  const overlaps = pairs
    .filter(({ server, rival }) => server.port === rival.port && isEncrypted(server) && isEncrypted(rival))
    .flatMap(({ server, rival }) =>
      server.hosts.flatMap((host) =>
        rival.hosts.filter((name) => overlap(host, name)).map((name) => `${host} and ${name}`),
      ),
    );
  return [
    ...[...new Set(certificates)].map(
      (secret) =>
        `Gateway ${other.reference} has the same certificate, ${secret}: clients that reuse a connection get 404`,
    ),
    ...[...new Set(overlaps)].map(
      (hosts) => `Gateway ${other.reference} overlaps in hosts, ${hosts}: clients that reuse a connection get 404`,
    ),
  ];
}

function isEncrypted({ tls, redirects }: ResolvedServer): boolean {
  return tls !== undefined && !redirects;
}

/** Equal hosts are an error of their own. */
function overlap(a: string, b: string): boolean {
  const [one, two] = [a, b].map((host) => host.slice(host.indexOf('/') + 1)) as [string, string];
  return one !== two && (covers(one, two) || covers(two, one));
}
