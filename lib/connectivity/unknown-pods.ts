import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { ADMIN_GROUP } from './admin-policy';
import { groupOf, kindOf, listAt, nameOf, namespaceOf, objectName, textAt, valueAt } from './manifest';
import { OPERATOR_KINDS } from './pod-kinds';
import { isWorkload } from './pod-template';
import { warning, type Warning } from './warnings';

/** How deep a template of pods is looked for. */
const MAX_DEPTH = 12;

/** API groups of policies, whose objects may be large and never carry pods. */
const POLICY_GROUPS: ReadonlySet<string> = new Set(['networking.k8s.io', ADMIN_GROUP]);

/**
 * Warnings about objects whose controllers make pods that are not part of the input, so that nothing is known of them.
 * @param objects - manifests of any kinds, without Lists
 */
export function unknownPods(objects: readonly JsonObject[]): Warning[] {
  const owners = new Set(objects.flatMap(ownersOf));
  return objects
    .filter((object) => carriesUnknownPods(object) && !owners.has(keyOf(object)))
    .map((object) => {
      const kind = `${textAt(object, 'apiVersion') ?? ''} ${kindOf(object)}`;
      return warning('pods-unknown', objectName(object), `kind ${kind} brings pods that are not part of the input`);
    });
}

/**
 * Whether the controller of an object makes pods that the object itself does not show in a known way.
 * @param object - a manifest
 */
export function carriesUnknownPods(object: JsonObject): boolean {
  if (isWorkload(object)) return hasOtherTemplate(object);
  const group = groupOf(object);
  if (POLICY_GROUPS.has(group)) return false;
  if (Object.hasOwn(OPERATOR_KINDS, group)) {
    if (OPERATOR_KINDS[group]?.includes(kindOf(object)) === true) return true;
  }
  return group.includes('.') && kindOf(object) !== 'PodPreset' && hasContainers(valueAt(object, 'spec'), MAX_DEPTH);
}

/** A Rollout may take the template of another object. */
function hasOtherTemplate(object: JsonObject): boolean {
  return kindOf(object) === 'Rollout' && valueAt(object, 'spec', 'workloadRef') !== undefined;
}

function keyOf(object: JsonObject): string {
  return `${namespaceOf(object)}/${nameOf(object)} ${kindOf(object)}`;
}

function ownersOf(object: JsonObject): string[] {
  return listAt(object, 'metadata', 'ownerReferences').map(
    (owner) => `${namespaceOf(object)}/${textAt(owner, 'name') ?? ''} ${textAt(owner, 'kind') ?? ''}`,
  );
}

/** Whether something below is a list of containers with images. */
function hasContainers(value: JsonValue | undefined, depth: number): boolean {
  if (depth === 0) return false;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some((item) => hasContainers(item, depth - 1));
  if (!isJsonObject(value)) return false;
  if (listAt(value, 'containers').some((container) => textAt(container, 'image') !== undefined)) return true;
  return Object.values(value).some((member) => hasContainers(member, depth - 1));
}
