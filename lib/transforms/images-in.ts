import { CONTAINER_LISTS } from '../values/container-lists';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Path } from '../values/path';
import { podSpecsOf } from './pod-specs';

/** An image that a pod pulls. */
export interface LocatedImage {
  /** Where its reference is. */
  readonly path: Path;
  /** The reference, as it is written. */
  readonly value: JsonValue;
}

/**
 * Every image in the PodSpecs of an object: of containers, init containers, ephemeral containers, and image volumes. A
 * container of a custom resource may leave its image out.
 * @param manifest - the object
 */
export function imagesIn(manifest: JsonObject): LocatedImage[] {
  return podSpecsOf(manifest).flatMap(({ path, spec }) => [
    ...CONTAINER_LISTS.flatMap((key) => itemsAt(spec, path, key, ['image'])),
    ...itemsAt(spec, path, 'volumes', ['image', 'reference']),
  ]);
}

function itemsAt(spec: JsonObject, path: Path, key: string, field: readonly string[]): LocatedImage[] {
  const items = spec[key];
  if (!Array.isArray(items)) return [];
  return (items as readonly JsonValue[]).flatMap((item, index) => {
    const value = field.reduce<JsonValue | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), item);
    return value === undefined || value === null ? [] : [{ path: [...path, key, index, ...field], value }];
  });
}
