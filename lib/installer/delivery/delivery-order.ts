import type { ComponentDefinition } from '../../definition/definition';
import { ingressesOf } from '../../definition/ingress';
import type { Platform } from '../../definition/platform';
import { inMesh, workloadsOf } from '../../definition/workload';
import { customKinds, hasLogParsers } from '../chart-grants';
import { operatorOf } from './kind-owners';
import type { DeliveryPlan } from './delivery-plan';
import type { ComponentDelivery, Part } from './part';
import { groupOf } from '../../gitops/kinds/kind-scope';

/** A unit that another one waits for, and why. */
export interface Wait {
  /** Name of the unit. */
  readonly unit: string;
  /** Component that it belongs to. */
  readonly component: string;
  /** Why. */
  readonly reason: string;
}

/** A part with its place in the order. */
export interface OrderedPart {
  /** The part. */
  readonly part: Part;
  /** Wave, 1 or more: after those of all units that it waits for. */
  readonly wave: number;
  /** What it waits for. */
  readonly waits: readonly Wait[];
}

/** A component and why another one waits for it. */
interface Need {
  readonly component: string;
  readonly reason: string;
}

/**
 * The parts of a plan in an order in which each finds what it needs: CustomResourceDefinitions and webhooks, sidecars, and whatever the
 * platform operator waits for.
 * @param plan - the plan
 * @param platform - the profile
 * @throws Error when the components wait for each other in a circle, which would be a bug in their definitions
 */
export function orderedParts(plan: DeliveryPlan, platform: Platform): readonly OrderedPart[] {
  const waits = partWaits(plan, platform);
  const parts = plan.components.flatMap(({ before, main, after }) => [...before, ...main, ...after]);
  const waves = new Map<string, number>();
  const path: string[] = [];
  const waveOf = (unit: string): number => {
    const known = waves.get(unit);
    if (known !== undefined) return known;
    if (path.includes(unit)) throw new Error(`units wait for each other: ${[...path, unit].join(' -> ')}`);
    path.push(unit);
    const wave = 1 + (waits.get(unit) ?? []).reduce((last, wait) => Math.max(last, waveOf(wait.unit)), 0);
    path.pop();
    waves.set(unit, wave);
    return wave;
  };
  return parts
    .map((part) => ({ part, wave: waveOf(part.unit), waits: waits.get(part.unit) ?? [] }))
    .sort((a, b) => a.wave - b.wave);
}

function partWaits({ components }: DeliveryPlan, platform: Platform): ReadonlyMap<string, readonly Wait[]> {
  const byName = new Map(components.map((delivery) => [delivery.definition.name, delivery]));
  const definitions = new Map(platform.enabledComponents.map((definition) => [definition.name, definition]));
  const result = new Map<string, readonly Wait[]>();
  for (const delivery of components) {
    const needs = [...upstreamNeeds(delivery.definition, definitions), ...ownNeeds(delivery, platform)];
    const first = needs.flatMap((need) => waitsFor(need, byName, definitions));
    const groups = [delivery.before, delivery.main, delivery.after].filter((parts) => parts.length > 0);
    const flat = groups.flatMap((parts) => parts);
    flat.forEach((part, at) => {
      const previous = flat[at - 1];
      const own = previous === undefined ? [] : [waitOn(previous, 'it belongs to the same component')];
      const objects = (part.objects ?? []).flatMap((object) => kindNeeds(groupOf(object.apiVersion), object.kind));
      const more = objects.flatMap((need) => waitsFor(need, byName, definitions));
      result.set(part.unit, unique([...own, ...(at === 0 ? first : []), ...more], part));
    });
  }
  return result;
}

/** What the platform operator waits for. The order of Fluent operator and Istio is turned round, so that sidecars need no restart. */
function upstreamNeeds(
  { name, after = [], requires = [] }: ComponentDefinition,
  definitions: ReadonlyMap<string, ComponentDefinition>,
): readonly Need[] {
  return [...new Set([...after, ...requires])]
    .filter((other) => definitions.has(other) && !(name === 'istio' && other === 'fluent-operator'))
    .map((component) => ({ component, reason: 'the platform operator waits for it' }));
}

function ownNeeds({ definition, main }: ComponentDelivery, platform: Platform): readonly Need[] {
  const { name } = definition;
  const hasSidecars = workloadsOf(definition).some((workload) => inMesh(workload, platform.mesh));
  const isChart = main.some(({ chart }) => chart !== undefined);
  const hasIngress = isChart && ingressesOf(definition).some(({ createdBy }) => createdBy === 'chart');
  return [
    ...(hasSidecars ? [{ component: 'istio', reason: 'its pods get sidecars when they are made' }] : []),
    ...(isChart ? customKinds(name) : []).flatMap(({ group, kind }) => kindNeeds(group, kind)),
    ...(hasIngress ? kindNeeds('networking.k8s.io', 'Ingress') : []),
    ...(hasLogParsers(name)
      ? [{ component: 'fluent-operator', reason: 'its chart has objects of Fluent Bit once their kinds exist' }]
      : []),
  ].filter(({ component }) => component !== name);
}

function kindNeeds(group: string, kind: string): readonly Need[] {
  const component = operatorOf(group, kind);
  if (component === undefined) return [];
  const reason = kind === 'Ingress' ? 'it serves Ingresses' : `it brings kind ${kind}`;
  return [
    { component, reason },
    ...(kind === 'Ingress' ? [{ component: 'cluster-issuer', reason: 'it issues the certificates of Ingresses' }] : []),
  ];
}

/** The part that makes a component ready; through one without parts, those that it waits for itself. */
function waitsFor(
  { component, reason }: Need,
  byName: ReadonlyMap<string, ComponentDelivery>,
  definitions: ReadonlyMap<string, ComponentDefinition>,
): readonly Wait[] {
  const delivery = byName.get(component);
  const ready = delivery === undefined ? undefined : readyPart(delivery);
  if (ready !== undefined) return [waitOn(ready, reason)];
  const definition = definitions.get(component);
  if (definition === undefined) return [];
  const through = upstreamNeeds(definition, definitions);
  return through.flatMap((need) =>
    waitsFor({ ...need, reason: `${component} would wait for it` }, byName, definitions),
  );
}

/** With gateways, the control plane makes Istio ready. */
function readyPart({ definition, before, main, after }: ComponentDelivery): Part | undefined {
  if (definition.name === 'istio') return main.find(({ unit }) => unit === 'charts/istiod') ?? main.at(-1);
  return main.at(-1) ?? (definition.name === 'cluster-issuer' ? after.at(-1) : before.at(-1));
}

function waitOn({ unit, component }: Part, reason: string): Wait {
  return { unit, component, reason };
}

function unique(waits: readonly Wait[], { unit }: Part): readonly Wait[] {
  return waits.filter((wait, at) => wait.unit !== unit && waits.findIndex((other) => other.unit === wait.unit) === at);
}
