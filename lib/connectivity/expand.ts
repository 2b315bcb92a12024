import type { JsonObject } from '../values/json';
import { groupOf, kindOf, nameOf, namespaceOf } from './manifest';

/** What the controller of a kind makes of an object, as far as it decides about connectivity. Rooms above fill it with their facts. */
export interface Expansion {
  /** API group of the kind. */
  readonly group: string;
  /** The kind. */
  readonly kind: string;
  /**
   * The objects that the controller makes, such as NetworkPolicies and Deployments, or objects of other kinds with expansions.
   * @param object - an object of this kind
   * @param objects - all manifests, in which objects that it names may be found
   * @returns nothing when the input does not tell what is made
   */
  objectsOf(object: JsonObject, objects: readonly JsonObject[]): readonly JsonObject[] | undefined;
}

/** How often objects are made of made objects at most. */
const MAX_DEPTH = 4;

/**
 * The objects that the controllers of objects make, or the objects themselves. What the input holds itself counts as it is
 * there, and is not made a second time.
 * @param objects - manifests of any kinds, without Lists
 * @param expansions - the kinds whose controllers are known
 * @returns for each object those that replace it
 */
export function expandObjects(
  objects: readonly JsonObject[],
  expansions: readonly Expansion[],
): ReadonlyArray<readonly JsonObject[]> {
  const known = new Set(objects.map(identityOf));
  const expand = (object: JsonObject, depth: number): readonly JsonObject[] => {
    const expansion = expansions.find(({ group, kind }) => group === groupOf(object) && kind === kindOf(object));
    const made = depth === 0 ? undefined : expansion?.objectsOf(object, objects);
    if (made === undefined) return [object];
    const added = made.filter((each) => !known.has(identityOf(each)));
    for (const each of added) known.add(identityOf(each));
    return added.flatMap((each) => expand(each, depth - 1));
  };
  return objects.map((object) => expand(object, MAX_DEPTH));
}

function identityOf(object: JsonObject): string {
  return `${groupOf(object)} ${kindOf(object)} ${namespaceOf(object)}/${nameOf(object)}`;
}
