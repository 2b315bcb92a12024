import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { GroupedBy } from '../../values/grouped-by';
import { isJsonObject, textOf, type JsonObject } from '../../values/json';
import { describeObject } from '../dump/dump';
import { definitionOf } from '../dump/resource-names';
import type { PlanStep, PlanVerb } from '../plan/plan-step';

/**
 * The objects of a cluster after a step of a plan, as API server and garbage collector leave them: what a deleted object owns goes with it
 * unless it was disowned before or the deletion leaves it, everything in a deleted namespace, and every object of a deleted definition.
 * What a step writes is not known, and stays as it is.
 * @param objects - the objects before
 * @param step - the step
 */
export function afterStep(objects: readonly JsonObject[], { changes }: PlanStep): readonly JsonObject[] {
  let left = objects;
  let deleted: string[] = [];
  for (const { verb, object } of changes) {
    // Deletions that follow each other are found in one look at the objects.
    if (verb === 'delete') deleted.push(object);
    else {
      left = afterChange(withoutDependents(left, deleted), verb, object);
      deleted = [];
    }
  }
  return withoutDependents(left, deleted);
}

function afterChange(objects: readonly JsonObject[], verb: PlanVerb, object: string): readonly JsonObject[] {
  if (verb === 'orphan')
    return objects.filter((one) => describeObject(one) !== object).map((one) => withoutOwner(one, object));
  if (verb === 'stop') return objects.map((one) => (describeObject(one) === object ? stopped(one) : one));
  if (verb === 'disown') return objects.map((one) => (describeObject(one) === object ? withoutOwners(one) : one));
  return objects;
}

const named = new GroupedBy<JsonObject>((object) => [describeObject(object)]);

/** Objects by what they go with: their namespace, their definition, or an owner. */
const goingWith = new GroupedBy<JsonObject>((object) => {
  const namespace = textAt(object, 'metadata', 'namespace');
  return new Set([
    ...(namespace === undefined ? [] : [`Namespace ${namespace}`]),
    `CustomResourceDefinition ${definitionOf(object)}`,
    ...ownersOf(object).flatMap((owner) => ownerNames(object, owner)),
  ]);
});

function withoutDependents(objects: readonly JsonObject[], deleted: readonly string[]): readonly JsonObject[] {
  if (deleted.length === 0) return objects;
  const gone = new Set(deleted.flatMap((name) => [...named.of(objects, name), ...goingWith.of(objects, name)]));
  // A set that grows while it is read: each object brings what goes with it.
  for (const one of gone) for (const dependent of goingWith.of(objects, describeObject(one))) gone.add(dependent);
  return objects.filter((one) => !gone.has(one));
}

function stopped(object: JsonObject): JsonObject {
  return { ...object, spec: { ...objectAt(object, 'spec'), replicas: 0 } };
}

function ownersOf(object: JsonObject): JsonObject[] {
  return listAt(object, 'metadata', 'ownerReferences').filter(isJsonObject);
}

/** What the owner of an object may be called: it is in the same namespace, or in none. */
function ownerNames(object: JsonObject, { kind, name }: JsonObject): readonly string[] {
  const namespace = textAt(object, 'metadata', 'namespace');
  const places = namespace === undefined ? [''] : ['', `${namespace}/`];
  return places.map((place) => `${textOf(kind)} ${place}${textOf(name)}`);
}

function withoutOwners(object: JsonObject): JsonObject {
  const { ownerReferences: _, ...metadata } = isJsonObject(object.metadata) ? object.metadata : {};
  return { ...object, metadata };
}

/** A deletion that orphans removes the references, too. */
function withoutOwner(object: JsonObject, deleted: string): JsonObject {
  const owners = ownersOf(object);
  const left = owners.filter((owner) => !ownerNames(object, owner).includes(deleted));
  if (left.length === owners.length || !isJsonObject(object.metadata)) return object;
  return { ...object, metadata: { ...object.metadata, ownerReferences: left } };
}
