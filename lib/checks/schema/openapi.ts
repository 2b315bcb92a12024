import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { celRulesOf } from '../cel/rule';
import { ANY, type SchemaNode, type SchemaType, type ValueRules } from './schema-node';

/** Finds the schema that a `$ref` names. */
export type Resolve = (ref: string) => SchemaNode;

const TYPES: readonly string[] = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Keywords that are taken as they are, with the type of their value. */
const VALUE_RULES: Readonly<Record<keyof ValueRules, (value: JsonValue) => boolean>> = {
  enum: (value) => Array.isArray(value) && value.length > 0,
  exclusiveMaximum: isBoolean,
  exclusiveMinimum: isBoolean,
  format: isText,
  maxItems: isNumber,
  maxLength: isNumber,
  maxProperties: isNumber,
  maximum: isNumber,
  minItems: isNumber,
  minLength: isNumber,
  minProperties: isNumber,
  minimum: isNumber,
  multipleOf: isNumber,
  pattern: isText,
  uniqueItems: isBoolean,
};

/** How deep a schema is read; the API server takes none that is deeper. */
const MAX_DEPTH = 100;

/**
 * A schema of OpenAPI v3, as CustomResourceDefinitions and the API server have it, without descriptions, and with defaults and rules in CEL
 * only of the former: those of Kubernetes say little.
 * What is malformed takes everything: the API server refuses such a definition.
 * @param schema - the schema
 * @param resolve - finds what a `$ref` names; CustomResourceDefinitions have none
 */
export function schemaOf(schema: JsonValue | undefined, resolve?: Resolve): SchemaNode {
  return read(schema, resolve, 0);
}

function read(schema: JsonValue | undefined, resolve: Resolve | undefined, depth: number): SchemaNode {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return ANY;
  const { $ref, allOf } = schema;
  if (typeof $ref === 'string') return resolve?.($ref.split('/').pop() ?? '') ?? ANY;
  // The API server writes a reference with siblings as the only member of allOf.
  const only = Array.isArray(allOf) && allOf.length === 1 ? (allOf[0] as JsonValue) : undefined;
  if (isJsonObject(only) && typeof only.$ref === 'string') return read(only, resolve, depth);
  return readOwn(schema, resolve, depth);
}

function readOwn(schema: JsonObject, resolve: Resolve | undefined, depth: number): SchemaNode {
  const type = typeOf(schema);
  const common = { ...nullable(schema), ...(resolve === undefined && { ...ownDefault(schema), ...ownRules(schema) }) };
  if (type === 'quantity') return { type, ...common };
  // What Kubernetes says of its own is their format.
  if (type === 'int-or-string') return { type, ...(resolve === undefined ? valueRules(schema) : {}), ...common };
  const inner = (value: JsonValue | undefined): SchemaNode => read(value, resolve, depth + 1);
  return {
    ...(type !== undefined && { type }),
    ...valueRules(schema),
    ...common,
    ...parts(schema, type, inner),
    ...branches(schema, inner),
  };
}

function typeOf(schema: JsonObject): SchemaType | undefined {
  const { type, format } = schema;
  if (schema['x-kubernetes-int-or-string'] === true) {
    return typeof schema.pattern === 'string' && schema.pattern.includes('KMGTPE') ? 'quantity' : 'int-or-string';
  }
  if (format === 'int-or-string') return 'int-or-string';
  if (typeof type === 'string' && TYPES.includes(type)) return type as SchemaType;
  return undefined;
}

function valueRules(schema: JsonObject): ValueRules {
  const known = Object.entries(VALUE_RULES).flatMap(([name, is]) => {
    const value = schema[name];
    return value !== undefined && value !== null && value !== false && is(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(known);
}

function nullable(schema: JsonObject): Pick<SchemaNode, 'nullable'> {
  return schema.nullable === true ? { nullable: true } : {};
}

function ownDefault(schema: JsonObject): Pick<SchemaNode, 'default'> {
  const { default: value } = schema;
  return value === undefined || value === null ? {} : { default: value };
}

function ownRules(schema: JsonObject): Pick<SchemaNode, 'rules'> {
  const rules = celRulesOf(schema['x-kubernetes-validations']);
  return rules.length === 0 ? {} : { rules };
}

type Inner = (value: JsonValue | undefined) => SchemaNode;

function parts(schema: JsonObject, type: SchemaType | undefined, inner: Inner): Partial<SchemaNode> {
  const { properties, additionalProperties, items, required } = schema;
  const fields = isJsonObject(properties) ? Object.entries(properties) : [];
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  return {
    ...(fields.length > 0 && { properties: Object.fromEntries(fields.map(([name, each]) => [name, inner(each)])) }),
    ...(isJsonObject(additionalProperties) && { additional: inner(additionalProperties) }),
    ...(isJsonObject(items) && { items: inner(items) }),
    ...(Array.isArray(required) && required.length > 0 && { required: required.filter(isText) }),
    ...(isOpen && { open: true }),
    ...(schema['x-kubernetes-embedded-resource'] === true && { embedded: true }),
    ...(type === 'array' && listKeys(schema)),
  };
}

function listKeys(schema: JsonObject): Pick<SchemaNode, 'listKeys'> {
  const keys = schema['x-kubernetes-list-map-keys'];
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return { listKeys: [] };
  if (type === 'map' && Array.isArray(keys)) return { listKeys: keys.filter(isText) };
  const strategy = schema['x-kubernetes-patch-strategy'];
  const key = schema['x-kubernetes-patch-merge-key'];
  const isMerged = typeof strategy === 'string' && strategy.split(',').includes('merge');
  return type === undefined && isMerged && typeof key === 'string' ? { listKeys: [key] } : {};
}

function branches(schema: JsonObject, inner: Inner): Partial<SchemaNode> {
  const lists = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((name) => {
    const list = schema[name];
    return Array.isArray(list) && list.length > 0 ? [[name, (list as readonly JsonValue[]).map(inner)] as const] : [];
  });
  return { ...Object.fromEntries(lists), ...(isJsonObject(schema.not) && { not: inner(schema.not) }) };
}

function isBoolean(value: JsonValue): boolean {
  return typeof value === 'boolean';
}

function isNumber(value: JsonValue): boolean {
  return typeof value === 'number';
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}
