import { textAt } from '../../connectivity/manifest';
import { NAMESPACES } from '../../definition/namespaces';
import type { Profile } from '../../profile/profile';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Dump, DumpObject } from '../dump/dump';
import { describeObject } from '../dump/dump';
import { isClusterScoped } from '../dump/dump-scope';
import { EARLIER_NAMESPACES, EARLIER_WORKLOADS } from '../adopt/adopt-earlier-names';
import { keyOf, ownerOf, type RunningWorkload } from '../adopt/adopt-workloads';
import type { DriftEntry, FieldDrift } from './drift-entry';
import { expectedKey, expectedObjects, type ExpectedObject } from './drift-expected';
import { policyDrift, serviceDrift, workloadDrift } from './drift-fields';
import { imageDrift } from './drift-images';
import { isCut, manifestDrift } from './drift-manifest';

/** What is compared. */
export interface DriftInput {
  readonly dump: Dump;
  /** What runs in it. */
  readonly workloads: readonly RunningWorkload[];
  /** The platform of the program. */
  readonly platform: Profile;
  /** Components that the resource reports as ready: a list that lacks their objects is not complete. */
  readonly ready: ReadonlySet<string>;
}

/** Kinds of which the program makes objects in platform namespaces, so that others of them are extra. */
const COMPARED: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'Service',
  'Ingress',
  'NetworkPolicy',
  'Certificate',
  'ServiceMonitor',
  'PodMonitor',
  'AuthorizationPolicy',
  'PeerAuthentication',
  'DestinationRule',
]);

/** Namespaces that belong to the platform alone. */
const PLATFORM_NAMESPACES: ReadonlySet<string> = new Set([
  ...Object.keys(NAMESPACES).filter((name) => name !== 'kube-system'),
  ...EARLIER_NAMESPACES,
]);

/**
 * Where a cluster differs from what a program makes of it: what runs and the program does not make, what it would create or change, and
 * what cannot be told. Only facts of definitions are compared, so that defaults of an API server are never among the differences. Ordered by
 * kind of difference and object.
 * @param input - dump and platform
 */
export function driftOf({ dump, workloads, platform, ready }: DriftInput): readonly DriftEntry[] {
  const expected = expectedObjects(platform);
  const running = new Map(workloads.map((one) => [keyOf(one), one] as const));
  const images = imageDrift(platform);
  const entries = [
    ...[...expected.values()].flatMap((one) => expectedDrift(one, { dump, running, images, ready })),
    ...extras(dump, expected),
  ];
  return entries.sort((a, b) => compare(ORDER[a.kind], ORDER[b.kind]) || compare(a.object, b.object));
}

const ORDER: Readonly<Record<DriftEntry['kind'], string>> = { extra: '1', missing: '2', changed: '3', unknown: '4' };

interface Running {
  readonly dump: Dump;
  readonly running: ReadonlyMap<string, RunningWorkload>;
  readonly images: (component: string, workload: RunningWorkload) => FieldDrift[];
  readonly ready: ReadonlySet<string>;
}

function expectedDrift(expected: ExpectedObject, { dump, running, images, ready }: Running): DriftEntry[] {
  const { kind, namespace, name, component, optional, workload } = expected;
  const object = dump.find(kind, namespace, name);
  const runs = running.get(expectedKey(kind, namespace, name));
  const entry = (found: DriftEntry['kind'], fields: readonly FieldDrift[] = []): DriftEntry[] => [
    {
      kind: found,
      object: namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`,
      component,
      fields,
    },
  ];
  if (object === undefined && runs === undefined) {
    if (optional) return [];
    return entry(dump.covers(kind, namespace) && !ready.has(component) ? 'missing' : 'unknown');
  }
  if (object !== undefined && isIncomplete(expected, object)) return entry('unknown');
  const fields = [
    ...(workload === undefined || runs === undefined
      ? []
      : [...workloadDrift(workload, runs), ...images(component, runs)]),
    ...(object === undefined ? [] : objectDrift(expected, object)),
  ];
  return fields.length === 0 ? [] : entry('changed', fields);
}

/** An object without specification was cut out of its dump. */
function isIncomplete({ workload, service, stated }: ExpectedObject, object: JsonObject): boolean {
  if ((workload !== undefined || service !== undefined) && !isJsonObject(object.spec)) return true;
  return stated !== undefined && isCut(stated.manifest, object);
}

function objectDrift({ service, policy, stated }: ExpectedObject, object: JsonObject): FieldDrift[] {
  if (service !== undefined) return serviceDrift(service, object);
  if (policy !== undefined) return policyDrift(policy, object);
  return stated === undefined ? [] : manifestDrift(stated, object);
}

function extras(dump: Dump, expected: ReadonlyMap<string, ExpectedObject>): DriftEntry[] {
  return dump.objects.flatMap((object) => {
    const [namespace, name] = [textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name') ?? ''];
    if (!COMPARED.has(object.kind) || namespace === undefined || !PLATFORM_NAMESPACES.has(namespace)) return [];
    if (expected.has(expectedKey(object.kind, namespace, name)) || isDerived(object)) return [];
    return [
      { kind: 'extra', object: describeObject(object), component: earlierOwner(object, namespace, name), fields: [] },
    ];
  });
}

/** Whether a controller makes it of another object, so that it comes and goes with that. */
function isDerived(object: DumpObject): boolean {
  return isClusterScoped(object) || ownerOf(object) !== undefined;
}

function earlierOwner(object: DumpObject, namespace: string, name: string): string | undefined {
  const found = EARLIER_WORKLOADS.find(
    (one) => one.namespace === namespace && one.name.test(name) && (one.kind ?? object.kind) === object.kind,
  );
  return found?.component;
}
