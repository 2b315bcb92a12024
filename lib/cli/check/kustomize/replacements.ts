import { listAt, objectAt, textAt } from '../../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { valueAtPath, type Path } from '../../../values/path';
import { changed, idsOf, uncertain, type BuiltObject } from './built-object';
import { pathsOf, stepsOf } from './field-paths';
import { selected } from './targets';

const UNAPPLIED = 'that a replacement changes which is not applied here';

/**
 * Objects with the values that a replacement copies from one to others. What cannot be applied marks the objects that it selects.
 * Source: kustomize, `api/filters/replacement`.
 * @param objects - the objects
 * @param replacement - the replacement; undefined where it cannot be read
 */
export function withReplacement(
  objects: readonly BuiltObject[],
  replacement: JsonObject | undefined,
): readonly BuiltObject[] {
  if (replacement === undefined) return objects.map((each) => uncertain(each, UNAPPLIED));
  const value = sourceValue(objects, replacement);
  return listAt(replacement, 'targets').reduce<readonly BuiltObject[]>((all, target) => {
    const targets = targetsOf(all, target);
    return all.map((each) => {
      if (!targets.includes(each)) return each;
      const object = value === undefined ? undefined : withValues(each.object, target, value);
      return object === undefined ? uncertain(each, UNAPPLIED) : changed(each, object);
    });
  }, objects);
}

/** What a target selects; everything where that cannot be read. */
function targetsOf(objects: readonly BuiltObject[], target: JsonValue): readonly BuiltObject[] {
  const own = selected(objects, objectAt(target, 'select')) ?? objects;
  const rejected = listAt(target, 'reject').flatMap((each) =>
    isJsonObject(each) ? (selected(objects, each) ?? []) : [],
  );
  return own.filter((each) => !rejected.includes(each));
}

function sourceValue(
  objects: readonly BuiltObject[],
  { source, sourceValue: stated }: JsonObject,
): JsonValue | undefined {
  if (stated !== undefined) return stated;
  if (!isJsonObject(source)) return undefined;
  const parts = ['group', 'version', 'kind', 'name', 'namespace'] as const;
  const found = objects.filter((each) =>
    idsOf(each).some((id) => parts.every((part) => (textAt(source, part) ?? id[part]) === id[part])),
  );
  const [one, ...others] = found;
  if (one === undefined || others.length > 0) return undefined;
  const steps = stepsOf(textAt(source, 'fieldPath') ?? 'metadata.name');
  const value = valueAtPath(one.object, pathsOf(one.object, steps)[0] ?? ['']);
  const { delimiter, index = 0 } = objectAt(source, 'options');
  if (typeof delimiter !== 'string' || delimiter === '') return value;
  return typeof value === 'string' && typeof index === 'number' ? value.split(delimiter)[index] : undefined;
}

/** An object with a value at all fields of a target; nothing where a field is not there. */
function withValues(object: JsonObject, target: JsonValue, value: JsonValue): JsonObject | undefined {
  const copy = structuredClone(object);
  const paths = listAt(target, 'fieldPaths');
  const isDone = (paths.length === 0 ? ['metadata.name'] : paths).every((each) => {
    const found = typeof each === 'string' ? pathsOf(copy, stepsOf(each)) : [];
    return found.length > 0 && found.every((path) => setValue(copy, path, value, objectAt(target, 'options')));
  });
  return isDone ? copy : undefined;
}

function setValue(copy: JsonObject, path: Path, value: JsonValue, { delimiter, index = 0 }: JsonObject): boolean {
  const parent = valueAtPath(copy, path.slice(0, -1)) as Record<string | number, JsonValue>;
  const key = path.at(-1) ?? '';
  const own = parent[key];
  if (typeof delimiter !== 'string' || delimiter === '') {
    parent[key] = asTypeOf(own, value);
    return true;
  }
  if (typeof own !== 'string' || typeof index !== 'number' || typeof value === 'object') return false;
  const parts = own.split(delimiter);
  if (index < 0) parts.unshift(String(value));
  else parts[Math.min(index, parts.length)] = String(value);
  parent[key] = parts.join(delimiter);
  return true;
}

/** A scalar keeps the type of the field. */
function asTypeOf(own: JsonValue | undefined, value: JsonValue): JsonValue {
  if (typeof own === 'string' && typeof value !== 'object') return String(value);
  if (typeof own === 'number' && typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  return value;
}
