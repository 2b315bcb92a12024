import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { SchemaNode } from './schema-node';

/** How deep objects are looked into. */
const MAX_DEPTH = 100;

/**
 * A custom resource without the fields that are null and that its schema knows as not `nullable`; what no schema is about stays.
 * @param object - the object; it is not changed
 * @param schema - its schema
 * @returns the object itself where nothing in it is null
 */
export function withoutNulls(object: JsonObject, schema: SchemaNode): JsonObject {
  return hasNull(object) ? fieldsOf(object, schema, 0) : object;
}

function hasNull(value: JsonValue): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some(hasNull);
  if (!isJsonObject(value)) return false;
  for (const name in value) {
    const inner = value[name];
    if (inner !== undefined && hasNull(inner)) return true;
  }
  return false;
}

function pruned(value: JsonValue, schema: SchemaNode | undefined, depth: number): JsonValue {
  if (schema === undefined || schema.type === 'any' || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => pruned(item, schema.items, depth + 1));
  }
  return isJsonObject(value) ? fieldsOf(value, schema, depth) : value;
}

function fieldsOf(object: JsonObject, { properties = {}, additional }: SchemaNode, depth: number): JsonObject {
  const fields = Object.entries(object).flatMap(([name, value]): Array<[string, JsonValue]> => {
    const own = Object.hasOwn(properties, name) ? properties[name] : additional;
    const isLeftOut = value === undefined || (value === null && own !== undefined && own.nullable !== true);
    return isLeftOut ? [] : [[name, pruned(value, own, depth + 1)]];
  });
  return Object.fromEntries(fields);
}
