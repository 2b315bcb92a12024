import type { Connectivity } from './connectivity';
import type { WorkloadPeer } from './peer';

/** The same workload before and after. */
export interface Pair {
  /** `namespace/name[Kind]` of the owner of its pods. */
  readonly owner: string;
  /** What it was; undefined where it is new. */
  readonly before: WorkloadPeer | undefined;
  /** What it is; undefined where it is gone. */
  readonly after: WorkloadPeer | undefined;
  /** The peer by which it is named: the one that is told apart from others. */
  readonly shown: WorkloadPeer;
}

/** Workloads that policies treat alike before, and alike after; at least one. */
export type PairClass = readonly [Pair, ...Pair[]];

/**
 * Peers of the same id; and where selectors tell the pods of an owner apart on one side only, each of them with the one peer of the
 * other side.
 * @param before - the workloads of the one side
 * @param after - those of the other
 */
export function pairsOf(before: readonly WorkloadPeer[], after: readonly WorkloadPeer[]): readonly Pair[] {
  const ofOwner = ({ owner }: WorkloadPeer): string => owner;
  const [old, now] = [grouped(before, ofOwner), grouped(after, ofOwner)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((owner) => {
    const [was, is] = [old.get(owner) ?? [], now.get(owner) ?? []];
    if (was.length === 1 && is.length > 1) return is.flatMap((each) => pairOf(was[0], each));
    if (is.length === 1 && was.length > 1) return was.flatMap((each) => pairOf(each, is[0]));
    const [wasById, isById] = [byId(was), byId(is)];
    return [...new Set([...wasById.keys(), ...isById.keys()])].flatMap((id) => pairOf(wasById.get(id), isById.get(id)));
  });
}

/**
 * Groups workloads that are treated alike: what changed for one of them and a workload of another owner changed for all of them.
 * @param before - the one evaluation
 * @param after - the other
 * @param workloads - the workloads
 */
export function classesOf(before: Connectivity, after: Connectivity, workloads: readonly Pair[]): readonly PairClass[] {
  const classes = grouped(workloads, (pair) => {
    const was = pair.before === undefined ? '' : before.classOf(pair.before);
    return `${was}; ${pair.after === undefined ? '' : after.classOf(pair.after)}`;
  });
  return [...classes.values()];
}

/**
 * Items by a text of each, in their order.
 * @param items - the items
 * @param keyOf - the text
 */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

function pairOf(before: WorkloadPeer | undefined, after: WorkloadPeer | undefined): Pair[] {
  const shown = before === undefined || (after !== undefined && before.id === before.owner) ? after : before;
  return shown === undefined ? [] : [{ owner: shown.owner, before, after, shown }];
}

function byId(workloads: readonly WorkloadPeer[]): ReadonlyMap<string, WorkloadPeer> {
  return new Map(workloads.map((workload) => [workload.id, workload]));
}
