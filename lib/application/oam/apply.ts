import type { OamClusterState } from './cluster-state';
import { fillDataInputs } from './data-flow';
import type { Findings, FindingText } from './finding';
import { ingressTraitRefusal } from './ingress-admission';
import { GROUP, WORKLOAD_KIND } from './names';
import {
  copyOf,
  fieldsAt,
  groupOf,
  isFields,
  itemsAt,
  nameOf,
  namespaceOf,
  referenceTo,
  textAt,
  type Fields,
  type KubeObject,
  type Value,
} from './object';
import { traitFieldProblems, type TraitFieldProblems } from './trait-fields';
import { isReferring, type RenderedApplication, type RenderedComponent } from './render';

/** A component of which the OAM runtime applied the workload or traits. */
export interface AppliedComponent extends RenderedComponent {
  /** The ApplicationConfiguration. */
  readonly application: KubeObject;
  /** Whether the workload was applied. */
  readonly hasWorkload: boolean;
  /** The traits that were applied. */
  readonly applied: readonly KubeObject[];
  /** Whether admission refused nothing of the application, so that its status lists its workloads. */
  readonly isListed: boolean;
}

/** Kinds that only the operators of OAM and Verrazzano read; they are not part of a result. */
const INTERMEDIATE: ReadonlySet<string> = new Set<string>(Object.values(WORKLOAD_KIND));

/** Whether an object is a workload that a controller turns into others. */
export function isIntermediate({ apiVersion, kind }: KubeObject): boolean {
  return INTERMEDIATE.has(kind) && ([GROUP.oam, GROUP.verrazzano] as readonly string[]).includes(groupOf(apiVersion));
}

/**
 * Applies a rendered application as the OAM runtime does, in rounds: each workload and then its traits, until admission refuses
 * one. What takes data outputs is applied in a later round, when these are there.
 * @param rendered - the application
 * @param state - the cluster
 * @param ingressTraits - the IngressTraits of the cluster; those that are applied are added
 * @param findings - where problems go
 */
export function applyApplication(
  rendered: RenderedApplication,
  state: OamClusterState,
  ingressTraits: KubeObject[],
  findings: Findings,
): AppliedComponent[] {
  const progress = new Map<RenderedComponent, Progress>(
    rendered.components.map((each) => [each, { traits: new Map<number, KubeObject>() }]),
  );
  let round: Round;
  let isListed: boolean;
  do {
    round = { rendered, state, ingressTraits, findings, waits: [], changes: 0 };
    isListed = [...progress].every(([component, done]) => applyComponent(component, done, round));
  } while (round.changes > 0);
  for (const { object, what } of round.waits) findings.add('error', object, { what, fix: FIX_DATA });
  return [...progress].map(([component, { workload, traits }]) => ({
    ...component,
    workload: workload ?? component.workload,
    application: rendered.application,
    hasWorkload: workload !== undefined,
    applied: [...traits].sort(([a], [b]) => a - b).map(([, trait]) => trait),
    isListed,
  }));
}

const FIX_DATA = 'correct dataInputs or dataOutputs';

/** What of a component was applied so far; traits by their place. */
interface Progress {
  workload?: KubeObject;
  readonly traits: Map<number, KubeObject>;
}

interface Round {
  readonly rendered: RenderedApplication;
  readonly state: OamClusterState;
  readonly ingressTraits: KubeObject[];
  readonly findings: Findings;
  readonly waits: Array<{ readonly object: KubeObject; readonly what: string }>;
  changes: number;
}

/** False when admission refused something, which ends the round. */
function applyComponent(component: RenderedComponent, done: Progress, round: Round): boolean {
  const { state, ingressTraits, findings } = round;
  if (done.workload === undefined) {
    const workload = withInputs(component.entry, component.workload, round);
    if (workload !== undefined) {
      if (!isIntermediate(workload)) state.write(merged(state, workload));
      done.workload = workload;
      round.changes++;
    }
  }
  for (const [index, { entry, object }] of component.traits.entries()) {
    if (done.traits.has(index)) continue;
    const trait = withInputs(entry, object, round);
    if (trait === undefined) continue;
    const fields = traitFieldProblems(trait);
    const isIngress = trait.kind === 'IngressTrait' && groupOf(trait.apiVersion) === GROUP.verrazzano;
    const refusal =
      typeRefusal(fields) ?? (isIngress ? ingressTraitRefusal(trait, others(trait, ingressTraits)) : undefined);
    if (refusal !== undefined) {
      findings.add('refused', trait, refusal);
      return false;
    }
    warnUnknown(trait, fields, findings);
    if (isIngress) ingressTraits.push(trait);
    if (!isReferring(trait)) state.write(trait);
    done.traits.set(index, trait);
    round.changes++;
  }
  if (done.workload !== undefined) addToScopes(component, round);
  return true;
}

function typeRefusal({ wrong }: TraitFieldProblems): FindingText | undefined {
  if (wrong.length === 0) return undefined;
  return {
    what: 'has fields of a wrong type, which the API server refuses',
    got: wrong.join(', '),
    fix: 'correct the values',
  };
}

function warnUnknown(trait: KubeObject, { unknown }: TraitFieldProblems, findings: Findings): void {
  if (unknown.length === 0) return;
  findings.add('warning', trait, {
    what: 'has fields that are not known, which the API server drops',
    got: unknown.join(', '),
    fix: 'correct the names',
  });
}

/** The object with its data inputs; nothing while they are not there. */
function withInputs(entry: Fields, object: KubeObject, { rendered, state, waits }: Round): KubeObject | undefined {
  const filled = copyOf(object);
  const current = (source: KubeObject): KubeObject | undefined => {
    const { group, kind, namespace, name } = referenceTo(source);
    return (
      state.get(group, kind, namespace, name) ?? (isIntermediate(source) || isReferring(source) ? source : undefined)
    );
  };
  const { problem, waits: waiting } = fillDataInputs(entry, filled, rendered.sources, current, rendered.application);
  const what = problem ?? waiting;
  if (what === undefined) return filled;
  waits.push({ object, what });
  return undefined;
}

/** On an update the stored version of the trait itself is left out. */
function others(trait: KubeObject, all: readonly KubeObject[]): KubeObject[] {
  return all.filter((each) => nameOf(each) !== nameOf(trait) || namespaceOf(each) !== namespaceOf(trait));
}

/**
 * The runtime applies workloads by merge patch, so that what others added stays. Of an object of a server only data is kept:
 * the rest of it is what the server filled in.
 */
function merged(state: OamClusterState, workload: KubeObject): KubeObject {
  const { group, kind, namespace, name } = referenceTo(workload);
  const there = state.get(group, kind, namespace, name);
  if (there === undefined) return copyOf(workload);
  const isLive = textAt(there, 'metadata', 'uid') !== undefined;
  if (!isLive) return patched(there, workload) as KubeObject;
  const data = patched(fieldsAt(there, 'data'), fieldsAt(workload, 'data'));
  return { ...copyOf(workload), ...(['ConfigMap', 'Secret'].includes(kind) && { data }) };
}

function patched(value: Value, patch: Value): Value {
  if (!isFields(patch)) return copyOf(patch);
  const result: Fields = isFields(value) ? copyOf(value) : {};
  for (const [key, each] of Object.entries(patch)) {
    if (each === null) delete result[key];
    else result[key] = patched(result[key], each);
  }
  return result;
}

/** A HealthScope lists the workloads that are in it. */
function addToScopes({ entry, workload }: RenderedComponent, { rendered, state }: Round): void {
  const reference = { apiVersion: workload.apiVersion, kind: workload.kind, name: nameOf(workload) };
  for (const scope of itemsAt(entry, 'scopes').map((each) => fieldsAt(each, 'scopeRef'))) {
    if (scope.kind !== 'HealthScope') continue;
    const there = state.get(GROUP.oam, 'HealthScope', namespaceOf(rendered.application), textAt(scope, 'name') ?? '');
    if (there === undefined) continue;
    const references = itemsAt(there, 'spec', 'workloadRefs');
    if (references.some((each) => each.kind === reference.kind && each.name === reference.name)) continue;
    state.write({ ...there, spec: { ...fieldsAt(there, 'spec'), workloadRefs: [...references, reference] } });
  }
}
