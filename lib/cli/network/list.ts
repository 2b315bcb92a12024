import type { Connection, Connectivity, Difference, IpPeer, Peer } from '../../connectivity';
import { overlaps } from '../../connectivity/ip-ranges';
import { ipPeer } from '../../connectivity/peer';
import { portsOf, type Asked } from './question';

/**
 * All that is open and asked for. Addresses are asked for piece by piece, since policies may open some of them only.
 * @param connectivity - the evaluated manifests
 * @param asked - what to narrow it to; of the ports, only those asked for are listed
 */
export function* listed(connectivity: Connectivity, { from, to, port }: Asked): Generator<Connection> {
  const { outsideSources, outsideDestinations } = connectivity;
  for (const source of pieces(from, outsideSources)) {
    for (const destination of pieces(to, outsideDestinations)) {
      for (const connection of between(connectivity, source, destination)) {
        const allowed = connection.allowed.intersect(portsOf(port));
        if (!allowed.isEmpty()) yield { ...connection, allowed };
      }
    }
  }
}

/**
 * Whether a difference is asked for.
 * @param difference - the difference
 * @param asked - what to narrow to
 */
export function isAsked({ from, to, gained, lost }: Difference, asked: Asked): boolean {
  const changed = gained.union(lost).intersect(portsOf(asked.port));
  return !changed.isEmpty() && concerns(asked.from, from) && concerns(asked.to, to);
}

/** Between two peers also what is not listed otherwise, such as from a workload to itself. */
function between(connectivity: Connectivity, from: Peer | undefined, to: Peer | undefined): Iterable<Connection> {
  if (from !== undefined && to !== undefined) return [{ from, to, allowed: connectivity.allowed(from, to) }];
  return connectivity.connections({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
}

function pieces(peer: Peer | undefined, uniform: readonly IpPeer[]): ReadonlyArray<Peer | undefined> {
  if (peer?.type !== 'ip') return [peer];
  const { family, first, last } = peer.range;
  const found = uniform
    .filter(({ range }) => overlaps(range, peer.range))
    .map(({ range }) =>
      ipPeer({ family, first: range.first > first ? range.first : first, last: range.last < last ? range.last : last }),
    );
  return found.length === 0 ? [peer] : found;
}

function concerns(asked: Peer | undefined, peer: Peer): boolean {
  if (asked === undefined || asked.id === peer.id) return true;
  return asked.type === 'ip' && peer.type === 'ip' && overlaps(asked.range, peer.range);
}
