import { placeInRange, type RangePlace } from '../values/version-number';
import { kubernetesRanges } from '../definition/hop/hop-kubernetes';
import { needsAt } from '../definition/hop/hop-needs';
import { KUBERNETES, type Chain } from './ladder-chain';

/** One hop: the step of a chain to its version at `to`. */
export interface HopKey {
  /** The component. */
  readonly component: string;
  /** Place in the chain of the version that it arrives at, from 1. */
  readonly to: number;
}

/** One hop comes before another one. */
export interface Edge {
  /** The earlier hop. */
  readonly before: HopKey;
  /** The later hop. */
  readonly after: HopKey;
  /** Why. */
  readonly why: string;
  /** A precaution: it is dropped where it closes a circle. @default - it must be so */
  readonly isPrecaution?: true;
}

/** A relation that no order fulfils. */
export interface Conflict {
  /** The component. */
  readonly component: string;
  /** The version that cannot be. */
  readonly version: string;
  /** The other component. */
  readonly other: string;
  /** What it needs of the other one. */
  readonly range: string;
  /** Version at which the other one is at the end, or at the beginning. */
  readonly got: string;
  /** Why. */
  readonly why: string;
}

/** What relates two chains. */
export interface Relations {
  /** Order of hops. */
  readonly edges: readonly Edge[];
  /** What no order fulfils. */
  readonly conflicts: readonly Conflict[];
}

/** A version of one chain needs another chain to be in a range while it runs. */
interface Demand {
  readonly chain: Chain;
  /** Place of the version in its chain. */
  readonly at: number;
  readonly other: Chain;
  readonly range: string;
  readonly why: string;
}

/**
 * What relates the chains of a ladder.
 * @param chains - all chains, Kubernetes among them
 */
export function relationsOf(chains: readonly Chain[]): Relations {
  const byName = new Map(chains.map((chain) => [chain.component, chain]));
  const demands = chains.flatMap((chain) => demandsOf(chain, byName));
  const found = demands.map(relate);
  return {
    edges: [...found.flatMap(({ edges }) => edges), ...chains.flatMap((chain) => orderEdges(chain, byName))],
    conflicts: found.flatMap(({ conflicts }) => conflicts),
  };
}

function demandsOf(chain: Chain, chains: ReadonlyMap<string, Chain>): Demand[] {
  const { line, component } = chain;
  if (line === undefined) return [];
  return chain.versions.flatMap(({ index = 0, version }, at) => {
    const known = line.at(index);
    const demand = (name: string, range: string, why: string): Demand[] => {
      const other = chains.get(name);
      return other === undefined ? [] : [{ chain, at, other, range, why }];
    };
    const cluster = kubernetesRanges(line, known).flatMap(({ range, by }) =>
      demand(
        KUBERNETES,
        range,
        `${component} ${version} ${by === 'chart' ? 'installs on' : 'supports'} Kubernetes ${range}`,
      ),
    );
    const needs = needsAt(line, known).flatMap((need) => demand(need.component, need.range, need.why));
    return [...cluster, ...needs];
  });
}

/** While the first chain is at its version, the other one must not be at a version outside of the range. */
function relate({ chain, at, other, range, why }: Demand): Relations {
  const edges: Edge[] = [];
  const conflicts: Conflict[] = [];
  const places = other.versions.map(({ app }): RangePlace => placeInRange(app, range));
  const conflict = (place: number): void => {
    const [version = '', got = ''] = [chain.versions[at]?.version, other.versions[place]?.version];
    conflicts.push({ component: chain.component, version, other: other.component, range, got, why });
  };
  const enter = (one: Chain, to: number): HopKey => ({ component: one.component, to });
  // The highest version that is too low: it must be left before the first chain arrives.
  const low = places.lastIndexOf('below');
  // What is violated from the beginning is not the work of any hop.
  if (low >= 0 && at > 0) {
    if (low === places.length - 1) conflict(low);
    else edges.push({ before: enter(other, low + 1), after: enter(chain, at), why });
  }
  // The lowest version that is too high: the first chain must have left before it is reached.
  const high = places.indexOf('above');
  if (high > 0) {
    if (at === chain.versions.length - 1) conflict(high);
    else edges.push({ before: enter(chain, at + 1), after: enter(other, high), why });
  } else if (high === 0 && at > 0) conflict(0);
  return { edges, conflicts };
}

/** What is moved before a component; its adoption comes first all the same. */
function orderEdges({ component, line, versions }: Chain, chains: ReadonlyMap<string, Chain>): Edge[] {
  const first = versions[1]?.adoption === true ? 2 : 1;
  if (versions.length <= first) return [];
  return (line?.replacement.after ?? []).flatMap(({ component: name, why }) => {
    const last = (chains.get(name)?.versions.length ?? 1) - 1;
    return last < 1
      ? []
      : [{ before: { component: name, to: last }, after: { component, to: first }, why, isPrecaution: true }];
  });
}
