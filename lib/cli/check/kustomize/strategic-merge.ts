import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import type { SchemaNode } from '../../../checks/schema/schema-node';

/** What a patch says of itself where it does not merge. */
const DIRECTIVE = '$patch';

/**
 * An object with a strategic merge patch. Lists are merged by the keys that the schema names, and replaced where it names none, as in
 * custom resources. Items of the object keep their places, and those of the patch follow. Source: kustomize, `kyaml/yaml/merge2`.
 * @param object - the object
 * @param patch - the patch
 * @param schema - schema of the object; undefined for kinds that are not known
 * @returns nothing when the patch deletes the object
 */
export function strategicMerge(
  object: JsonObject,
  patch: JsonObject,
  schema: SchemaNode | undefined,
): JsonObject | undefined {
  const merged = mergedMap(object, patch, schema);
  return isJsonObject(merged) ? merged : undefined;
}

function mergedMap(object: JsonObject, patch: JsonObject, schema: SchemaNode | undefined): JsonObject | undefined {
  if (patch[DIRECTIVE] === 'delete') return undefined;
  if (patch[DIRECTIVE] === 'replace') return withoutDirectives(patch);
  const merged: Record<string, JsonValue | undefined> = { ...object };
  for (const [key, value] of Object.entries(withoutOwnDirectives(patch))) {
    const own = Object.hasOwn(object, key) ? object[key] : undefined;
    const inner = value === undefined ? own : mergedValue(own, value, partOf(schema, key));
    if (inner === undefined) Reflect.deleteProperty(merged, key);
    else merged[key] = inner;
  }
  return merged;
}

function partOf(schema: SchemaNode | undefined, key: string): SchemaNode | undefined {
  const { properties } = schema ?? {};
  return properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : schema?.additional;
}

/** The value of a field; nothing where the patch removes it. */
function mergedValue(
  own: JsonValue | undefined,
  patch: JsonValue,
  schema: SchemaNode | undefined,
): JsonValue | undefined {
  if (patch === null) return undefined;
  if (isJsonObject(patch)) return mergedMap(isJsonObject(own) ? own : {}, patch, schema);
  if (isJsonList(patch)) return mergedList(isJsonList(own) ? own : [], patch, schema);
  return patch;
}

function mergedList(
  own: readonly JsonValue[],
  patch: readonly JsonValue[],
  schema: SchemaNode | undefined,
): readonly JsonValue[] {
  const keys = schema?.listKeys;
  const isReplaced = patch.some((item) => isJsonObject(item) && item[DIRECTIVE] === 'replace');
  if (keys === undefined || isReplaced) return patch.filter((item) => !isOnlyDirective(item)).map(withoutDirectivesIn);
  if (keys.length === 0) return [...new Set([...own, ...patch])];
  return patch.reduce<readonly JsonValue[]>((list, item) => withItem(list, item, keys, schema?.items), own);
}

function withItem(
  list: readonly JsonValue[],
  item: JsonValue,
  keys: readonly string[],
  schema: SchemaNode | undefined,
): readonly JsonValue[] {
  if (!isJsonObject(item)) return [...list, item];
  const at = list.findIndex((each) => isSame(each, item, keys));
  const own = list[at];
  const merged = mergedMap(isJsonObject(own) ? own : {}, item, schema);
  if (at < 0) return merged === undefined ? list : [...list, merged];
  return list.flatMap((each, index) => (index !== at ? [each] : merged === undefined ? [] : [merged]));
}

/** The first key decides; others may be left to their defaults. */
function isSame(own: JsonValue, item: JsonObject, keys: readonly string[]): boolean {
  if (!isJsonObject(own)) return false;
  return keys.every((key, index) => {
    const [a, b] = [own[key], item[key]];
    return a === b ? index > 0 || a !== undefined : index > 0 && (a === undefined || b === undefined);
  });
}

function isOnlyDirective(item: JsonValue): boolean {
  return isJsonObject(item) && item[DIRECTIVE] !== undefined && Object.keys(item).length === 1;
}

function withoutOwnDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => key !== DIRECTIVE && !/^\$\w+(?:\/|$)/.test(key)));
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(withoutOwnDirectives(patch)).map(([key, value]) => [
      key,
      value === undefined ? value : withoutDirectivesIn(value),
    ]),
  );
}

function withoutDirectivesIn(value: JsonValue): JsonValue {
  if (isJsonList(value)) return value.map(withoutDirectivesIn);
  return isJsonObject(value) ? withoutDirectives(value) : value;
}
