import { Connectivity } from '../../connectivity/connectivity';
import { describeDifference, diffConnectivity } from '../../connectivity/diff';
import { canonicalJson, kindOf, objectAt, textAt } from '../../connectivity/manifest';
import { immutableDifferences } from '../../gitops/kinds/immutable-fields';
import { isMeshObject, meshLayer } from '../../mesh';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { describeObject } from '../dump/dump';
import { aspectsOf, isComparedKind, type ProofAspect } from './proof-aspects';

/** What a step out of Verrazzano must leave as it is. */
export type ProofSubject = 'object' | ProofAspect | 'traffic';

/** Something that is not as it was. */
export interface ProofDifference {
  /** `object`: it came, went, or was made again. `secret`: another Secret is read. `traffic`: what policies of network and mesh allow. */
  readonly subject: ProofSubject;
  /** `Kind namespace/name`, or the peers of traffic. */
  readonly object: string;
  /** What was; undefined when there was nothing. */
  readonly before: JsonValue | undefined;
  /** What is; undefined when there is nothing. Of an object that was made again, what shows it. */
  readonly after: JsonValue | undefined;
}

/**
 * Whether objects of this kind are compared, beside traffic.
 * @param object - an object
 */
export function isCompared(object: JsonObject): boolean {
  return isComparedKind(kindOf(object));
}

/**
 * What is not the same before and after a step: objects that came, went or were made again, selectors, Services, principals, volumes,
 * Secrets, images, whether something runs, and the traffic that policies of network and mesh allow.
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
  const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  if (subject === 'object') {
    if (before === undefined || after === undefined) {
      return before === undefined ? `object: ${object} is new` : `object: ${object} is gone`;
    }
    return `object: ${object} was deleted and made again, as ${text(after)} tells`;
  }
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
  const differences = aspectsOf(kindOf(before)).flatMap(([subject, read]): ProofDifference[] => {
    const [was, is] = [read(before), read(after)];
    return canonicalJson(was) === canonicalJson(is) ? [] : [{ subject, object, before: was, after: is }];
  });
  const sign = signOfAnother(before, after);
  return sign === undefined ? differences : [{ subject: 'object', object, before: true, after: sign }, ...differences];
}

/** Immutable fields that an aspect has. */
const IN_ASPECTS = /^spec\.(?:selector|volumeClaimTemplates|volumeName|storageClassName)$/;

/** What tells that an object was deleted and made again: another uid, or a field that no update changes. */
function signOfAnother(before: JsonObject, after: JsonObject): string | undefined {
  const [was, is] = [before, after].map((object) => textAt(object, 'metadata', 'uid'));
  if (was !== undefined && is !== undefined && was !== is) return 'metadata.uid';
  return immutableDifferences(before, after).find(({ path }) => !IN_ASPECTS.test(path))?.path;
}

function traffic(before: readonly JsonObject[], after: readonly JsonObject[]): ProofDifference[] {
  if (deciding(before, after) === deciding(after, before)) return [];
  return diffConnectivity(evaluated(before), evaluated(after)).map((difference) => ({
    subject: 'traffic',
    object: describeDifference(difference),
    before: difference.before.toString(),
    after: difference.after.toString(),
  }));
}

/** Kinds that decide about traffic: pods, whatever selects or names them, policies, and what the mesh reads. */
const DECIDING =
  /Policy$|^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Namespace|Service|Ingress|PeerAuthentication|DestinationRule)$/;

/** What decides about traffic and is not the same object on the other side; owners and the number of pods do not. */
function deciding(objects: readonly JsonObject[], others: readonly JsonObject[]): string {
  const same = new Set(others);
  const own = objects.filter((one) => !same.has(one) && DECIDING.test(kindOf(one)));
  const texts = own.map((one) => {
    const { name, namespace, labels } = objectAt(one, 'metadata');
    return canonicalJson({
      ...one,
      metadata: { name, namespace, labels },
      spec: { ...objectAt(one, 'spec'), replicas: null },
    });
  });
  return texts.sort(compare).join('\n');
}

function evaluated(objects: readonly JsonObject[]): Connectivity {
  return Connectivity.of(objects, { layers: objects.some(isMeshObject) ? [meshLayer(objects)] : [] });
}
