import { listAt } from '../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import type { CheckedObject } from '../checked-object';
import type { CheckRule, Found } from '../finding';
import { JSON_SCHEMA_PROPS } from '../schema/json-schema-props';
import { schemaOf } from '../schema/openapi';
import { ANY } from '../schema/schema-node';
import { validate } from '../schema/validate';
import { collectionFaults, isIntOrString, wholeFaults, type SchemaFault } from './definition-parts';
import { FIX, refused } from './refused';

const TYPES: readonly string[] = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Keywords of JSON schema that a definition must not have. */
const FORBIDDEN: readonly string[] = [
  '$ref',
  '$schema',
  'additionalItems',
  'definitions',
  'dependencies',
  'deprecated',
  'id',
  'patternProperties',
];

/** Keywords that must be outside of `allOf`, `anyOf`, `oneOf` and `not`. */
const OUTSIDE: readonly string[] = [
  'additionalProperties',
  'default',
  'description',
  'nullable',
  'title',
  'type',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
];

/** Where a schema is: the whole, a field, an item of a list, or a condition. */
type Level = 'root' | 'field' | 'item' | 'condition';

/** How deep a schema is read; the API server takes none that is deeper. */
const MAX_DEPTH = 100;

/**
 * What the API server refuses in the schema of a definition. Source: apiextensions, `pkg/apiserver/schema`, and `ValidateStructural`.
 * @param object - the definition
 * @param schema - the schema
 * @param path - path of the schema
 */
export function definitionSchemaFindings(object: CheckedObject, schema: JsonObject, path: Path): Found[] {
  const problems = validate(
    { spec: schema },
    { type: 'object', properties: { spec: JSON_SCHEMA_PROPS } },
    { metadata: ANY, native: false },
  );
  // Null in a list of strings is an empty one.
  const refusals = problems.filter(({ code }) => code !== 'null-item');
  const wrong = refusals.map(({ code, path: at, what, got, allowed }): Found => {
    const rule: CheckRule =
      code === 'unknown-field' ? 'unknown-field' : code === 'required' ? 'missing-field' : 'invalid-value';
    return {
      rule,
      severity: 'error',
      at: object,
      path: [...path, ...at.slice(1)],
      message: what,
      fix: FIX,
      ...(got !== undefined && { got }),
      ...(allowed !== undefined && { allowed }),
    };
  });
  return wrong.length > 0 ? wrong : structure(object, schema, path, 'root', 0);
}

function structure(object: CheckedObject, schema: JsonObject, path: Path, level: Level, depth: number): Found[] {
  if (depth > MAX_DEPTH) return [];
  const inner = (value: JsonValue | undefined, at: Path, next: Level): Found[] =>
    value === undefined ? [] : structure(object, isJsonObject(value) ? value : {}, [...path, ...at], next, depth + 1);
  const fields = Object.entries(isJsonObject(schema.properties) ? schema.properties : {});
  const below = level === 'condition' ? 'condition' : undefined;
  const own =
    level === 'condition'
      ? conditionFindings(schema)
      : [...ownFindings(schema, level), ...wholeFaults(schema, level === 'root')];
  return [
    ...own.map(([at, message, allowed]) => refused(object, [...path, ...at], message, undefined, allowed)),
    ...fields.flatMap(([name, value]) => inner(value, ['properties', name], below ?? 'field')),
    ...inner(objectOf(schema.items), ['items'], below ?? 'item'),
    ...inner(objectOf(schema.additionalProperties), ['additionalProperties'], below ?? 'field'),
    ...(['allOf', 'anyOf', 'oneOf'] as const).flatMap((name) =>
      name === 'anyOf' && level !== 'condition' && isIntOrString(schema.anyOf)
        ? []
        : listAt(schema, name).flatMap((each, index) =>
            inner(plainFirst(each, name, index), [name, index], 'condition'),
          ),
    ),
    ...inner(objectOf(schema.not), ['not'], 'condition'),
  ];
}

function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** The first part of `allOf` may be of whole numbers and strings, as a schema itself may. */
function plainFirst(schema: JsonValue, name: string, index: number): JsonValue {
  if (name !== 'allOf' || index > 0 || !isJsonObject(schema) || !isIntOrString(schema.anyOf)) return schema;
  const { anyOf: _, ...rest } = schema;
  return rest;
}

/** A number or a string, as generators write it with types in alternatives. */
function isCommon(schema: JsonObject): boolean {
  return schema['x-kubernetes-int-or-string'] === true;
}

function conditionFindings(schema: JsonObject): SchemaFault[] {
  return OUTSIDE.filter((name) => (schema[name] ?? null) !== null && schema[name] !== '').map((name) => [
    [name],
    'must be outside of allOf, anyOf, oneOf and not: the schema would not be structural',
  ]);
}

function ownFindings(schema: JsonObject, level: Level): SchemaFault[] {
  return [
    ...FORBIDDEN.filter((name) => name in schema).map((name): SchemaFault => [
      [name],
      'is not allowed in a definition',
    ]),
    ...typeFindings(schema, level),
    ...partFindings(schema, level),
    ...collectionFaults(schema),
    ...valueFindings(schema),
  ];
}

function typeFindings(schema: JsonObject, level: Level): SchemaFault[] {
  const { type } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isCommon(schema) && (type ?? '') === '') return [];
  if (level === 'root') return type === 'object' ? [] : [[['type'], 'must be object for the whole', 'object']];
  if ((type ?? '') === '') return isOpen ? [] : [[['type'], 'is required and missing', TYPES.join(', ')]];
  return TYPES.includes(type as string) ? [] : [[['type'], 'is not a type', TYPES.join(', ')]];
}

function partFindings(schema: JsonObject, level: Level): SchemaFault[] {
  const { type, items, properties, additionalProperties } = schema;
  const found: SchemaFault[] = [];
  if (type === 'array' && !isJsonObject(items)) {
    found.push([['items'], Array.isArray(items) ? 'must be one schema' : 'is required for a list and missing']);
  }
  const isMap = isJsonObject(additionalProperties) || additionalProperties === true;
  if (isMap && isJsonObject(properties) && Object.keys(properties).length > 0) {
    found.push([['additionalProperties'], 'excludes properties, which are there too']);
  }
  if (additionalProperties === false) found.push([['additionalProperties'], 'must not be false']);
  if (level === 'root' && isMap) found.push([['additionalProperties'], 'is not allowed for the whole']);
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'];
  if (isOpen === false) found.push([['x-kubernetes-preserve-unknown-fields'], 'must be true or missing', 'true']);
  return found;
}

function valueFindings(schema: JsonObject): SchemaFault[] {
  const { default: value, pattern, uniqueItems } = schema;
  const found: SchemaFault[] = [];
  if (uniqueItems === true) found.push([['uniqueItems'], 'must not be true', 'x-kubernetes-list-type: set']);
  if (typeof pattern === 'string' && !isPattern(pattern)) found.push([['pattern'], 'is not a regular expression']);
  if (value !== undefined && value !== null) {
    const node = schemaOf(schema);
    const wrong = validate(
      { value },
      { type: 'object', properties: { value: node } },
      { metadata: ANY, native: false },
    );
    if (wrong.some(({ code }) => code !== 'wide')) found.push([['default'], 'does not fit the schema']);
  }
  return found;
}

/** What neither JavaScript nor, by its form, RE2 can read. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern.replaceAll(/\(\?[a-zA-Z-]+\)/g, '')) instanceof RegExp;
  } catch {
    return /\(\?P?<|\[\[:|\\[zQAC]|\(\?[a-z-]+:/.test(pattern);
  }
}
