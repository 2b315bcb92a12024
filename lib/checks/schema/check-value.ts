import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { checkNumber, rangeText } from './check-number';
import { formOfFormat, type TextForm } from './formats';
import { matchesPattern } from './go-pattern';
import type { SchemaNode, SchemaType } from './schema-node';
import type { FoundInValue } from './schema-problem';

const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+(?:\.\d*)?)?$/;

const QUANTITY_FORM: TextForm = {
  allowed: 'a quantity such as 500m, 2 or 1Gi',
  test: (value) => QUANTITY.test(value.trim()),
};

const TYPES: Readonly<Record<SchemaType, readonly [allowed: string, is: (value: JsonValue) => boolean]>> = {
  any: ['anything', () => true],
  array: ['a list', Array.isArray],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  'int-or-string': ['a whole number or a string', (value) => typeof value === 'string' || Number.isInteger(value)],
  integer: ['a whole number', (value) => Number.isInteger(value)],
  number: ['a number', (value) => typeof value === 'number'],
  object: ['an object', isJsonObject],
  quantity: ['a quantity such as 500m, 2 or 1Gi', (value) => typeof value === 'string' || typeof value === 'number'],
  string: ['a string', (value) => typeof value === 'string'],
};

/**
 * What a schema refuses of a value by itself, apart from its fields and items.
 * @param value - the value
 * @param schema - the schema
 * @param native - whether an empty text counts as a field that is not set
 */
export function checkValue(value: JsonValue, schema: SchemaNode, native: boolean): FoundInValue | undefined {
  const { type } = schema;
  if (type !== undefined) {
    const [allowed, is] = TYPES[type];
    if (!is(value) && !(native && schema.format === 'byte' && isBytes(value)))
      return { code: 'type', what: `is ${kindOf(value)}`, ...shown(value), allowed: withHint(value, allowed) };
  }
  const isEnum =
    schema.enum === undefined || schema.enum.some((each) => JSON.stringify(each) === JSON.stringify(value));
  if (!isEnum && !(native && value === '')) {
    const allowed = (schema.enum ?? []).map((each) => JSON.stringify(each)).join(', ');
    return { code: 'value', what: 'is not one of the allowed values', got: value, allowed };
  }
  if (typeof value === 'string') return checkText(value, schema, native);
  if (typeof value === 'number') return checkNumber(value, schema, native);
  if (Array.isArray(value)) return checkSize(value.length, 'items', schema.minItems, schema.maxItems);
  if (isJsonObject(value))
    return checkSize(Object.keys(value).length, 'fields', schema.minProperties, schema.maxProperties);
  return undefined;
}

/** A list of bytes counts as their text in base64, as for every program in Go. */
function isBytes(value: JsonValue): boolean {
  const isByte = (each: JsonValue): boolean => Number.isInteger(each) && Number(each) >= 0 && Number(each) <= 255;
  return Array.isArray(value) && (value as readonly JsonValue[]).every(isByte);
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'an object';
  return typeof value === 'string' ? 'a string' : typeof value === 'number' ? 'a number' : 'true or false';
}

function shown(value: JsonValue): { readonly got?: JsonValue } {
  return typeof value === 'object' ? {} : { got: value };
}

/** Numbers and booleans where a string is wanted come from YAML without quotes. */
function withHint(value: JsonValue, allowed: string): string {
  const isUnquoted = allowed === 'a string' && (typeof value === 'number' || typeof value === 'boolean');
  return isUnquoted ? `${allowed}: put it in quotes` : allowed;
}

function checkText(value: string, schema: SchemaNode, native: boolean): FoundInValue | undefined {
  const { minLength, maxLength, pattern } = schema;
  const length = [...value].length;
  const size = checkSize(length, 'characters', minLength, maxLength);
  if (size !== undefined) return { ...size, got: value };
  if (pattern !== undefined && matchesPattern(pattern, value) === false) {
    return { code: 'value', what: 'does not have the form that is required', got: value, allowed: pattern };
  }
  const form = formOf(schema, native);
  const isUnset = native && value === '' && schema.type !== 'quantity';
  if (form === undefined || isUnset || form.test(value)) return undefined;
  return { code: 'value', what: 'does not have the form that is required', got: value, allowed: form.allowed };
}

function formOf({ type, format }: SchemaNode, native: boolean): TextForm | undefined {
  if (type === 'quantity') return QUANTITY_FORM;
  return format === undefined ? undefined : formOfFormat(format, native);
}

function checkSize(
  size: number,
  what: string,
  min: number | undefined,
  max: number | undefined,
): FoundInValue | undefined {
  if (size >= (min ?? 0) && size <= (max ?? Infinity)) return undefined;
  return { code: 'value', what: `has ${size} ${what}`, allowed: rangeText(min, max) };
}
