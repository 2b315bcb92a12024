import type { Connection, ConnectionFilter } from './connection';
import { overlaps } from './ip-ranges';
import { mergeAddresses, type AddressesWithPorts } from './merge-addresses';
import type { IpPeer, Peer, WorkloadPeer } from './peer';
import type { OpenPairs } from './open-pairs';
import { comparePeers, ipPeer } from './peer';
import type { Behaviour } from './policy-evaluator';
import type { PortSet } from './port-set';
import { isSamePod } from './same-pod';

/** What the list of connections is made of. */
export interface Matrix {
  readonly filter: ConnectionFilter;
  readonly workloads: readonly WorkloadPeer[];
  /** Addresses on which all ingress rules are uniform. */
  readonly sources: readonly IpPeer[];
  /** Addresses on which all egress rules are uniform. */
  readonly destinations: readonly IpPeer[];
  /** How the rules treat a peer. */
  behaviour(peer: Peer): Behaviour;
  /** The ports that are open. */
  allowed(from: Behaviour, to: Behaviour): PortSet;
  /** Finds the pairs that are open, where peers that the policies treat alike have equal answers; undefined where they may not. */
  readonly uniform: ((ends: readonly Behaviour[]) => OpenPairs) | undefined;
  /** What the ingress controller reaches. */
  routed(): readonly Connection[];
}

/**
 * All that is open, in the order that `Connectivity.connections` describes.
 * @param matrix - the peers, and how to ask for an answer
 */
export function* connectionsOf(matrix: Matrix): Generator<Connection> {
  const { filter, workloads } = matrix;
  const { from, to } = filter;
  if (from === undefined || from.type === 'ip') yield* fromAddresses(matrix);
  const sources = from === undefined ? workloads : from.type === 'workload' ? [from] : [];
  const ends = targetsOf(matrix).map((peer) => matrix.behaviour(peer));
  const toAddresses = addressesFor(matrix, destinationsOf(matrix), 'egress');
  const pairs = matrix.uniform?.(ends);
  for (const source of sources) {
    const behaviour = matrix.behaviour(source);
    for (const { addresses, allowed } of toAddresses(behaviour)) yield { from: source, to: addresses, allowed };
    for (const each of pairs?.from(behaviour) ?? eachPair(matrix, behaviour, ends)) yield each;
  }
  if (from !== undefined && from.type !== 'ingress-controller') return;
  const routed = matrix.routed().filter(({ allowed }) => !allowed.isEmpty());
  yield* routed.filter((each) => to === undefined || to.id === each.to.id);
}

function eachPair(matrix: Matrix, source: Behaviour, ends: readonly Behaviour[]): Connection[] {
  return ends
    .filter(({ peer }) => !isSamePod(source.peer, peer))
    .map((end) => ({ from: source.peer, to: end.peer, allowed: matrix.allowed(source, end) }))
    .filter(({ allowed }) => !allowed.isEmpty());
}

function* fromAddresses(matrix: Matrix): Generator<Connection> {
  const ask = addressesFor(matrix, sourcesOf(matrix), 'ingress');
  const bySource = new Map<string, { from: IpPeer; to: Array<{ to: Peer; allowed: PortSet }> }>();
  for (const to of targetsOf(matrix)) {
    for (const { addresses, allowed } of ask(matrix.behaviour(to))) {
      const known = bySource.get(addresses.id) ?? { from: addresses, to: [] };
      known.to.push({ to, allowed });
      bySource.set(addresses.id, known);
    }
  }
  for (const { from, to: ends } of [...bySource.values()].sort((a, b) => comparePeers(a.from, b.from))) {
    for (const { to, allowed } of ends) yield { from, to, allowed };
  }
}

/** The answers for addresses by peer; peers whose rules and port names are the same share them. */
function addressesFor(
  matrix: Matrix,
  peers: readonly IpPeer[],
  side: 'egress' | 'ingress',
): (behaviour: Behaviour) => readonly AddressesWithPorts[] {
  const behaviours = new Map(peers.map((peer) => [peer, matrix.behaviour(peer)]));
  const known = new Map<unknown, readonly AddressesWithPorts[]>();
  return (own) => {
    const key = own[side].row;
    const found =
      (matrix.uniform ? known.get(key) : undefined) ??
      mergeAddresses(peers, (peer) => {
        const outside = behaviours.get(peer) ?? matrix.behaviour(peer);
        return side === 'egress' ? matrix.allowed(own, outside) : matrix.allowed(outside, own);
      });
    known.set(key, found);
    return found;
  };
}

/** The workloads, or what is asked for instead, without addresses. */
function targetsOf({ filter: { to }, workloads }: Matrix): readonly Peer[] {
  if (to === undefined) return workloads;
  return to.type === 'ip' ? [] : [to];
}

function sourcesOf({ filter: { from }, sources }: Matrix): readonly IpPeer[] {
  if (from === undefined) return sources;
  return from.type === 'ip' ? pieces(from, sources) : [];
}

function destinationsOf({ filter: { to }, destinations }: Matrix): readonly IpPeer[] {
  if (to === undefined) return destinations;
  return to.type === 'ip' ? pieces(to, destinations) : [];
}

/** A range cut where the rules change; policies may open some of its addresses only. */
function pieces(peer: IpPeer, uniform: readonly IpPeer[]): readonly IpPeer[] {
  const { family, first, last } = peer.range;
  const found = uniform.filter(({ range }) => overlaps(range, peer.range));
  if (found.length === 0) return [peer];
  return found.map(({ range }) =>
    ipPeer({ family, first: range.first > first ? range.first : first, last: range.last < last ? range.last : last }),
  );
}
