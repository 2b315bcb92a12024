import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { withoutNulls } from './nulls';
import type { SchemaNode } from './schema-node';

/** How deep schemas are looked into. */
const MAX_DEPTH = 100;

const known = new WeakMap<SchemaNode, boolean>();

/**
 * A custom resource as the API server validates it: with the defaults of its schema, and without the fields that are null and not nullable.
 * Source: apiextensions, `pkg/apiserver/schema/defaulting`.
 * @param object - the object; it is not changed
 * @param schema - its schema
 */
export function asStored(object: JsonObject, schema: SchemaNode): JsonObject {
  return withoutNulls(withDefaults(object, schema, 0) as JsonObject, schema);
}

function withDefaults(value: JsonValue, schema: SchemaNode, depth: number): JsonValue {
  if (depth > MAX_DEPTH || !hasDefaults(schema, depth)) return value;
  const { items, properties = {}, additional } = schema;
  if (Array.isArray(value) && items !== undefined) {
    return (value as readonly JsonValue[]).map((item) => withDefaults(item, items, depth + 1));
  }
  if (!isJsonObject(value)) return value;
  const filled = Object.fromEntries(
    Object.entries(properties).flatMap(([name, own]) => {
      const isMissing = !Object.hasOwn(value, name) || (value[name] === null && own.nullable !== true);
      return own.default !== undefined && isMissing ? [[name, own.default] as const] : [];
    }),
  );
  const whole: JsonObject = { ...value, ...filled };
  return Object.fromEntries(
    Object.entries(whole).map(([name, inner]) => {
      const own = Object.hasOwn(properties, name) ? properties[name] : additional;
      return [name, inner === undefined || own === undefined ? inner : withDefaults(inner, own, depth + 1)];
    }),
  );
}

function hasDefaults(schema: SchemaNode, depth: number): boolean {
  const before = known.get(schema);
  if (before !== undefined || depth > MAX_DEPTH) return before ?? false;
  // A schema that contains itself has no more defaults inside.
  known.set(schema, false);
  const parts = [...Object.values(schema.properties ?? {}), schema.items, schema.additional];
  const found = parts.some(
    (part) => part !== undefined && (part.default !== undefined || hasDefaults(part, depth + 1)),
  );
  known.set(schema, found);
  return found;
}
