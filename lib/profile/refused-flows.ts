import type { Component } from '../definition/component';
import type { Flow, FlowEnd } from '../network/flows';
import { lifelineOf } from '../network/policies';
import type { Problem } from '../values/problem';

/** Flows that a user removes: one by its id, or all from one component to another. */
export type RefusedFlow = string | { readonly from: Component; readonly to: Component };

/** Flows that a user removes, and the reason. */
export interface Refusal {
  /** The flows. */
  readonly flow: RefusedFlow;
  /** The reason. */
  readonly reason: string;
}

/**
 * The flows that are left. Lifelines stay.
 * @param flows - all flows
 * @param refusals - what the user removes
 */
export function withoutRefused(flows: readonly Flow[], refusals: readonly Refusal[]): readonly Flow[] {
  return flows.filter((flow) => lifelineOf(flow) !== undefined || !refusals.some((refusal) => isMeant(flow, refusal)));
}

/**
 * Problems of removed flows.
 * @param flows - all flows
 * @param refusals - what the user removes
 */
export function refusalProblems(flows: readonly Flow[], refusals: readonly Refusal[]): readonly Problem[] {
  return refusals.flatMap((refusal) => {
    const meant = flows.filter((flow) => isMeant(flow, refusal));
    if (meant.length === 0) return [unknownProblem(flows, refusal)];
    return meant.flatMap((flow) => lifelineProblem(flow));
  });
}

function unknownProblem(flows: readonly Flow[], { flow }: Refusal): Problem {
  const what = '`refuse` names a flow that the platform does not have';
  const fix = 'remove the call of refuse';
  if (typeof flow === 'string') return { what, got: flow, allowed: 'ids of the flows of the profile', fix };
  const [from, to] = [flow.from.definition.name, flow.to.definition.name];
  const others = [...new Set(flows.filter((one) => isOf(one.from, from)).map((one) => componentOf(one.to)))];
  const allowed = others.flatMap((name) => name ?? []).join(', ') || 'none';
  return { what, got: `${from} -> ${to}`, allowed: `from ${from} to ${allowed}`, fix };
}

function lifelineProblem(flow: Flow): readonly Problem[] {
  const lifeline = lifelineOf(flow);
  if (lifeline === undefined) return [];
  return [
    {
      what: `a lifeline cannot be refused (${lifeline.id}, ${lifeline.what}): ${lifeline.why}`,
      got: flow.id,
      allowed: 'flows that are not lifelines',
      fix: 'remove the call of refuse',
    },
  ];
}

function isMeant({ id, from, to }: Flow, { flow }: Refusal): boolean {
  if (typeof flow === 'string') return id === flow;
  return isOf(from, flow.from.definition.name) && isOf(to, flow.to.definition.name);
}

function isOf(end: FlowEnd, component: string): boolean {
  return componentOf(end) === component;
}

function componentOf(end: FlowEnd): string | undefined {
  return end.kind === 'workload' ? end.component : undefined;
}
