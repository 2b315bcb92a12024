import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import type { IntegerSchema, Schema, TextSchema } from './schema';

/** A violation of a schema. */
export interface SchemaFound {
  /** Where, such as `spec.components`. */
  readonly path: string;
  /** The value there. */
  readonly value?: unknown;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
  /** Which part of the schema. */
  readonly rule:
    | 'type'
    | 'required'
    | 'unknown-field'
    | 'pattern'
    | 'quantity'
    | 'range'
    | 'int32'
    | 'length'
    | 'format'
    | 'embedded';
}

type Add = (problem: SchemaFound) => void;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const GROUP_VERSION = /^[^/]+(?:\/[^/]+)?$/;
const KIND = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/i;
/** As the schema of int-or-string quantities has it. */
const QUANTITY =
  /^[+-]?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$/;
const LONGEST_QUANTITY = 200;

const TYPE_NAMES: Readonly<Record<Schema['type'], string>> = {
  any: 'anything',
  text: 'a string',
  integer: 'a whole number',
  flag: 'true or false',
  intOrText: 'a whole number or a string',
  quantity: 'a quantity such as 500m, 2Gi or 50G',
  list: 'a list',
  map: 'an object',
  object: 'an object',
};

/**
 * Everything in a value that a schema refuses, as an API server checks it: members that are null count as absent, items of lists do not.
 * Fields that the schema does not know are dropped by an API server unless validation of fields is strict, as with kubectl.
 * @param value - the value
 * @param schema - what the CustomResourceDefinition says
 * @param path - where the value is, such as `spec`
 */
export function schemaProblems(value: JsonValue, schema: Schema, path: string): SchemaFound[] {
  const found: SchemaFound[] = [];
  check(value, schema, path, (problem) => found.push(problem));
  return found;
}

function check(value: JsonValue, schema: Schema, path: string, add: Add): void {
  if (!isOfType(value, schema)) {
    const message = `is of the wrong type; allowed ${TYPE_NAMES[schema.type]}`;
    add({ rule: 'type', path, value, message, fix: 'correct or remove the value' });
  } else if (schema.type === 'object') {
    if (isJsonObject(value)) checkObject(value, schema, path, add);
  } else if (schema.type === 'list') {
    if (isJsonList(value)) value.forEach((item, i) => check(item, schema.items, `${path}[${i}]`, add));
  } else if (schema.type === 'map') {
    if (isJsonObject(value))
      for (const [key, member] of given(value)) check(member, schema.values, `${path}.${key}`, add);
  } else {
    const limit = limitProblem(value, schema);
    if (limit !== undefined) add({ fix: 'correct the value', ...limit, path, value });
  }
}

function isOfType(value: JsonValue, schema: Schema): boolean {
  switch (schema.type) {
    case 'text':
      // Bytes may also be written as a list, which Go reads if it holds bytes.
      return typeof value === 'string' || (schema.format === 'byte' && isJsonList(value));
    case 'integer':
      return Number.isInteger(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'any':
      return true;
    case 'intOrText':
    case 'quantity':
      return typeof value === 'string' || Number.isInteger(value);
    case 'list':
      return isJsonList(value);
    default:
      return isJsonObject(value);
  }
}

function checkObject(value: JsonObject, schema: Extract<Schema, { type: 'object' }>, path: string, add: Add): void {
  const names = Object.keys(schema.fields);
  for (const [key, member] of Object.entries(value)) {
    const field = Object.hasOwn(schema.fields, key) ? schema.fields[key] : undefined;
    if (field === undefined) {
      if (schema.open !== true && member !== undefined) add(unknownField(key, `${path}.${key}`, names));
    } else if (member !== undefined && member !== null) check(member, field, `${path}.${key}`, add);
  }
  for (const name of schema.required) {
    if ((ownMember(value, name) ?? undefined) !== undefined) continue;
    const [message, fix] = [`${name} is required here and missing`, `add ${name}, or remove ${path}`];
    add({ rule: 'required', path: `${path}.${name}`, message, fix });
  }
  if (schema.embedded === true) checkEmbedded(value, path, add);
}

/** An object of Kubernetes inside another one says what it is. */
function checkEmbedded(value: JsonObject, path: string, add: Add): void {
  const wrong = (key: string, allowed: string): void => {
    const got = ownMember(value, key);
    const message = got === undefined ? `${key} is required here and missing` : `is not valid; allowed ${allowed}`;
    add({ rule: 'embedded', path: `${path}.${key}`, value: got ?? null, message, fix: `write ${key} as ${allowed}` });
  };
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || !GROUP_VERSION.test(apiVersion))
    wrong('apiVersion', 'group/version or version');
  if (typeof kind !== 'string' || !KIND.test(kind)) wrong('kind', 'the name of a kind');
}

type Limited = Exclude<Schema, { type: 'object' | 'list' | 'map' }>;
type Limit = Pick<SchemaFound, 'rule' | 'message'> & Partial<Pick<SchemaFound, 'fix'>>;

function limitProblem(value: JsonValue, schema: Limited): Limit | undefined {
  if (schema.type === 'integer' && typeof value === 'number') return rangeProblem(value, schema);
  if (typeof value !== 'string') return undefined;
  if (schema.type === 'quantity') return quantityProblem(value);
  return schema.type === 'text' ? textProblem(value, schema) : undefined;
}

function quantityProblem(value: string): Limit | undefined {
  if (value.length <= LONGEST_QUANTITY && QUANTITY.test(value)) return undefined;
  return { rule: 'quantity', message: `is not a quantity; allowed ${TYPE_NAMES.quantity}` };
}

function rangeProblem(value: number, schema: IntegerSchema): Limit | undefined {
  const { minimum = -Infinity, maximum = Infinity, bits = Infinity } = schema;
  const end = 2 ** (bits - 1);
  if (value < -end || value >= end) {
    return { rule: 'int32', message: `does not fit in ${bits} bits`, fix: 'use a smaller number' };
  }
  if (value >= minimum && value <= maximum) return undefined;
  return { rule: 'range', message: `is out of range; allowed ${minimum} to ${maximum}` };
}

function textProblem(value: string, schema: TextSchema): Limit | undefined {
  const { pattern, allowed = '', minLength = 0, maxLength = Infinity, format } = schema;
  const length = [...value].length;
  if (length < minLength || length > maxLength) {
    return { rule: 'length', message: `has the wrong length; allowed ${minLength} to ${maxLength} characters` };
  }
  if (pattern?.test(value) === false) return { rule: 'pattern', message: `has the wrong form; allowed ${allowed}` };
  if (format === 'byte' && !BASE64.test(value)) return { rule: 'format', message: 'is not base64; allowed base64' };
  return undefined;
}

function given(value: JsonObject): [string, JsonValue][] {
  return Object.entries(value).flatMap(([key, member]): [string, JsonValue][] =>
    member === undefined || member === null ? [] : [[key, member]],
  );
}

/** A field that no schema has. */
export function unknownField(key: string, path: string, names: readonly string[]): SchemaFound {
  const allowed = [...names].sort().join(', ');
  const fix = 'remove it or correct its name; without strict validation the API server drops it';
  return { rule: 'unknown-field', path, value: key, message: `is an unknown field; allowed ${allowed}`, fix };
}
