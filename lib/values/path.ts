import { isJsonObject, type JsonValue } from './json';

/** Keys, and indices of lists, that lead from a value to one inside it. */
export type Path = ReadonlyArray<string | number>;

/**
 * The value at a path; undefined where there is none. Only what a value has itself counts, so that the key `constructor` is one as any other.
 * @param value - where the path begins
 * @param path - the path; a number is a place in a list
 */
export function valueAtPath(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  let found = value;
  for (const step of path) {
    if (typeof step === 'number') found = Array.isArray(found) ? (found as readonly JsonValue[])[step] : undefined;
    else found = isJsonObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/**
 * A path as text, such as `spec.containers[0].image`; keys with other characters than letters, digits, `_`, `$` and `-` are quoted.
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
