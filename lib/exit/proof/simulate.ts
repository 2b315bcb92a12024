import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../values/json';
import { describeObject } from '../dump/dump';
import { definitionOf } from '../dump/resource-names';
import type { PlanStep } from '../plan/plan-step';

/**
 * The objects of a cluster after a step of a plan, as API server and garbage collector leave them: what a deleted object owns goes with it
 * unless it was disowned before or the deletion leaves it, everything in a deleted namespace, and every object of a deleted definition.
 * What a step writes is not known, and stays as it is.
 * @param objects - the objects before
 * @param step - the step
 */
export function afterStep(objects: readonly JsonObject[], { changes }: PlanStep): readonly JsonObject[] {
  return changes.reduce<readonly JsonObject[]>((left, { verb, object }) => {
    if (verb === 'orphan')
      return left.filter((one) => describeObject(one) !== object).map((one) => withoutOwner(one, object));
    if (verb === 'delete') return withoutDependents(left, object);
    if (verb === 'stop') return left.map((one) => (describeObject(one) === object ? stopped(one) : one));
    if (verb === 'disown') return left.map((one) => (describeObject(one) === object ? withoutOwners(one) : one));
    return left;
  }, objects);
}

function withoutDependents(objects: readonly JsonObject[], deleted: string): readonly JsonObject[] {
  const namespace = /^Namespace (?<name>.+)$/.exec(deleted)?.groups?.name;
  const definition = /^CustomResourceDefinition (?<name>.+)$/.exec(deleted)?.groups?.name;
  const gone = objects.filter(
    (one) =>
      describeObject(one) === deleted ||
      (namespace !== undefined && textAt(one, 'metadata', 'namespace') === namespace) ||
      (definition !== undefined && definition === definitionOf(one)),
  );
  const left = objects.filter((one) => !gone.includes(one));
  const dependents = left.filter((one) => gone.some((owner) => isOwnedBy(one, owner)));
  return dependents.reduce<readonly JsonObject[]>((rest, one) => withoutDependents(rest, describeObject(one)), left);
}

function stopped(object: JsonObject): JsonObject {
  return { ...object, spec: { ...objectAt(object, 'spec'), replicas: 0 } };
}

function isOwnedBy(object: JsonObject, owner: JsonObject): boolean {
  return ownersOf(object).some(({ kind, name }) => kind === owner.kind && name === textAt(owner, 'metadata', 'name'));
}

function ownersOf(object: JsonObject): JsonObject[] {
  return listAt(object, 'metadata', 'ownerReferences').filter(isJsonObject);
}

function withoutOwners(object: JsonObject): JsonObject {
  const { ownerReferences: _, ...metadata } = isJsonObject(object.metadata) ? object.metadata : {};
  return { ...object, metadata };
}

/** A deletion that orphans removes the references, too. */
function withoutOwner(object: JsonObject, deleted: string): JsonObject {
  const [kind, place = ''] = deleted.split(' ');
  const name = place.slice(place.indexOf('/') + 1);
  const owners = ownersOf(object);
  const left = owners.filter((owner) => owner.kind !== kind || owner.name !== name);
  if (left.length === owners.length || !isJsonObject(object.metadata)) return object;
  return { ...object, metadata: { ...object.metadata, ownerReferences: left } };
}
