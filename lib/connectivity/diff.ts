import type { Connection } from './connection';
import type { Connectivity } from './connectivity';
import { mergeRanges, splitRange, type IpRange } from './ip-ranges';
import type { IpPeer, Peer, WorkloadPeer } from './peer';
import { comparePeers, ipPeer } from './peer';
import { PortSet } from './port-set';
import { classesOf, grouped, pairsOf, type Pair, type PairClass } from './workload-pairs';

/** What happened to the traffic between two peers. */
export type TrafficChangeKind = 'added' | 'widened' | 'narrowed' | 'removed';

/** Traffic between two peers that is not as it was. */
export interface TrafficChange {
  /** Traffic that gains some ports and loses others counts as widened. */
  readonly kind: TrafficChangeKind;
  /** Whether it comes from outside: from addresses, or through the ingress controller. */
  readonly fromOutside: boolean;
  /** Who opens the connections. */
  readonly from: Peer;
  /** Who accepts them. */
  readonly to: Peer;
  /** Ports that were open. */
  readonly before: PortSet;
  /** Ports that are open. */
  readonly after: PortSet;
  /** Ports that are open and were not. */
  readonly gained: PortSet;
  /** Ports that were open and are not. */
  readonly lost: PortSet;
}

const RISK: Readonly<Record<TrafficChangeKind, number>> = { added: 1, widened: 2, narrowed: 3, removed: 4 };

/**
 * What differs between two evaluations. Ordered by risk: what became reachable from outside, then what was added,
 * widened, narrowed and removed. A workload that exists once only has no traffic on the other side.
 * @param before - the one
 * @param after - the other
 */
export function diffConnectivity(before: Connectivity, after: Connectivity): TrafficChange[] {
  const classes = classesOf(before, after, pairsOf(before.workloads, after.workloads));
  const differences = [
    ...betweenWorkloads(before, after, classes),
    ...outside(before, after, classes, 'outsideSources'),
    ...outside(before, after, classes, 'outsideDestinations'),
    ...throughController(before, after),
  ];
  const unique = new Map(differences.map((each) => [describeDifference(each), each]));
  return [...unique.values()].sort(
    (a, b) => risk(a) - risk(b) || comparePeers(a.from, b.from) || comparePeers(a.to, b.to),
  );
}

/** A difference as one line. */
export function describeDifference({ kind, from, to, before, after }: TrafficChange): string {
  return `${kind}: ${from.id} => ${to.id}: ${before.toString()} -> ${after.toString()}`;
}

function risk({ kind, fromOutside, gained }: TrafficChange): number {
  return fromOutside && !gained.isEmpty() ? 0 : RISK[kind];
}

function allowed(connectivity: Connectivity, from: Peer | undefined, to: Peer | undefined): PortSet {
  return from === undefined || to === undefined ? PortSet.NONE : connectivity.allowed(from, to);
}

/** Most classes are as they were to each other, and their members are not looked at. */
function betweenWorkloads(before: Connectivity, after: Connectivity, classes: readonly PairClass[]): TrafficChange[] {
  const between = (from: Pair, to: Pair): Change[] =>
    change(allowed(before, from.before, to.before), allowed(after, from.after, to.after));
  const differences = [...sameOwner(classes.flat(), between)];
  for (const sources of classes) {
    for (const destinations of classes) {
      const example = otherOwners(sources, destinations);
      const changes = example === undefined ? [] : between(...example);
      for (const each of changes) {
        for (const from of sources) {
          for (const to of destinations)
            if (from.owner !== to.owner) differences.push(named(each, from.shown, to.shown));
        }
      }
    }
  }
  return differences;
}

/** Between the pods of one owner, which selectors may tell apart and which may be one pod. */
function sameOwner(workloads: readonly Pair[], between: (from: Pair, to: Pair) => Change[]): TrafficChange[] {
  return [...grouped(workloads, ({ owner }) => owner).values()].flatMap((own) =>
    own.flatMap((from) =>
      own.flatMap((to) => {
        // Among its own replicas, what counts is how that changed; a single pod always reaches itself.
        if (from === to && (from.before === undefined || from.after === undefined)) return [];
        return between(from, to).map((each) => named(each, from.shown, to.shown));
      }),
    ),
  );
}

/** A member of each class, of different owners. */
function otherOwners([from, ...more]: PairClass, destinations: PairClass): readonly [Pair, Pair] | undefined {
  const to = destinations.find(({ owner }) => owner !== from.owner);
  if (to !== undefined) return [from, to];
  const other = more.find(({ owner }) => owner !== from.owner);
  return other && [other, destinations[0]];
}

/** Between workloads and addresses, merged where they changed alike. */
function outside(
  before: Connectivity,
  after: Connectivity,
  classes: readonly PairClass[],
  side: 'outsideSources' | 'outsideDestinations',
): TrafficChange[] {
  const ports = (connectivity: Connectivity, own: WorkloadPeer | undefined, peer: IpPeer): PortSet =>
    side === 'outsideSources' ? allowed(connectivity, peer, own) : allowed(connectivity, own, peer);
  const peers = commonRanges(before[side], after[side]).map(ipPeer);
  return classes.flatMap((members) => {
    const [example] = members;
    const changes = new Map<string, { ranges: IpRange[]; change: Change }>();
    for (const peer of peers) {
      for (const each of change(ports(before, example.before, peer), ports(after, example.after, peer))) {
        const key = `${each.before.toString()} ${each.after.toString()}`;
        const known = changes.get(key) ?? { ranges: [], change: each };
        known.ranges.push(peer.range);
        changes.set(key, known);
      }
    }
    const merged = [...changes.values()].flatMap(({ ranges, change: each }) =>
      mergeRanges(ranges).map((range) => ({ peer: ipPeer(range), each })),
    );
    return members.flatMap(({ shown }) =>
      merged.map(({ peer, each }) => (side === 'outsideSources' ? named(each, peer, shown) : named(each, shown, peer))),
    );
  });
}

function commonRanges(before: readonly IpPeer[], after: readonly IpPeer[]): IpRange[] {
  const ranges = [...before, ...after].map(({ range }) => range);
  return mergeRanges(ranges).flatMap((space) =>
    splitRange(
      space,
      ranges.map((range) => [range]),
    ),
  );
}

function throughController(before: Connectivity, after: Connectivity): TrafficChange[] {
  const from = after.peer('{ingress-controller}');
  if (from === undefined) return [];
  const old = byDestination(before.connections({ from }));
  const now = byDestination(after.connections({ from }));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const to = now.get(id)?.to ?? old.get(id)?.to;
    if (to === undefined) return [];
    const changes = change(old.get(id)?.allowed ?? PortSet.NONE, now.get(id)?.allowed ?? PortSet.NONE);
    return changes.map((each) => named(each, from, to));
  });
}

function byDestination(connections: Iterable<Connection>): Map<string, Connection> {
  return new Map([...connections].map((connection) => [connection.to.id, connection]));
}

/** What changed, without the peers. */
type Change = Omit<TrafficChange, 'fromOutside' | 'from' | 'to'>;

/** Nothing where both are the same. */
function change(before: PortSet, after: PortSet): Change[] {
  if (before.equals(after)) return [];
  const gained = after.subtract(before);
  return [{ kind: kindOf(before, after, gained), before, after, gained, lost: before.subtract(after) }];
}

function named({ kind, ...ports }: Change, from: Peer, to: Peer): TrafficChange {
  return { kind, fromOutside: from.type !== 'workload', from, to, ...ports };
}

function kindOf(before: PortSet, after: PortSet, gained: PortSet): TrafficChangeKind {
  if (before.isEmpty()) return 'added';
  if (after.isEmpty()) return 'removed';
  return gained.isEmpty() ? 'narrowed' : 'widened';
}
