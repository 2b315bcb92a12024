import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/**
 * Chart values merged as Helm merges values files: objects key by key, lists and scalars replaced, null kept.
 * @param sources - the weakest first
 */
export function mergeValues(sources: readonly JsonObject[]): JsonObject {
  return sources.reduce<JsonObject>((weak, strong) => over(weak, strong, replaced), {});
}

/**
 * IstioOperator documents merged as istioctl does: objects key by key, and lists whose items have a `name` item by item.
 * @param sources - the weakest first
 */
export function mergeOperatorDocuments(sources: readonly JsonObject[]): JsonObject {
  return sources.reduce<JsonObject>((weak, strong) => over(weak, strong, mergedByName), {});
}

type MergeLists = (weak: readonly JsonValue[], strong: readonly JsonValue[]) => readonly JsonValue[];

const replaced: MergeLists = (_, strong) => strong;

const mergedByName: MergeLists = (weak, strong) => {
  if (![...weak, ...strong].every((item) => nameOf(item) !== undefined)) return strong;
  const same = (a: JsonValue) => (b: JsonValue) => nameOf(a) === nameOf(b);
  return [
    ...weak.map((item) => merged(item, strong.find(same(item)) ?? item, mergedByName)),
    ...strong.filter((item) => !weak.some(same(item))),
  ];
};

function nameOf(item: JsonValue): JsonValue | undefined {
  return isJsonObject(item) ? item.name : undefined;
}

function over(weak: JsonObject, strong: JsonObject, lists: MergeLists): JsonObject {
  const result = new Map<string, JsonValue | undefined>(Object.entries(weak));
  for (const [key, value] of Object.entries(strong)) {
    if (value !== undefined) result.set(key, merged(result.get(key), value, lists));
  }
  return Object.fromEntries(result);
}

function merged(weak: JsonValue | undefined, strong: JsonValue, lists: MergeLists): JsonValue {
  if (isJsonObject(weak) && isJsonObject(strong)) return over(weak, strong, lists);
  return Array.isArray(weak) && Array.isArray(strong) ? lists(weak, strong) : strong;
}
