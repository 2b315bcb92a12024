import type { Connection } from './connection';
import type { Connectivity } from './connectivity';
import { mergeRanges, splitRange, type IpRange } from './ip-ranges';
import type { IpPeer, Peer, WorkloadPeer } from './peer';
import { comparePeers, ipPeer } from './peer';
import { PortSet } from './port-set';

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
  const workloads = pairs(before.workloads, after.workloads);
  const differences = [
    ...betweenWorkloads(before, after, workloads),
    ...workloads.flatMap((workload) => [
      ...outside(before, after, workload, 'outsideSources'),
      ...outside(before, after, workload, 'outsideDestinations'),
    ]),
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

/** The same workload before and after. */
interface Pair {
  readonly before: WorkloadPeer | undefined;
  readonly after: WorkloadPeer | undefined;
}

/** The peer by which a pair is named: the one that is told apart from others. */
function shown({ before, after }: Pair): WorkloadPeer | undefined {
  if (before === undefined || after === undefined) return after ?? before;
  return before.id === before.owner ? after : before;
}

function risk({ kind, fromOutside, gained }: TrafficChange): number {
  return fromOutside && !gained.isEmpty() ? 0 : RISK[kind];
}

/**
 * Peers of the same id; and where selectors tell the pods of an owner apart on one side only, each of them with the one peer of the
 * other side.
 */
function pairs(before: readonly WorkloadPeer[], after: readonly WorkloadPeer[]): Pair[] {
  const [old, now] = [byOwner(before), byOwner(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((owner) => {
    const [was, is] = [old.get(owner) ?? [], now.get(owner) ?? []];
    if (was.length === 1 && is.length > 1) return is.map((each): Pair => ({ before: was[0], after: each }));
    if (is.length === 1 && was.length > 1) return was.map((each): Pair => ({ before: each, after: is[0] }));
    const ids = new Set([...was, ...is].map(({ id }) => id));
    return [...ids].map((id): Pair => ({
      before: was.find((each) => each.id === id),
      after: is.find((each) => each.id === id),
    }));
  });
}

function byOwner(workloads: readonly WorkloadPeer[]): Map<string, WorkloadPeer[]> {
  const owners = new Map<string, WorkloadPeer[]>();
  for (const workload of workloads) owners.set(workload.owner, [...(owners.get(workload.owner) ?? []), workload]);
  return owners;
}

function allowed(connectivity: Connectivity, from: Peer | undefined, to: Peer | undefined): PortSet {
  return from === undefined || to === undefined ? PortSet.NONE : connectivity.allowed(from, to);
}

function betweenWorkloads(before: Connectivity, after: Connectivity, workloads: readonly Pair[]): TrafficChange[] {
  return workloads.flatMap((from) =>
    workloads.flatMap((to) => {
      // Among its own replicas, what counts is how that changed; a single pod always reaches itself.
      if (from === to && (from.before === undefined || from.after === undefined)) return [];

      const old = allowed(before, from.before, to.before);
      const now = allowed(after, from.after, to.after);
      return difference(shown(from), shown(to), old, now);
    }),
  );
}

/** Between a workload and addresses, merged where they changed alike. */
function outside(
  before: Connectivity,
  after: Connectivity,
  workload: Pair,
  side: 'outsideSources' | 'outsideDestinations',
): TrafficChange[] {
  const ports = (connectivity: Connectivity, own: WorkloadPeer | undefined, peer: IpPeer): PortSet =>
    side === 'outsideSources' ? allowed(connectivity, peer, own) : allowed(connectivity, own, peer);
  const changes = new Map<string, { ranges: IpRange[]; old: PortSet; now: PortSet }>();
  for (const range of commonRanges(before[side], after[side])) {
    const old = ports(before, workload.before, ipPeer(range));
    const now = ports(after, workload.after, ipPeer(range));
    const key = `${old.toString()} ${now.toString()}`;
    const change = changes.get(key) ?? { ranges: [], old, now };
    change.ranges.push(range);
    changes.set(key, change);
  }
  const own = shown(workload);
  return [...changes.values()].flatMap(({ ranges, old, now }) =>
    mergeRanges(ranges).flatMap((range) =>
      side === 'outsideSources' ? difference(ipPeer(range), own, old, now) : difference(own, ipPeer(range), old, now),
    ),
  );
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
    return difference(from, to, old.get(id)?.allowed ?? PortSet.NONE, now.get(id)?.allowed ?? PortSet.NONE);
  });
}

function byDestination(connections: Iterable<Connection>): Map<string, Connection> {
  return new Map([...connections].map((connection) => [connection.to.id, connection]));
}

function difference(from: Peer | undefined, to: Peer | undefined, before: PortSet, after: PortSet): TrafficChange[] {
  if (from === undefined || to === undefined || before.equals(after)) return [];
  const gained = after.subtract(before);
  const lost = before.subtract(after);
  const fromOutside = from.type !== 'workload';
  return [{ kind: kindOf(before, after, gained), fromOutside, from, to, before, after, gained, lost }];
}

function kindOf(before: PortSet, after: PortSet, gained: PortSet): TrafficChangeKind {
  if (before.isEmpty()) return 'added';
  if (after.isEmpty()) return 'removed';
  return gained.isEmpty() ? 'narrowed' : 'widened';
}
