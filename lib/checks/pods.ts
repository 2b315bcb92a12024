import type { JsonObject } from '../values/json';
import { isJsonObject } from '../values/json';
import { POD_KINDS } from '../connectivity/pod-kinds';
import type { CheckedObject } from './checked-object';
import type { Path } from '../values/path';
import { valueAtPath } from '../values/path';

/** A pod, or the template of pods, of an object. */
export interface PodTemplate {
  /** Path of the pod: of the object with `metadata` and `spec`. */
  readonly path: Path;
  readonly pod: JsonObject;
  readonly spec: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The pod template of an object; undefined for kinds without one.
 * @param object - an object
 */
export function podTemplateOf({ kind, group, object }: CheckedObject): PodTemplate | undefined {
  const path = templatePath(group, kind);
  const pod = path === undefined ? undefined : valueAtPath(object, path);
  if (path === undefined || !isJsonObject(pod)) return undefined;
  const { spec, metadata } = pod;
  const labels = isJsonObject(metadata) && isJsonObject(metadata.labels) ? metadata.labels : {};
  const texts = Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { path, pod, spec: isJsonObject(spec) ? spec : {}, labels: Object.fromEntries(texts) };
}

/**
 * The pod template of an object of Kubernetes itself; undefined for custom kinds, which have rules of their own.
 * @param object - an object
 */
export function nativePodTemplateOf(object: CheckedObject): PodTemplate | undefined {
  return ['', 'apps', 'batch'].includes(object.group) ? podTemplateOf(object) : undefined;
}

function templatePath(group: string, kind: string): readonly string[] | undefined {
  if (group === '' && kind === 'PodTemplate') return ['template'];
  const known = Object.hasOwn(POD_KINDS, kind) ? POD_KINDS[kind] : undefined;
  return known?.groups.includes(group) === true ? known.template : undefined;
}
