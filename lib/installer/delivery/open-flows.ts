import type { Platform } from '../../definition/platform';
import { authorizationNamespaces, authorizationPolicies, meshLayer, upstreamMeshObjects } from '../../mesh';
import { endText, platformFlows, type Flow, type FlowEnd } from '../../network/flows';
import {
  lifelineOf,
  platformPods,
  platformWorkloads,
  policiesOf,
  PolicyEvaluation,
  PolicyStyle,
  POLICIES_UNIT,
  samplePods,
} from '../../network/policies';
import { groupOf, kindName } from '../../gitops/kinds/kind-scope';
import type { JsonObject } from '../../values/json';
import { MESH_UNIT } from '../mesh-unit';
import type { OrderedPart } from './delivery-order';

/** A unit whose objects decide about traffic. */
export interface TrafficUnit {
  /** Name of the unit. */
  readonly unit: string;
  /** Its wave. */
  readonly wave: number;
  /** NetworkPolicies, and objects of Istio. */
  readonly objects: readonly JsonObject[];
}

/** Objects that decide about traffic: of these kinds, and all of these groups. */
const DECIDING = new Set(['NetworkPolicy.networking.k8s.io', 'security.istio.io', 'networking.istio.io']);

/** Ends that a platform does not deliver; whether their pods have sidecars is up to their owners. */
const OF_USERS: ReadonlySet<FlowEnd['kind']> = new Set(['applications', 'pods']);

/**
 * The units `policies` and `mesh` of a platform without traffic settings of its own: ingress of every workload is restricted to the flows.
 * @param platform - the profile
 */
export function trafficUnits(platform: Platform): readonly TrafficUnit[] {
  const flows = platformFlows(platform);
  const workloads = platformWorkloads(platform).map(({ workload }) => workload);
  const policies = policiesOf(
    { workloads, flows, kubernetes: platform.kubernetes, isRestricted: (_, direction) => direction === 'ingress' },
    PolicyStyle.EXACT,
  );
  const mesh = platform.isEnabled('istio')
    ? [...upstreamMeshObjects(platform), ...authorizationPolicies(platform, flows, authorizationNamespaces(platform))]
    : [];
  return [
    { unit: 'policies', wave: POLICIES_UNIT.wave, objects: policies },
    { unit: 'mesh', wave: MESH_UNIT.wave, objects: mesh },
  ];
}

/**
 * Flows that are closed at some prefix of an order, although both their ends are there: evaluated by the policies that have been delivered,
 * each from the wave of its unit on, over the workloads that have been delivered.
 * @param parts - the parts in their order
 * @param platform - the profile
 * @param units - what decides about traffic besides the parts
 * @returns what is wrong, in words
 */
export function closedFlows(
  parts: readonly OrderedPart[],
  platform: Platform,
  units: readonly TrafficUnit[] = trafficUnits(platform),
): readonly string[] {
  const own = parts.map(({ part: { unit, objects = [] }, wave }): TrafficUnit => {
    const deciding = objects.filter(({ apiVersion, kind }) => {
      const group = groupOf(apiVersion);
      return DECIDING.has(group) || DECIDING.has(kindName({ group, kind }));
    });
    return { unit, wave, objects: deciding };
  });
  const all = [...own, ...units].filter(({ objects }) => objects.length > 0);
  const waves = [...new Set([...parts, ...all].map(({ wave }) => wave))].sort((a, b) => a - b);
  const flows = platformFlows(platform).filter(({ refusedUpstream }) => refusedUpstream === undefined);
  return waves.flatMap((wave) => {
    const there = all.filter((one) => one.wave <= wave);
    // Without policies everything is open.
    if (there.length === 0) return [];
    const delivered = deliveredComponents(parts, platform, wave);
    return closedAt({ platform, flows: flows.filter((flow) => hasEnds(flow, delivered)), delivered, there }).map(
      (what) => `wave ${wave}: ${what}`,
    );
  });
}

/** Components whose workloads are there: no part of them, or of what makes them, is in a later wave. */
function deliveredComponents(parts: readonly OrderedPart[], platform: Platform, wave: number): ReadonlySet<string> {
  const later = new Set(parts.filter((one) => one.wave > wave).map(({ part }) => part.component));
  const isThere = ({ name, createdBy = '', partOf = '' }: Platform['runningComponents'][number]): boolean =>
    [name, createdBy, partOf].every((one) => !later.has(one));
  return new Set(platform.runningComponents.filter(isThere).map(({ name }) => name));
}

function hasEnds({ from, to }: Flow, delivered: ReadonlySet<string>): boolean {
  const isThere = (end: FlowEnd): boolean => end.kind !== 'workload' || delivered.has(end.component);
  return isThere(from) && isThere(to) && !OF_USERS.has(to.kind);
}

interface Prefix {
  readonly platform: Platform;
  readonly flows: readonly Flow[];
  readonly delivered: ReadonlySet<string>;
  readonly there: readonly TrafficUnit[];
}

function closedAt({ platform, flows, delivered, there }: Prefix): readonly string[] {
  const ends = platformWorkloads(platform).filter(({ component }) => delivered.has(component));
  const pods = platformPods(platform);
  const policies = there.flatMap(({ objects }) => objects);
  const evaluation = new PolicyEvaluation({
    flows,
    policies,
    pods,
    workloads: ends.map(({ workload }) => workload),
    kubernetes: platform.kubernetes,
    layers: platform.isEnabled('istio') ? [meshLayer([...pods, ...samplePods(), ...policies])] : [],
  });
  return evaluation.closedFlows().map(({ flow, ports }) => {
    const lifeline = lifelineOf(flow);
    const kind = lifeline === undefined ? 'flow' : `lifeline ${lifeline.id} (${lifeline.what}),`;
    const units = there.map(({ unit }) => unit).join(', ');
    return `${kind} ${flow.id} from ${endText(flow.from)} to ${endText(flow.to)} is closed at ${ports.toString()}; got ${units}`;
  });
}
