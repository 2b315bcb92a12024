import type { Chain } from './ladder-chain';
import type { Edge, HopKey } from './ladder-edges';

/** A hop in its place. */
export interface OrderedHop extends HopKey {
  /** The hops that come before it for a reason, beside those of its own component. */
  readonly because: readonly Edge[];
}

/** The order, or the cycle that there is instead. */
export type Order =
  | {
      readonly hops: readonly OrderedHop[];
      /** Precautions that close a circle with what must be. */
      readonly dropped: readonly Edge[];
      readonly cycle?: undefined;
    }
  | { readonly cycle: readonly Edge[] };

/**
 * Puts all hops in an order. Of the hops that may come next, the adoption of published charts comes first, then the order of the
 * chains. A precaution that closes a circle is dropped.
 * @param chains - all chains, in the order that decides where reasons leave a choice
 * @param edges - which hops come before which
 */
export function orderHops(chains: readonly Chain[], edges: readonly Edge[]): Order {
  const dropped: Edge[] = [];
  for (;;) {
    const kept = edges.filter((edge) => !dropped.includes(edge));
    const found = tryOrder(chains, kept);
    if (!('cycle' in found)) return { ...found, dropped };
    const precaution = found.cycle.find(({ isPrecaution }) => isPrecaution === true);
    if (precaution === undefined) return found;
    dropped.push(precaution);
  }
}

function tryOrder(
  chains: readonly Chain[],
  edges: readonly Edge[],
): { readonly hops: readonly OrderedHop[] } | { readonly cycle: readonly Edge[] } {
  const own = chains.flatMap(ownEdges);
  const all = [...own, ...edges];
  const pending = chains.flatMap(hopsOf).sort((a, b) => phase(a, chains) - phase(b, chains));
  const done = new Set<string>();
  const into = groupBy(all, ({ after }) => keyOf(after));
  const hops: OrderedHop[] = [];
  while (pending.length > 0) {
    const ready = pending.findIndex((hop) =>
      (into.get(keyOf(hop)) ?? []).every(({ before }) => done.has(keyOf(before))),
    );
    const [hop] = ready < 0 ? [] : pending.splice(ready, 1);
    if (hop === undefined) return { cycle: cycleIn(pending, into) };
    done.add(keyOf(hop));
    hops.push({ ...hop, because: edges.filter(({ after }) => keyOf(after) === keyOf(hop)) });
  }
  return { hops };
}

function hopsOf({ component, versions }: Chain): HopKey[] {
  return versions.slice(1).map((_, at) => ({ component, to: at + 1 }));
}

/** Every hop of a chain follows the one before. */
function ownEdges(chain: Chain): Edge[] {
  const { component } = chain;
  return hopsOf(chain)
    .slice(1)
    .map((after) => ({
      before: { component, to: after.to - 1 },
      after,
      why: `${component} first goes to ${chain.versions[after.to - 1]?.version ?? ''}`,
    }));
}

/** 0 for the step from Verrazzano's chart to a published one. */
function phase({ component, to }: HopKey, chains: readonly Chain[]): number {
  const version = chains.find((chain) => chain.component === component)?.versions[to];
  return version?.adoption === true ? 0 : 1;
}

/** Every pending hop waits for another pending one: following these leads into a circle. */
function cycleIn(pending: readonly HopKey[], into: ReadonlyMap<string, readonly Edge[]>): Edge[] {
  const waits = new Set(pending.map(keyOf));
  const path: Edge[] = [];
  let [at] = pending;
  while (at !== undefined) {
    const here = keyOf(at);
    const start = path.findIndex(({ after }) => keyOf(after) === here);
    if (start >= 0) return path.slice(start).reverse();
    const edge: Edge | undefined = into.get(here)?.find(({ before }) => waits.has(keyOf(before)));
    if (edge === undefined) return path;
    path.push(edge);
    at = edge.before;
  }
  return path;
}

/** A string for a hop, as the key of a map. */
function keyOf({ component, to }: HopKey): string {
  return `${component} ${to}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
