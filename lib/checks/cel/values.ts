import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { parseGoDuration } from '../../values/quantities';
import type { SchemaNode } from '../schema/schema-node';

/** Makes the values of CEL that have types of their own. */
export interface TypedValues {
  readonly duration: (text: string) => unknown;
  readonly time: (text: string) => unknown;
}

/** Words of CEL, which no field may be called. Source: apiserver, `pkg/cel/escaping.go`. */
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const SYMBOLS: Readonly<Record<string, string>> = { '.': '__dot__', '-': '__dash__', '/': '__slash__' };

/**
 * The name of a field in a rule. Source: apiserver, `pkg/cel/escaping.go`.
 * @param name - the name in the object
 * @returns nothing where rules cannot name it
 */
function fieldName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_][\w./-]*$/.test(name)) return undefined;
  return name.replace(/__|[./-]/g, (part) => SYMBOLS[part] ?? '__underscores__');
}

/**
 * A value as rules see it: whole numbers, times and durations by the types of the schema, and of objects the fields that the schema has.
 * Source: apiserver, `pkg/cel/common/values.go`.
 * @param value - the value, with its defaults, whether it fits the schema or not
 * @param schema - its schema
 * @param typed - makes durations and times
 * @returns nothing for what rules cannot read
 */
export function celValue(value: JsonValue, schema: SchemaNode, typed: TypedValues): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return celList(value as readonly JsonValue[], schema, typed);
  if (isJsonObject(value)) return celObject(value, schema, typed);
  switch (schema.type) {
    case 'integer':
    case 'int-or-string':
    case 'quantity':
      return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
    case 'string':
      return typeof value === 'string' ? celText(value, schema.format, typed) : undefined;
    case 'number':
    case 'boolean':
      return value;
    default:
      return undefined;
  }
}

function celText(text: string, format: string | undefined, typed: TypedValues): unknown {
  if (format === 'date' || format === 'date-time') {
    try {
      return typed.time(format === 'date' ? `${text}T00:00:00Z` : text);
    } catch {
      return undefined; // no time
    }
  }
  if (format === 'byte') return new Uint8Array(Buffer.from(text, 'base64'));
  if (format === 'duration') return parseGoDuration(text) === undefined ? undefined : typed.duration(text);
  return text;
}

/** The items of a set have no order. */
function celList(list: readonly JsonValue[], { items, listKeys }: SchemaNode, typed: TypedValues): unknown {
  if (items?.type === undefined || items.type === 'any') return undefined;
  const values = list.map((item) => celValue(item, items, typed));
  const isSet = listKeys?.length === 0 && list.every((item) => typeof item !== 'object');
  return isSet ? new Set(values) : values;
}

function celObject(object: JsonObject, schema: SchemaNode, typed: TypedValues): unknown {
  const { type, properties = {}, additional, embedded } = schema;
  if (type !== 'object') return undefined;
  const fields = new Map<string, unknown>();
  const add = (name: string | undefined, value: JsonValue | undefined, own: SchemaNode): void => {
    if (name === undefined || value === undefined) return;
    const inner = celValue(value, own, typed);
    if (inner !== undefined) fields.set(name, inner);
  };
  for (const [name, value] of Object.entries(embedded === true ? { ...object, ...wholeObject(object) } : object)) {
    if (embedded === true && Object.hasOwn(WHOLE, name)) add(name, value, WHOLE[name] ?? {});
    // A field that is null counts as missing, and an item of a map does not.
    else if (Object.hasOwn(properties, name)) add(fieldName(name), value ?? undefined, properties[name] ?? {});
    else if (additional !== undefined) add(name, value, additional);
  }
  return fields;
}

/** What rules see of every whole object. Source: apiextensions, `pkg/apiserver/schema/cel/model`, `WithTypeAndObjectMeta`. */
const WHOLE: Readonly<Record<string, SchemaNode>> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } },
};

function wholeObject({ apiVersion, kind, metadata }: JsonObject): JsonObject {
  return {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
    ...(isJsonObject(metadata) && { metadata }),
  };
}
