import { objectAt, textAt, textsAt, valueAt } from '../../connectivity/manifest';
import { readPolicySpec } from './drift-policy';
import type { Port, Workload } from '../../definition/workload';
import type { ComponentService } from '../../definition/service';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { RunningWorkload } from '../adopt/adopt-workloads';
import type { FieldDrift } from './drift-entry';

/** Labels that the API server adds to the pods of Jobs, so that a rendered Job lacks them. */
const OF_JOBS: readonly string[] = ['controller-uid', 'job-name'];

/**
 * Fields of a workload that a program would change: those that its definition states. What an API server fills in is not among them.
 * @param wanted - the workload
 * @param runs - what runs
 */
export function workloadDrift(wanted: Workload, runs: RunningWorkload): FieldDrift[] {
  const labels = Object.entries(wanted.labels)
    .filter(([key]) => !OF_JOBS.includes(key))
    .map(([key, value]) => field(`spec.template.metadata.labels[${key}]`, own(runs.labels, key), value));
  const account = textAt(runs.pod, 'serviceAccountName') ?? textAt(runs.pod, 'serviceAccount') ?? 'default';
  return [
    ...labels,
    ...(wanted.serviceAccount === undefined
      ? []
      : [field('spec.template.spec.serviceAccountName', account, wanted.serviceAccount)]),
    field('spec.template.spec.hostNetwork', valueAt(runs.pod, 'hostNetwork') === true, wanted.hostNetwork),
    ...wanted.ports.filter(({ declared }) => declared).map((port) => containerPort(port, runs)),
  ].filter(differs);
}

function containerPort(port: Port, { pod }: RunningWorkload): FieldDrift {
  const all = listOf(pod, 'initContainers')
    .concat(listOf(pod, 'containers'))
    .flatMap((one) => listOf(one, 'ports'));
  const path = `spec.template.spec.containers[].ports[${port.name ?? port.port}]`;
  const wanted = portText(port.port, port.protocol);
  const there = all.find((one) => one.containerPort === port.port && protocolOf(one) === port.protocol);
  if (there !== undefined) return field(path, wanted, wanted);
  const named = all.find((one) => one.name !== undefined && one.name === port.name);
  return field(path, named === undefined ? undefined : portText(named.containerPort, protocolOf(named)), wanted);
}

/**
 * Fields of a Service that a program would change.
 * @param wanted - the Service
 * @param runs - what runs
 */
export function serviceDrift(wanted: ComponentService, runs: JsonObject): FieldDrift[] {
  const spec = objectAt(runs, 'spec');
  const selector = textsAt(spec, 'selector');
  const keys = new Set([...Object.keys(wanted.selector ?? {}), ...Object.keys(selector)]);
  return [
    field('spec.type', textAt(spec, 'type') ?? 'ClusterIP', wanted.type),
    field(
      'spec.clusterIP',
      valueAt(spec, 'clusterIP') === 'None' ? 'None' : 'an address',
      wanted.headless ? 'None' : 'an address',
    ),
    ...[...keys].map((key) => field(`spec.selector[${key}]`, own(selector, key), own(wanted.selector ?? {}, key))),
    ...wanted.ports.map((port) => {
      const there = listOf(spec, 'ports').find((one) => one.port === port.port && protocolOf(one) === port.protocol);
      const runsPort =
        there === undefined ? undefined : servicePort(there.port, there.name, there.targetPort, port.target);
      const target = port.target ?? 'none';
      return field(`spec.ports[${port.port}]`, runsPort, servicePort(port.port, port.name, target, port.target));
    }),
  ].filter(differs);
}

/** A target that is named cannot be compared without the pods, and counts as the wanted one. */
function servicePort(
  port: JsonValue | undefined,
  name: JsonValue | undefined,
  target: JsonValue | undefined,
  wanted: number | undefined,
): string {
  const number = typeof target === 'number' ? target : typeof target === 'string' ? (wanted ?? 'none') : (port ?? null);
  return [scalar(port), ...(typeof name === 'string' ? [`(${name})`] : []), '->', scalar(number)].join(' ');
}

/**
 * Rules of a NetworkPolicy that a program would change.
 * @param wanted - the policy
 * @param runs - what runs
 */
export function policyDrift(wanted: JsonObject, runs: JsonObject): FieldDrift[] {
  const [before, after] = [readPolicySpec(runs), readPolicySpec(wanted)];
  return Object.keys(after)
    .map((key) => field(`spec.${key}`, before[key], after[key]))
    .filter(differs);
}

function field(path: string, runs: JsonValue | undefined, wanted: JsonValue | undefined): FieldDrift {
  return { path, runs, wanted };
}

function differs({ runs, wanted }: FieldDrift): boolean {
  return JSON.stringify(runs) !== JSON.stringify(wanted);
}

function own(map: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function listOf(object: JsonObject, key: string): JsonObject[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

function protocolOf(port: JsonObject): JsonValue {
  return port.protocol ?? 'TCP';
}

function portText(port: JsonValue | undefined, protocol: JsonValue): string {
  return `${scalar(port)}/${scalar(protocol)}`;
}

function scalar(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');
}
