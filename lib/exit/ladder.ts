import type { VersionLine } from '../definition/version-line';
import type { Problem } from '../values/problem';
import { Goals, type LadderRequest } from './ladder-goals';
import { evaluateHop } from '../definition/hop/hop';
import type { HopFinding } from '../definition/hop/hop-finding';
import { KUBERNETES, kubernetesChain, type Chain, type ChainVersion } from './ladder-chain';
import { relationsOf, type Conflict, type HopKey } from './ladder-edges';
import { orderHops, type OrderedHop } from './ladder-order';

/** A reason for the place of a rung. */
export interface RungReason {
  /** Number of the earlier rung, from 1. */
  readonly rung: number;
  /** Why it comes first. */
  readonly why: string;
}

/** One hop of a ladder. */
export interface Rung {
  /** Number, from 1. */
  readonly number: number;
  /** The component, or `kubernetes`. */
  readonly component: string;
  /** The version before. */
  readonly from: string;
  /** The version after. */
  readonly to: string;
  /** Version of the application after it. */
  readonly app: string;
  /** Arguments of command `hop` for it; none for Kubernetes. */
  readonly hop: readonly string[];
  /** Why the ladder stops at this version; absent where it is the goal. */
  readonly why?: string;
  /** The earlier rungs that it waits for, beside those of its own component. */
  readonly after: readonly RungReason[];
  /** What the hop itself asks for. */
  readonly findings: readonly HopFinding[];
}

/** A ladder, or why there is none. */
export interface Ladder {
  /** The hops, in order. */
  readonly rungs: readonly Rung[];
  /** Components that are not moved, and why. */
  readonly stays: ReadonlyArray<{ readonly component: string; readonly why: string }>;
  /** Components that were added since others need them. */
  readonly added: ReadonlyArray<{ readonly component: string; readonly why: string }>;
  /** Precautions that are not kept, since they close a circle with what must be: the component, and why it should wait. */
  readonly dropped: ReadonlyArray<{ readonly component: string; readonly why: string }>;
  /** Why there is no order; empty when there is one. */
  readonly problems: readonly Problem[];
}

/**
 * The order of all hops that bring components to their goals.
 * @param request - what to move
 */
export function planLadder(request: LadderRequest): Ladder {
  const picked = new Goals(request);
  const kubernetes = kubernetesChain(request.kubernetesFrom, request.kubernetes);
  const chains = [...picked.chains(), kubernetes];
  const relations = relationsOf(chains);
  const problems = [...picked.problems, ...relations.conflicts.map(conflictProblem)];
  const empty = { rungs: [], stays: picked.stays, added: picked.added, dropped: [] };
  if (problems.length > 0) return { ...empty, problems: unique(problems) };
  const order = orderHops(chains, relations.edges);
  if (order.cycle !== undefined) return { ...empty, problems: [cycleProblem(order.cycle, chains)] };
  const dropped = order.dropped.map(({ before, after, why }) => ({
    component: after.component,
    why: `cannot wait for ${before.component}: ${why}`,
  }));
  return { ...empty, dropped, rungs: rungsOf(order.hops, chains), problems: [] };
}

function conflictProblem({ component, version, other, range, got, why }: Conflict): Problem {
  return {
    at: component,
    what: `${version} needs ${other} ${range}, but no order of the hops allows that: ${why}`,
    got: `${other} ${got}`,
    fix: `choose another version of ${component}, or of ${other}`,
  };
}

function cycleProblem(
  cycle: ReadonlyArray<{ before: HopKey; after: HopKey; why: string }>,
  chains: readonly Chain[],
): Problem {
  const name = ({ component, to }: HopKey): string => {
    const version = chains.find((chain) => chain.component === component)?.versions[to]?.version;
    return `${component} ${version ?? ''}`;
  };
  const parts = cycle.map(({ before, after, why }) => `${name(before)} before ${name(after)} (${why})`);
  return {
    at: 'ladder',
    what: `these hops wait for each other: ${parts.join('; ')}`,
    fix: 'choose another version for one of them',
  };
}

function rungsOf(hops: readonly OrderedHop[], chains: readonly Chain[]): Rung[] {
  const numbers = new Map(hops.map(({ component, to }, at) => [`${component} ${to}`, at + 1]));
  const state = new Map(chains.map(({ component, versions }) => [component, versions[0]?.app ?? '']));
  return hops.flatMap(({ component, to, because }, at) => {
    const chain = chains.find((one) => one.component === component);
    const [before, after] = [chain?.versions[to - 1], chain?.versions[to]];
    if (before === undefined || after === undefined) return [];
    state.set(component, after.app);
    const line = chain?.line;
    const context = { kubernetes: state.get(KUBERNETES) ?? '', others: Object.fromEntries(state) };
    const reasons = because.map((edge) => ({
      rung: numbers.get(`${edge.before.component} ${edge.before.to}`) ?? 0,
      why: edge.why,
    }));
    return [
      {
        number: at + 1,
        component,
        from: before.version,
        to: after.version,
        app: after.app,
        hop: line === undefined ? [] : [component, nameOf(line, before), after.version],
        ...(after.why !== undefined && { why: after.why }),
        after: nearest(reasons),
        findings:
          line === undefined ? [] : evaluateHop(line, line.at(before.index ?? 0), line.at(after.index ?? 0), context),
      },
    ];
  });
}

/** A string that names a version of a chain where a hop begins: the closest may have the number of what Verrazzano installed. */
function nameOf(line: VersionLine, { index, version }: ChainVersion): string {
  return line.find(version, 'from')?.index === index ? version : 'closest';
}

/** One reason per rung, in the order of the rungs. */
function nearest(reasons: readonly RungReason[]): RungReason[] {
  const byRung = new Map([...reasons].reverse().map((reason) => [reason.rung, reason]));
  return [...byRung.values()].sort((a, b) => a.rung - b.rung);
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
