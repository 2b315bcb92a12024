import type { JsonObject } from '../../values/json';
import type { Adoption } from '../adopt/adopt';
import { describeObject } from '../dump/dump';
import type { PlanStep } from '../plan/plan-step';
import { isCompared, proofOf, type ProofDifference } from './proof';
import { ProgramStages } from './program-stages';
import { afterStep } from './simulate';

/** What both sides of a step are known from. */
export type ProofBasis =
  /** It changes nothing in the cluster. */
  | 'no change'
  /** The objects of the dump, and what API server and garbage collector make of the step. */
  | 'dump'
  /** The program before and after, by the facts of its components. */
  | 'program'
  /** One side is not known offline. */
  | 'not known';

/** A difference that a step makes. */
export interface StepDifference extends ProofDifference {
  /** Whether the step says so: it names the object, or its hop has a finding of that kind. */
  readonly stated: boolean;
}

/** What a step leaves as it is, and what not. */
export interface StepProof {
  /** Identifier of the step. */
  readonly step: string;
  /** What was compared. */
  readonly basis: ProofBasis;
  /** How many workloads, Services, accounts and claims were compared. */
  readonly compared: number;
  /** What differs. */
  readonly differences: readonly StepDifference[];
  /** What is known of a hop beside the facts that were compared: selectors, accounts, volumes, Secrets and data. */
  readonly known: readonly string[];
  /** Why one side is not known; empty otherwise. */
  readonly why: string;
}

/**
 * What every step of a plan leaves as it is: selectors, Services, principals, volumes, Secrets that pods read, and traffic. What a step
 * removes, stops or disowns is compared in the dump; installers and versions that it sets, in the program.
 * @param adoption - what was read
 * @param plan - its plan
 */
export function provePlan(adoption: Adoption, plan: readonly PlanStep[]): readonly StepProof[] {
  const stages = new ProgramStages(adoption);
  const stated = new Map<string, Set<Kind>>();
  let objects: readonly JsonObject[] = adoption.dump.objects;
  return plan.map((step): StepProof => {
    if (step.program !== undefined) return programProof(step, stages, stated);
    const before = objects;
    objects = afterStep(before, step);
    return dumpProof(step, before, objects);
  });
}

/** Whether a step does more than it states. */
export function hasUnstated({ differences }: StepProof): boolean {
  return differences.some(({ stated }) => !stated);
}

function dumpProof(step: PlanStep, before: readonly JsonObject[], after: readonly JsonObject[]): StepProof {
  const { id, changes } = step;
  const base = { step: id, compared: 0, differences: [], known: [], why: '' };
  if (changes.length === 0) return { ...base, basis: 'no change' };
  if (changes.every(({ object }) => object.startsWith('Application '))) {
    return { ...base, basis: 'not known', why: '`argocd app diff` compares what is synced' };
  }
  const compared = before.filter(isCompared).length;
  if (before === after) return { ...base, basis: 'dump', compared };
  const isNamed = namedBy(step);
  const left = new Set(after);
  const removed = before.filter((one) => isCompared(one) && !left.has(one) && isNamed(describeObject(one)));
  const gone = removed.filter((one) => !after.some((other) => describeObject(other) === describeObject(one)));
  // Traffic of a workload that is to go ends with it.
  const rest = before.filter((one) => !gone.includes(one));
  return {
    ...{ ...base, basis: 'dump', compared },
    differences: [
      ...gone.map((one): StepDifference => {
        return { subject: 'object', object: describeObject(one), before: true, after: undefined, stated: true };
      }),
      ...proofOf(rest, after).map((each): StepDifference => ({ ...each, stated: isNamed(each.object) })),
    ],
  };
}

function namedBy({ changes }: PlanStep): (object: string) => boolean {
  const named = new Set(changes.map(({ object }) => object));
  const namespaces = [...named].flatMap((object) => /^Namespace (?<name>.+)$/.exec(object)?.groups?.name ?? []);
  return (object) => named.has(object) || namespaces.some((name) => object.includes(` ${name}/`));
}

function programProof({ id, program }: PlanStep, stages: ProgramStages, stated: Map<string, Set<Kind>>): StepProof {
  const base = { step: id, compared: 0, differences: [], known: [], why: '' };
  if (program === undefined) return { ...base, basis: 'no change' };
  const known = 'findings' in program ? program.findings.flatMap(knownText) : [];
  const states = statesOf(program, stated);
  const stage = stages.next(program);
  if (typeof stage === 'string') return { ...base, basis: 'not known', known, why: stage };
  const { before, after } = stage;
  return {
    ...{ ...base, basis: 'program', known },
    compared: before.filter(isCompared).length,
    differences: before === after ? [] : proofOf(before, after).map((each) => ({ ...each, stated: states(each) })),
  };
}

type Program = NonNullable<PlanStep['program']>;
type Kind = Extract<Program, { readonly component: string }>['findings'][number]['kind'];

/** Kinds of findings of a hop that state a difference. */
const STATING: Readonly<Record<ProofDifference['subject'], readonly Kind[]>> = {
  object: ['object', 'port', 'policy'],
  selector: ['selector', 'object'],
  service: ['port', 'object'],
  principal: ['principal'],
  volume: ['statefulset'],
  secret: ['secret'],
  traffic: ['port', 'policy', 'principal', 'object'],
};

/**
 * What a change of the program states. From charts, NetworkPolicies are for everything: what no flow names is closed, and nothing is
 * opened. A finding of an earlier hop of the same component may take effect in a later one.
 */
function statesOf(program: Program, stated: Map<string, Set<Kind>>): (difference: ProofDifference) => boolean {
  if (!('findings' in program)) {
    return ({ subject, object }) => subject === 'traffic' && /^(?:narrowed|removed):/.test(object);
  }
  const kinds = stated.get(program.component) ?? new Set<Kind>();
  for (const { kind } of program.findings) kinds.add(kind);
  stated.set(program.component, kinds);
  return ({ subject }) => STATING[subject].some((kind) => kinds.has(kind));
}

/** What the facts of definitions do not have. */
const BESIDE: ReadonlySet<Kind> = new Set<Kind>(['selector', 'statefulset', 'principal', 'secret', 'migration']);

function knownText({ kind, what }: { readonly kind: Kind; readonly what: string }): string[] {
  return BESIDE.has(kind) ? [`${kind}: ${what}`] : [];
}
