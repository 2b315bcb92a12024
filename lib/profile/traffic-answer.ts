import type { Platform } from '../definition/platform';
import type { ConnectivityLayer, Explanation, Peer } from '../connectivity';
import { describeExplanation } from '../connectivity';
import type { Flow, FlowEnd } from '../network/flows';
import { endText } from '../network/flows';
import { askedPods, samplePods, PolicyEvaluation, platformPods, platformWorkloads } from '../network/policies';
import type { JsonObject } from '../values/json';
import type { TrafficEnd } from './traffic-ends';
import { endsOf, portsOf, runs } from './traffic-ends';

/** An end that can be explained: a component, a port of one, other pods, or hosts and addresses beyond the cluster. */
export type Explained = TrafficEnd;

/** Verdict on traffic, with its reasons. */
export interface TrafficAnswer {
  /** `open` when every port is open between all pods in question, `closed` when none is. */
  readonly state: 'open' | 'open in part' | 'closed';
  /** The flows that name it, without refused ones. */
  readonly flows: readonly Flow[];
  /** Explanations by policies, one for each pair of workloads and each port. */
  readonly pairs: readonly Explanation[];
  /** The answer as lines of text. */
  readonly text: string;
}

/** Creates the layer of the mesh for these pods. */
export type MeshOfPods = (pods: readonly JsonObject[]) => ConnectivityLayer;

/** Input of the answer. */
export interface AnswerInput {
  /** The profile. */
  readonly profile: Platform;
  /** Its flows. */
  readonly flows: readonly Flow[];
  /** The policies of the platform: emitted ones, and those that the installer brings. They are those of these flows. */
  readonly policies: () => readonly JsonObject[];
  /** Other policies in the cluster. */
  readonly more: readonly JsonObject[];
  /** Creates the layer of the mesh from the evaluated pods, as it is with these flows; undefined without Istio. */
  readonly mesh: () => MeshOfPods | undefined;
}

/**
 * Why traffic is open or closed by NetworkPolicies and by the mesh.
 * @param input - profile, flows and policies
 * @param from - source
 * @param to - destination
 */
export function answer(input: AnswerInput, from: Explained, to: Explained): TrafficAnswer {
  const { profile, flows } = input;
  const [sources, targets] = [endsOf(profile, from), endsOf(profile, to)];
  const workloads = platformWorkloads(profile).map(({ workload }) => workload);
  const outside = [...sources, ...targets].filter((end) => end.kind === 'pods');
  const asked = askedPods(outside, new Set(workloads.map(({ namespace }) => namespace)));
  const evaluation = evaluationOf(input, asked.manifests);
  const peers = (ends: readonly FlowEnd[]): readonly Peer[] =>
    ends.flatMap((end) =>
      end.kind === 'pods'
        ? (evaluation.connectivity.peer(asked.peers[outside.indexOf(end)] ?? '') ?? [])
        : evaluation.samplesOf(end),
    );
  const ports = portsOf(to);
  const pairs = peers(sources).flatMap((source) =>
    peers(targets).flatMap((target) =>
      ports.length === 0
        ? [evaluation.connectivity.explain(source, target)]
        : ports.map(({ port, protocol }) => evaluation.connectivity.explain(source, target, port, protocol)),
    ),
  );
  const named = flows.filter((flow) => isMeant(flow, sources, targets) && hasPort(flow, ports));
  const off = [from, to].filter((end) => !runs(profile, end)).map(nameOf);
  return { state: stateOf(pairs), flows: named, pairs, text: textOf(named, pairs, off) };
}

/** An evaluation, and what it has besides the platform. */
interface LastEvaluation {
  readonly key: string;
  readonly evaluation: PolicyEvaluation;
}

/** The last one of each list of flows: a profile is asked many things in a row, and its flows are derived again when it changes. */
const LAST = new WeakMap<readonly Flow[], LastEvaluation>();

function evaluationOf(input: AnswerInput, asked: readonly JsonObject[]): PolicyEvaluation {
  const { profile, flows, more } = input;
  const key = JSON.stringify([asked, more]);
  const last = LAST.get(flows);
  if (last?.key === key) return last.evaluation;
  const pods = [...platformPods(profile), ...asked];
  const mesh = input.mesh();
  const evaluation = new PolicyEvaluation({
    flows,
    policies: [...input.policies(), ...more],
    pods,
    layers: mesh === undefined ? [] : [mesh([...pods, ...samplePods()])],
    workloads: platformWorkloads(profile).map(({ workload }) => workload),
    kubernetes: profile.kubernetes,
  });
  LAST.set(flows, { key, evaluation });
  return evaluation;
}

function stateOf(pairs: readonly Explanation[]): TrafficAnswer['state'] {
  if (pairs.every(({ allowed }) => allowed.isEmpty())) return 'closed';
  return pairs.every(({ asked, allowed }) => allowed.containsAll(asked)) ? 'open' : 'open in part';
}

function nameOf(end: Explained): string {
  if ('definition' in end) return end.definition.name;
  return 'component' in end ? end.component : '';
}

function textOf(flows: readonly Flow[], pairs: readonly Explanation[], off: readonly string[]): string {
  const lines = flows.map(({ id, reason }) => `flow ${id}: ${reason}`);
  const none = pairs.length === 0 ? 'no running pod matches' : 'no flow names it; Profile.allow adds one';
  const idle = off.map((name) => `component ${name} is off and has no pods; enable it to get an answer`);
  if (idle.length > 0) return idle.join('\n');
  return [...(lines.length === 0 ? [none] : lines), ...pairs.flatMap(describeExplanation)].join('\n');
}

function isMeant({ from, to }: Flow, sources: readonly FlowEnd[], targets: readonly FlowEnd[]): boolean {
  const has = (ends: readonly FlowEnd[], end: FlowEnd): boolean => ends.some((one) => endText(one) === endText(end));
  return has(sources, from) && has(targets, to);
}

function hasPort({ ports }: Flow, asked: ReturnType<typeof portsOf>): boolean {
  if (ports === 'all' || asked.length === 0) return true;
  return ports.some(({ port, protocol }) => asked.some((one) => one.port === port && one.protocol === protocol));
}
