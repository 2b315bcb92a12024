import { isJsonObject, type JsonObject, type JsonValue } from './json';

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

/**
 * An object with another value at a path; what is no object on the way is replaced by one.
 * @param values - the object
 * @param path - keys
 * @param value - the value
 */
export function withValueAt(values: JsonObject, [key = '', ...more]: readonly string[], value: JsonValue): JsonObject {
  const inner = values[key];
  return { ...values, [key]: more.length === 0 ? value : withValueAt(isJsonObject(inner) ? inner : {}, more, value) };
}

/**
 * An object without the value at a path, and without objects that become empty by it.
 * @param values - the object
 * @param path - keys
 */
export function withoutValueAt(values: JsonObject, [key = '', ...more]: readonly string[]): JsonObject {
  if (!Object.hasOwn(values, key)) return values;
  const { [key]: inner, ...rest } = values;
  if (more.length === 0) return rest;
  const left = isJsonObject(inner) ? withoutValueAt(inner, more) : inner;
  // A map that becomes empty would replace what a chart has by default with nothing to say.
  return isJsonObject(left) && Object.keys(left).length === 0 ? rest : { ...rest, [key]: left };
}
