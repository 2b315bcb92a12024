import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Path } from '../values/path';

/** A value that is set in an object; objects and lists above it that do not exist are made. */
export interface Edit {
  /** Where the value goes. An index at the end of a list appends. */
  readonly path: Path;
  /** The value. */
  readonly value: JsonValue;
}

/**
 * An object after edits; what they do not concern is the same as before, the order of keys included.
 * @param object - the object, which is not changed
 * @param edits - the edits, applied in order
 */
export function edited<T extends JsonValue>(object: T, edits: readonly Edit[]): T {
  return edits.reduce((value: JsonValue, { path, value: set }) => withValue(value, path, set), object) as T;
}

function withValue(value: JsonValue | undefined, path: Path, set: JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return set;
  if (typeof key === 'number') {
    const list = [...(Array.isArray(value) ? (value as readonly JsonValue[]) : [])];
    list[key] = withValue(list[key], rest, set);
    return list;
  }
  const object: JsonObject = isJsonObject(value) ? value : {};
  const own = Object.hasOwn(object, key) ? object[key] : undefined;
  return { ...object, [key]: withValue(own, rest, set) };
}
