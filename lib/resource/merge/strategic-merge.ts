import type { Field, ListField, ObjectField } from './field';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import type { MergeProblems } from './merge-error';
import { isSameKind, withoutNulls } from './nulls';

/**
 * `later` laid over `earlier`, as a Kubernetes strategic merge patch does it: objects merge key by key, scalars and lists of
 * the later side win, a null of the later side removes the member. `field` says where an object is replaced as a whole and
 * where list items are matched by a key.
 *
 * What is added, because the earlier side has nothing of its kind there, loses its nulls at any depth; what replaces a list
 * keeps them.
 *
 * Nothing is copied that is not changed: the result shares parts with both inputs, which are not touched. Directives such
 * as `$patch` have no meaning here, since what the operator merges cannot carry them.
 *
 * @param problems - receives list items that lack their merge key
 */
export function strategicMerge(
  earlier: JsonObject,
  later: JsonObject,
  field: ObjectField,
  path: string,
  problems: MergeProblems,
): JsonObject {
  return mergeObjects(earlier, later, field, path, problems);
}

function mergeObjects(
  earlier: JsonObject,
  later: JsonObject,
  field: Field | undefined,
  path: string,
  problems: MergeProblems,
): JsonObject {
  const merged = new Map(Object.entries(earlier));
  for (const [key, value] of Object.entries(later)) {
    if (value === null) merged.delete(key);
    else if (value !== undefined) {
      merged.set(key, mergeValues(merged.get(key), value, childOf(field, key), `${path}.${key}`, problems));
    }
  }
  return Object.fromEntries(merged);
}

function mergeValues(
  earlier: JsonValue | undefined,
  later: JsonValue,
  field: Field | undefined,
  path: string,
  problems: MergeProblems,
): JsonValue {
  if (!isSameKind(earlier, later)) return withoutNulls(later);
  if (isJsonObject(earlier) && isJsonObject(later)) {
    const replace = field?.kind === 'object' && field.replace;
    return replace ? later : mergeObjects(earlier, later, field, path, problems);
  }
  if (isJsonList(earlier) && isJsonList(later) && field?.kind === 'list' && field.mergeKey !== undefined) {
    return mergeLists(earlier, later, field, field.mergeKey, path, problems);
  }
  return later;
}

function childOf(field: Field | undefined, key: string): Field | undefined {
  if (field?.kind === 'map') return field.values;
  if (field?.kind !== 'object') return undefined;
  return Object.prototype.hasOwnProperty.call(field.fields, key) ? field.fields[key] : undefined;
}

function mergeLists(
  earlier: readonly JsonValue[],
  later: readonly JsonValue[],
  field: ListField,
  key: string,
  path: string,
  problems: MergeProblems,
): readonly JsonValue[] {
  const earlierItems = keyed(earlier, key, path, problems);
  const laterItems = keyed(later, key, path, problems);
  if (earlierItems === undefined || laterItems === undefined) return later;

  const merged = new Map<JsonValue, JsonObject>();
  for (const [name, item] of earlierItems) if (!merged.has(name)) merged.set(name, item);
  for (const [name, item] of laterItems) {
    const before = merged.get(name);
    const where = `${path}[${JSON.stringify(name)}]`;
    merged.set(name, before === undefined ? item : mergeObjects(before, item, field.items, where, problems));
  }
  const order = mergedOrder(
    earlierItems.map(([name]) => name),
    laterItems.map(([name]) => name),
  );
  return order.flatMap((name): JsonObject[] => {
    const item = merged.get(name);
    return item === undefined ? [] : [item];
  });
}

/**
 * The order of a merged list: the later names keep their order; a name that only the earlier list has goes directly before
 * the first later name that follows it in the earlier list, and to the end if there is none.
 */
function mergedOrder(earlier: readonly JsonValue[], later: readonly JsonValue[]): JsonValue[] {
  const laterNames = new Set(later);
  const positions = new Map([...earlier].reverse().map((name, i) => [name, earlier.length - i]));
  const positionOf = (name: JsonValue): number => positions.get(name) ?? 0;
  const earlierOnly = [...positions.keys()].reverse().filter((name) => !laterNames.has(name));
  const order: JsonValue[] = [];
  let taken = 0;
  for (const name of laterNames) {
    let next = earlierOnly[taken];
    while (next !== undefined && positionOf(next) < positionOf(name)) {
      order.push(next);
      next = earlierOnly[++taken];
    }
    order.push(name);
  }
  return [...order, ...earlierOnly.slice(taken)];
}

/** The items of a list with the value of their merge key; undefined, and a problem for each, if some have none. */
function keyed(
  items: readonly JsonValue[],
  key: string,
  path: string,
  problems: MergeProblems,
): [JsonValue, JsonObject][] | undefined {
  let complete = true;
  const result = items.flatMap((item, i): [JsonValue, JsonObject][] => {
    const name = isJsonObject(item) ? ownMember(item, key) : undefined;
    if (isJsonObject(item) && name !== undefined) return [[name, item]];
    complete = false;
    problems.add({
      at: `${path}[${i}]`,
      what: `has no ${key}, and lists that both the profile and the resource have are merged by ${key}`,
      got: item,
      allowed: `items with a ${key}`,
      fix: `give the item a ${key}`,
      rule: 'effective.list-merge-key',
    });
    return [];
  });
  return complete ? result : undefined;
}
