import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { CUSTOM_FORMATS, NATIVE_FORMATS, type TextForm } from './formats';
import { matchesPattern } from './go-pattern';
import type { SchemaNode, SchemaType } from './schema-node';
import type { SchemaProblem } from './schema-problem';

type Found = Omit<SchemaProblem, 'path'>;

const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+(?:\.\d*)?)?$/;

const QUANTITY_FORM: TextForm = {
  allowed: 'a quantity such as 500m, 2 or 1Gi',
  test: (value) => QUANTITY.test(value.trim()),
};

/** Whole numbers beside strings are those of 32 bits. Source: apimachinery, `pkg/util/intstr`. */
const INT_32: SchemaNode = { format: 'int32' };

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
export function checkValue(value: JsonValue, schema: SchemaNode, native: boolean): Found | undefined {
  const { type } = schema;
  if (type !== undefined) {
    const [allowed, is] = TYPES[type];
    if (!is(value))
      return { code: 'type', what: `is ${kindOf(value)}`, ...shown(value), allowed: withHint(value, allowed) };
  }
  const isEnum =
    schema.enum === undefined || schema.enum.some((each) => JSON.stringify(each) === JSON.stringify(value));
  if (!isEnum && !(native && value === '')) {
    const allowed = (schema.enum ?? []).map((each) => JSON.stringify(each)).join(', ');
    return { code: 'value', what: 'is not one of the allowed values', got: value, allowed };
  }
  if (typeof value === 'string') return checkText(value, schema, native);
  if (typeof value === 'number') return checkNumber(value, native && type === 'int-or-string' ? INT_32 : schema);
  if (Array.isArray(value)) return checkSize(value.length, 'items', schema.minItems, schema.maxItems);
  if (isJsonObject(value))
    return checkSize(Object.keys(value).length, 'fields', schema.minProperties, schema.maxProperties);
  return undefined;
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

function checkText(value: string, schema: SchemaNode, native: boolean): Found | undefined {
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
  const forms = native ? NATIVE_FORMATS : CUSTOM_FORMATS;
  return format !== undefined && Object.hasOwn(forms, format) ? forms[format] : undefined;
}

function checkNumber(value: number, schema: SchemaNode): Found | undefined {
  const { minimum, maximum, multipleOf, format } = schema;
  if (!isInRange(value, schema)) {
    return { code: 'value', what: 'is out of range', got: value, allowed: rangeText(minimum, maximum) };
  }
  const bits = format === 'int32' ? 31 : format === 'int64' ? 63 : undefined;
  if (bits !== undefined && (value < -(2 ** bits) || value >= 2 ** bits)) {
    return { code: 'value', what: `does not fit in ${bits + 1} bits`, got: value };
  }
  if (multipleOf !== undefined && multipleOf > 0 && !Number.isInteger(value / multipleOf)) {
    return { code: 'value', what: 'is not allowed', got: value, allowed: `multiples of ${multipleOf}` };
  }
  return undefined;
}

function isInRange(value: number, { minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaNode): boolean {
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum === true && value === minimum))) return false;
  return maximum === undefined || value < maximum || (value === maximum && exclusiveMaximum !== true);
}

function checkSize(size: number, what: string, min: number | undefined, max: number | undefined): Found | undefined {
  if (size >= (min ?? 0) && size <= (max ?? Infinity)) return undefined;
  return { code: 'value', what: `has ${size} ${what}`, allowed: rangeText(min, max) };
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
