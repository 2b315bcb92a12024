import { Connectivity } from '../../connectivity/connectivity';
import { describeDifference, diffConnectivity } from '../../connectivity/diff';
import { canonicalJson, kindOf, listAt, objectAt, textAt, valueAt } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { describeObject } from '../dump/dump';

/** What a step out of Verrazzano must leave as it is. */
export type ProofSubject = 'object' | 'selector' | 'service' | 'principal' | 'volume' | 'secret' | 'traffic';

/** Something that is not as it was. */
export interface ProofDifference {
  /** `object`: it came or went. `secret`: pods read another Secret, and roll. `traffic`: what policies allow. */
  readonly subject: ProofSubject;
  /** `Kind namespace/name`, or the peers of traffic. */
  readonly object: string;
  /** What was; undefined when there was nothing. */
  readonly before: JsonValue | undefined;
  /** What is; undefined when there is nothing. */
  readonly after: JsonValue | undefined;
}

/** Where kinds have their pods. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
};

/** Kinds that are compared, and what is compared of each. */
const ASPECTS: Readonly<Record<string, ReadonlyArray<readonly [ProofSubject, (object: JsonObject) => JsonValue]>>> = {
  ...Object.fromEntries(
    Object.entries(TEMPLATES).map(([kind, path]) => [
      kind,
      [
        ['selector', (object) => valueAt(object, 'spec', 'selector') ?? null],
        ['principal', (object) => principal(object, path)],
        ['volume', (object) => volumes(object, path)],
        ['secret', (object) => secrets(object, path)],
      ] satisfies ReadonlyArray<readonly [ProofSubject, (object: JsonObject) => JsonValue]>,
    ]),
  ),
  Service: [['service', service]],
  PersistentVolumeClaim: [['volume', (object) => valueAt(object, 'spec', 'volumeName') ?? null]],
  ServiceAccount: [],
};

/**
 * Whether objects of this kind are compared, beside traffic.
 * @param object - an object
 */
export function isCompared(object: JsonObject): boolean {
  return Object.hasOwn(ASPECTS, kindOf(object));
}

/**
 * What is not the same before and after a step: selectors, Services, principals, volumes, Secrets that pods read, objects that came or
 * went, and the traffic that policies allow.
 * @param before - objects of the cluster before
 * @param after - objects of the cluster after
 */
export function proofOf(before: readonly JsonObject[], after: readonly JsonObject[]): readonly ProofDifference[] {
  const [old, now] = [compared(before), compared(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(compare);
  return [...names.flatMap((name) => objectDifferences(name, old.get(name), now.get(name))), ...traffic(before, after)];
}

/**
 * A difference as one line.
 * @param difference - the difference
 */
export function describeProof({ subject, object, before, after }: ProofDifference): string {
  if (subject === 'traffic') return `traffic: ${object}`;
  if (subject === 'object') return before === undefined ? `object: ${object} is new` : `object: ${object} is gone`;
  const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  if (!isJsonObject(before) || !isJsonObject(after)) return `${subject}: ${object}: ${text(before)} -> ${text(after)}`;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null),
  );
  const fields = keys.map((key) => `${key} ${text(before[key])} -> ${text(after[key])}`);
  return `${subject}: ${object}: ${fields.join(', ')}`;
}

function compared(objects: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(objects.filter(isCompared).map((object) => [describeObject(object), object]));
}

function objectDifferences(
  object: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): ProofDifference[] {
  if (before === undefined || after === undefined) {
    const there = (one: JsonObject | undefined): JsonValue | undefined => (one === undefined ? undefined : true);
    return [{ subject: 'object', object, before: there(before), after: there(after) }];
  }
  return (ASPECTS[kindOf(before)] ?? []).flatMap(([subject, read]) => {
    const [was, is] = [read(before), read(after)];
    return canonicalJson(was) === canonicalJson(is) ? [] : [{ subject, object, before: was, after: is }];
  });
}

function principal(object: JsonObject, path: readonly string[]): string {
  const pod = objectAt(object, ...path);
  const account = textAt(pod, 'serviceAccountName') ?? textAt(pod, 'serviceAccount') ?? 'default';
  return `${textAt(object, 'metadata', 'namespace') ?? 'default'}/sa/${account}`;
}

/** Claims and templates of claims by name, size and class: a change of these means new volumes. */
function volumes(object: JsonObject, path: readonly string[]): JsonValue {
  const templates = listAt(object, 'spec', 'volumeClaimTemplates').map((template) => ({
    name: textAt(template, 'metadata', 'name') ?? '',
    spec: valueAt(template, 'spec') ?? {},
  }));
  const claims = listAt(objectAt(object, ...path), 'volumes').flatMap(
    (volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? [],
  );
  return { templates, claims: claims.sort(compare) };
}

/** Names of Secrets that pods read in volumes and environments. */
function secrets(object: JsonObject, path: readonly string[]): JsonValue {
  const pod = objectAt(object, ...path);
  const mounted = listAt(pod, 'volumes').flatMap((volume) => textAt(volume, 'secret', 'secretName') ?? []);
  const containers = [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')].filter(isJsonObject);
  const read = containers.flatMap((container) => [
    ...listAt(container, 'env').flatMap((env) => textAt(env, 'valueFrom', 'secretKeyRef', 'name') ?? []),
    ...listAt(container, 'envFrom').flatMap((env) => textAt(env, 'secretRef', 'name') ?? []),
  ]);
  return [...new Set([...mounted, ...read])].sort(compare);
}

function service(object: JsonObject): JsonValue {
  const ports = listAt(object, 'spec', 'ports').map((port) => [
    textAt(port, 'name') ?? '',
    JSON.stringify(valueAt(port, 'port') ?? 0),
    JSON.stringify(valueAt(port, 'targetPort') ?? valueAt(port, 'port') ?? 0),
    textAt(port, 'protocol') ?? 'TCP',
  ]);
  return {
    type: textAt(object, 'spec', 'type') ?? 'ClusterIP',
    selector: valueAt(object, 'spec', 'selector') ?? {},
    ports: ports.map((port) => port.join(' ')).sort(compare),
  };
}

function traffic(before: readonly JsonObject[], after: readonly JsonObject[]): ProofDifference[] {
  return diffConnectivity(Connectivity.of(before), Connectivity.of(after)).map((difference) => ({
    subject: 'traffic',
    object: describeDifference(difference),
    before: difference.before.toString(),
    after: difference.after.toString(),
  }));
}
