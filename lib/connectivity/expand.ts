import type { JsonObject } from '../values/json';
import { groupOf, kindOf } from './manifest';

/** What the controller of a kind makes of an object, as far as it decides about connectivity. Rooms above fill it with their facts. */
export interface Expansion {
  /** API group of the kind. */
  readonly group: string;
  /** The kind. */
  readonly kind: string;
  /**
   * The objects of known kinds that the controller makes, such as NetworkPolicies and Deployments.
   * @param object - an object of this kind
   */
  objectsOf(object: JsonObject): readonly JsonObject[];
}

/**
 * What an object stands for: the objects that its controller makes, or itself.
 * @param object - a manifest
 * @param expansions - the kinds whose controllers are known
 */
export function expandObject(object: JsonObject, expansions: readonly Expansion[]): readonly JsonObject[] {
  const known = expansions.find(({ group, kind }) => group === groupOf(object) && kind === kindOf(object));
  return known === undefined ? [object] : known.objectsOf(object);
}
