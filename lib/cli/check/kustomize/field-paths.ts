import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { valueAtPath, type Path } from '../../../values/path';

/** The steps of a field path: dots part them, but for those in brackets and those after a backslash. */
export function stepsOf(path: string): string[] {
  const steps = path.match(/(?:\[[^\]]*\]|\\\.|[^.[])+?(?=\.|\[|$)|\[[^\]]*\]/g) ?? [];
  return steps.map((step) => step.replaceAll('\\.', '.'));
}

/** Where the steps lead; `*` is every item, and `[name=web]` the items with that value. */
export function pathsOf(object: JsonObject, steps: readonly string[]): Path[] {
  return steps.reduce<Path[]>(
    (paths, step) => paths.flatMap((path) => nextOf(valueAtPath(object, path), step).map((key) => [...path, key])),
    [[]],
  );
}

function nextOf(value: JsonValue | undefined, step: string): Array<string | number> {
  if (isJsonList(value)) return itemsOf(value, step);
  if (!isJsonObject(value)) return [];
  const name = step.replace(/^\[(.*)\]$/s, '$1');
  if (name === '*') return Object.keys(value);
  return Object.hasOwn(value, name) ? [name] : [];
}

function itemsOf(list: readonly JsonValue[], step: string): number[] {
  const [, key, wanted] = /^\[([^=]*)=(.*)\]$/s.exec(step) ?? [];
  return list.flatMap((item, index) => {
    if (key === undefined) return step === '*' || step === String(index) ? [index] : [];
    const own = key === '' ? item : valueAtPath(item, [key]);
    return typeof own !== 'object' && String(own) === wanted ? [index] : [];
  });
}

/**
 * The value at a field path as variables have it, such as `spec.ports[0].port`.
 * @param object - the object
 * @param path - the path
 */
export function valueAtFieldPath(object: JsonObject, path: string): JsonValue | undefined {
  const steps = stepsOf(path).map((step) => step.replace(/^\[(\d+)\]$/, '$1'));
  const [found] = pathsOf(object, steps);
  return found === undefined ? undefined : valueAtPath(object, found);
}
