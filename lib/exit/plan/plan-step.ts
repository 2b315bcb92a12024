import type { HopFindingKind } from '../../definition/hop/hop-finding';

/** The parts of a plan, in their order. */
export const PLAN_PHASES = [
  'release',
  'before',
  'take over',
  'deliver',
  'applications',
  'estate',
  'remove',
  'ladder',
  'automate',
] as const;

/** A part of a plan. */
export type PlanPhase = (typeof PLAN_PHASES)[number];

/** What a step does to an object of the cluster. */
export type PlanVerb =
  /** Sets the number of pods to zero. */
  | 'stop'
  /** Removes it; what it owns goes too. */
  | 'delete'
  /** Removes it; what it owns stays. */
  | 'orphan'
  /** Removes its finalizers. */
  | 'unfinalize'
  /** Removes its owner references. */
  | 'disown'
  /** Creates it, or writes fields of it. */
  | 'apply';

/** One change that a step makes. */
export interface PlanChange {
  readonly verb: PlanVerb;
  /** `Kind namespace/name`, or `Kind name` for kinds without namespace; a `*` in the name stands for objects that the dump does not list. */
  readonly object: string;
  /** What is written, for `apply`, or which of the objects it is. @default - the whole object, all objects */
  readonly what?: string;
}

/** What a step sets in the program, where both sides can be synthesized offline. */
export type PlanProgram =
  /** Charts install, in the versions that run. */
  | { readonly installer: 'charts' }
  /** One component comes in another version. */
  | {
      readonly component: string;
      /** Version, as the program states it. */
      readonly version: string;
      /** What `hop` says of it, by kind. */
      readonly findings: ReadonlyArray<{ readonly kind: HopFindingKind; readonly what: string }>;
    };

/** What a person knows and neither the dump nor this package does: a variable of the shell. */
export interface PlanInput {
  /** Name of the variable: upper case, such as `CONTEXT_EU_1`. */
  readonly name: string;
  /** What it is. */
  readonly what: string;
  /** Where its value is found. */
  readonly where: string;
}

/** One step of a plan. */
export interface PlanStep {
  /** Identifier, unique in a plan: lower case, with dashes. */
  readonly id: string;
  readonly phase: PlanPhase;
  /** What is done, in a few words. */
  readonly title: string;
  /** Why it is needed here. */
  readonly why: string;
  /** Lines for a shell, in their order; a person does what the comments say. */
  readonly commands: readonly string[];
  /** The variables that the commands read. @default - none */
  readonly inputs?: readonly PlanInput[];
  /** What it changes in the cluster; empty for a step that only reads or writes files. */
  readonly changes: readonly PlanChange[];
  /** What it sets in the program. @default - nothing that can be compared offline */
  readonly program?: PlanProgram;
  /** Commands and what they must show. */
  readonly verify: readonly string[];
  /** How to go back. */
  readonly rollback: string;
  /** Identifiers of the steps that must be done before. */
  readonly needs: readonly string[];
}

/** A step as it is declared: the needs may name steps that do not apply. */
export type PlanRule<F> = (facts: F) => PlanStep | readonly PlanStep[] | undefined;

/** A step before anything is taken over, which changes nothing in the cluster unless it says so. */
export function beforeStep(facts: Omit<PlanStep, 'phase' | 'changes'> & Partial<Pick<PlanStep, 'changes'>>): PlanStep {
  return { phase: 'before', changes: [], ...facts };
}
