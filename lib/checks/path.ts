import type { JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';

/** Keys and indexes that lead from an object to a value in it. */
export type Path = ReadonlyArray<string | number>;

/**
 * A path as text, such as `spec.containers[0].image`; keys with other characters than letters, digits, `_` and `-` are quoted.
 * @param path - the path
 */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w$-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/**
 * The value at a path; undefined where there is none.
 * @param object - where the path begins
 * @param path - the path
 */
export function valueOf(object: JsonValue | undefined, path: Path): JsonValue | undefined {
  let value = object;
  for (const step of path) {
    if (Array.isArray(value)) value = typeof step === 'number' ? (value[step] as JsonValue | undefined) : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
