import type { JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';

/**
 * What a value of a schema is: a scalar, one of a list of strings, a list of something, a map of something, or an object with these
 * fields and no others. `any` is a part of a schema that nothing here reads.
 */
export type Shape =
  | 'any'
  | 'boolean'
  | 'integer'
  | 'string'
  | { readonly oneOf: readonly string[] }
  | { readonly each: Shape }
  | { readonly values: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** How the fields of an object differ from their schema. */
export interface SchemaDifferences {
  /** Values that the API server refuses: of another type, or not one of the allowed strings. */
  readonly invalid: readonly string[];
  /** Fields that the schema does not have. The API server drops them; kubectl refuses them unless told otherwise. */
  readonly unknown: readonly string[];
}

interface Collected {
  readonly invalid: string[];
  readonly unknown: string[];
}

/**
 * Compares a value with its schema as an API server does.
 * @param shape - the schema
 * @param value - the value; undefined has no differences
 * @param path - where the value is, such as `spec`
 */
export function compareWithShape(shape: Shape, value: JsonValue | undefined, path: string): SchemaDifferences {
  const found: Collected = { invalid: [], unknown: [] };
  visit(shape, value, path, found);
  return found;
}

function visit(shape: Shape, value: JsonValue | undefined, path: string, found: Collected): void {
  if (shape === 'any' || value === undefined) return;
  const expected = expectedType(shape);
  if (!expected.fits(value)) {
    found.invalid.push(`${path} is not ${expected.name}; got ${shown(value)}${allowedTexts(shape)}`);
    return;
  }
  if (typeof shape === 'string' || 'oneOf' in shape) return;
  if ('each' in shape) {
    (value as readonly JsonValue[]).forEach((item, index) => visit(shape.each, item, `${path}[${index}]`, found));
    return;
  }
  for (const [key, member] of Object.entries(isJsonObject(value) ? value : {})) {
    const at = /^[A-Za-z0-9_]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
    const field = 'values' in shape ? shape.values : Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (field !== undefined) visit(field, member, at, found);
    else if ('fields' in shape)
      found.unknown.push(`${at} is an unknown field; allowed ${Object.keys(shape.fields).join(', ')}`);
  }
}

interface Expected {
  readonly name: string;
  readonly fits: (value: JsonValue) => boolean;
}

const SCALARS: Readonly<Record<'boolean' | 'integer' | 'string', Expected>> = {
  boolean: { name: 'true or false', fits: (value) => typeof value === 'boolean' },
  integer: { name: 'an integer', fits: (value) => Number.isInteger(value) },
  string: { name: 'a string', fits: (value) => typeof value === 'string' },
};

function expectedType(shape: Exclude<Shape, 'any'>): Expected {
  if (typeof shape === 'string') return SCALARS[shape];
  if ('each' in shape) return { name: 'a list', fits: Array.isArray };
  if ('oneOf' in shape)
    return { name: 'one of the allowed values', fits: (value) => shape.oneOf.some((one) => one === value) };
  return { name: 'an object', fits: isJsonObject };
}

function allowedTexts(shape: Shape): string {
  return typeof shape === 'object' && 'oneOf' in shape ? `; allowed ${shape.oneOf.join(', ')}` : '';
}

/** Enough of a value to find it again. */
function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
