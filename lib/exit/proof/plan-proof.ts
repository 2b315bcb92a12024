import type { JsonObject } from '../../values/json';
import type { Adoption } from '../adopt/adopt';
import { describeObject } from '../dump/dump';
import type { PlanStep } from '../plan/plan-step';
import { isCompared, proofOf, type ProofDifference } from './proof';
import { firstStage, nextStage, type ProgramStage } from './program-stages';
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
  let objects: readonly JsonObject[] = adoption.dump.objects;
  let stage = firstStage(adoption);
  return plan.map((step, index): StepProof => {
    const { program } = step;
    if (program === undefined) {
      const before = objects;
      objects = afterStep(before, step);
      return dumpProof(step, before, objects);
    }
    const before = stage;
    if (before === undefined) return notKnown(step, 'the resource has no effective form');
    const after = nextStage(adoption, before, program);
    if (typeof after === 'string') return notKnown(step, after);
    stage = after;
    return programProof(step, before, after, statedBy(program, plan.slice(0, index + 1)));
  });
}

/** Whether a step does more than it states. */
export function hasUnstated({ differences }: StepProof): boolean {
  return differences.some(({ stated }) => !stated);
}

function dumpProof(step: PlanStep, before: readonly JsonObject[], after: readonly JsonObject[]): StepProof {
  const { changes } = step;
  const base = nothing(step);
  if (changes.length === 0) return base;
  if (changes.every(({ object }) => object.startsWith('Application '))) {
    return notKnown(step, '`argocd app diff` compares what is synced');
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
    ...base,
    basis: 'dump',
    compared,
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

type Program = NonNullable<PlanStep['program']>;
type Kind = Extract<Program, { readonly component: string }>['findings'][number]['kind'];

function programProof(
  step: PlanStep,
  before: ProgramStage,
  after: ProgramStage,
  isStated: (difference: ProofDifference) => boolean,
): StepProof {
  const isSame = before.objects === after.objects;
  return {
    ...nothing(step),
    basis: 'program',
    compared: before.objects.filter(isCompared).length,
    differences: isSame
      ? []
      : proofOf(before.objects, after.objects).map((each) => ({ ...each, stated: isStated(each) })),
    known: knownOf(step.program),
  };
}

function notKnown(step: PlanStep, why: string): StepProof {
  return { ...nothing(step), basis: 'not known', known: knownOf(step.program), why };
}

/** The proof of a step that changes nothing. */
function nothing({ id }: PlanStep): StepProof {
  return { step: id, basis: 'no change', compared: 0, differences: [], known: [], why: '' };
}

/** Kinds of findings of a hop that state a difference. */
const STATING: Readonly<Record<ProofDifference['subject'], readonly Kind[]>> = {
  object: ['object', 'port', 'policy'],
  selector: ['selector', 'object'],
  service: ['port', 'object'],
  principal: ['principal'],
  volume: ['statefulset'],
  secret: ['secret'],
  image: ['image'],
  running: [],
  traffic: ['port', 'policy', 'principal', 'object'],
};

/**
 * What a change of the program states. From charts, NetworkPolicies are for everything: what no flow names is closed, and nothing is
 * opened. A finding of an earlier hop of the same component may take effect in a later one.
 */
function statedBy(program: Program, steps: readonly PlanStep[]): (difference: ProofDifference) => boolean {
  if (!('component' in program)) {
    return ({ subject, object }) => subject === 'traffic' && /^(?:narrowed|removed):/.test(object);
  }
  const hops = steps.flatMap((step) => (step.program !== undefined && 'component' in step.program ? step.program : []));
  const own = hops.filter(({ component }) => component === program.component);
  const kinds = new Set(own.flatMap(({ findings }) => findings.map(({ kind }) => kind)));
  return ({ subject }) => STATING[subject].some((kind) => kinds.has(kind));
}

/** What the facts of definitions do not have. */
const BESIDE: ReadonlySet<Kind> = new Set<Kind>(['selector', 'statefulset', 'principal', 'secret', 'migration']);

function knownOf(program: PlanStep['program']): string[] {
  const findings = program !== undefined && 'findings' in program ? program.findings : [];
  return findings.filter(({ kind }) => BESIDE.has(kind)).map(({ kind, what }) => `${kind}: ${what}`);
}
