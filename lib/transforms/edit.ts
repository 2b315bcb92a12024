import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';

/** Keys and indices that lead from an object to a value in it. An index at the end of a list appends. */
export type Path = ReadonlyArray<string | number>;

/** A value that is set in an object; objects and lists above it that do not exist are made. */
export interface Edit {
  /** Where the value goes. */
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

/**
 * The value at a path; undefined when there is none.
 * @param value - where the path begins
 * @param path - the path
 */
export function valueAtPath(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((current, key) => {
    if (Array.isArray(current)) return typeof key === 'number' ? (current as readonly JsonValue[])[key] : undefined;
    return isJsonObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }, value);
}

/**
 * A path as people write it, such as `spec.containers[0].image`.
 * @param path - the path
 */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[\w-]+$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
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
