import type { Connection, Connectivity, TrafficChange, Peer } from '../../connectivity';
import { overlaps } from '../../connectivity/ip-ranges';
import { portsOf, type Asked } from './question';

/**
 * All that is open and asked for. Ranges of addresses are listed in the pieces that policies treat alike.
 * @param connectivity - the evaluated manifests
 * @param asked - what to narrow it to; of the ports, only those asked for are listed
 */
export function* listed(connectivity: Connectivity, { from, to, port }: Asked): Generator<Connection> {
  const ports = portsOf(port);
  for (const source of from ?? [undefined]) {
    for (const destination of to ?? [undefined]) {
      for (const connection of between(connectivity, source, destination, ports)) {
        if (!connection.allowed.isEmpty()) yield connection;
      }
    }
  }
}

/**
 * The pairs that are asked for, when both sides are.
 * @param asked - what is asked for
 */
export function pairsOf({ from, to }: Asked): ReadonlyArray<readonly [from: Peer, to: Peer]> {
  return (from ?? []).flatMap((source) =>
    (to ?? [])
      .filter(({ type }) => source.type !== 'ip' || type !== 'ip')
      .map((destination) => [source, destination] as const),
  );
}

/**
 * Whether a difference is asked for.
 * @param difference - the difference
 * @param asked - what to narrow to
 */
export function isAsked({ from, to, gained, lost }: TrafficChange, asked: Asked): boolean {
  const changed = gained.union(lost).intersect(portsOf(asked.port));
  return !changed.isEmpty() && concerns(asked.from, from) && concerns(asked.to, to);
}

/** Between two peers of the cluster also what is not listed otherwise, such as from a pod to itself. */
function between(
  connectivity: Connectivity,
  from: Peer | undefined,
  to: Peer | undefined,
  ports: Connection['allowed'],
): Iterable<Connection> {
  if (from !== undefined && to !== undefined && from.type !== 'ip' && to.type !== 'ip') {
    return [{ from, to, allowed: connectivity.allowed(from, to).intersect(ports) }];
  }
  if (from?.type === 'ip' && to?.type === 'ip') return [];
  return connectivity.connections({
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ports,
    narrow: true,
  });
}

function concerns(asked: readonly Peer[] | undefined, peer: Peer): boolean {
  if (asked === undefined) return true;
  return asked.some(
    (each) => each.id === peer.id || (each.type === 'ip' && peer.type === 'ip' && overlaps(each.range, peer.range)),
  );
}
