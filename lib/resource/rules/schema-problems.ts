import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { API_VERSIONS } from '../merge/api-version';
import type { VerrazzanoResource } from '../merge';
import type { Field, ObjectField, ScalarField } from '../merge/field';
import type { SchemaFinding } from './types';

/** As the schema of int-or-string quantities has it. */
const QUANTITY =
  /^[+-]?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$/;
const AGE = { pattern: /^[0-9]+(d|h|m|s|ms|micros|nanos)$/, allowed: 'digits and d, h, m, s, ms, micros or nanos' };
const SIZE = { pattern: /^[0-9]+(b|kb|mb|gb|tb|pb)$/, allowed: 'digits and b, kb, mb, gb, tb or pb' };

/** Texts with a pattern, by the end of their path. */
const PATTERNS: readonly (readonly [RegExp, { readonly pattern: RegExp; readonly allowed: string }])[] = [
  [/\.policies\[\d+\]\.minIndexAge$/, AGE],
  [/\.policies\[\d+\]\.rollover\.minIndexAge$/, AGE],
  [/\.policies\[\d+\]\.rollover\.minSize$/, SIZE],
];
const INT64 = /\.(?:minDocCount|expirationSeconds)$/;
const TOP_LEVEL = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/**
 * Everything in `spec` that the schema of the resource refuses. Known members that are null count as absent.
 *
 * Source: schema of the CustomResourceDefinition verrazzanos.install.verrazzano.io at v1.7.2.
 */
export function schemaProblems(resource: VerrazzanoResource): readonly SchemaFinding[] {
  const api = API_VERSIONS.get(resource.apiVersion);
  if (api === undefined) return [];
  const found: SchemaFinding[] = Object.keys(resource)
    .filter((key) => !TOP_LEVEL.includes(key))
    .map((key) => unknown(key, key, TOP_LEVEL));
  const { spec } = resource as { readonly spec?: JsonValue };
  if (spec !== undefined && spec !== null) check(spec, api.spec, 'spec', found);
  return found;
}

function check(value: JsonValue, field: Field, path: string, found: SchemaFinding[]): void {
  if (field.kind === 'object') {
    if (isJsonObject(value)) checkObject(value, field, path, found);
    else found.push(wrongType(value, path, 'an object'));
  } else if (field.kind === 'list') {
    if (isJsonList(value)) value.forEach((item, i) => check(item, field.items, `${path}[${i}]`, found));
    else found.push(wrongType(value, path, 'a list'));
  } else if (field.kind === 'map') {
    if (!isJsonObject(value)) found.push(wrongType(value, path, 'an object'));
    else for (const [key, member] of given(value)) check(member, field.values, `${path}.${key}`, found);
  } else {
    checkScalar(value, field, path, found);
  }
}

function checkObject(value: JsonObject, field: ObjectField, path: string, found: SchemaFinding[]): void {
  if (field.anyMembers) return;
  const names = Object.keys(field.fields);
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const known = Object.prototype.hasOwnProperty.call(field.fields, key) ? field.fields[key] : undefined;
    if (known === undefined) found.push(unknown(key, `${path}.${key}`, names));
    else if (member !== null) check(member, known, `${path}.${key}`, found);
  }
  for (const [name, member] of Object.entries(field.fields)) {
    if (!isRequired(member) || (ownMember(value, name) ?? undefined) !== undefined) continue;
    const [message, fix] = [`${name} is required here and missing`, `add ${name}, or remove ${path}`];
    found.push({ rule: 'required', path: `${path}.${name}`, message, fix });
  }
}

/** What Go writes even when empty is what the schema requires, apart from structs and the struct behind a port. */
function isRequired(field: Field): boolean {
  if (field.required) return true;
  return field.presence === 'always' && ['text', 'flag', 'integer'].includes(field.kind);
}

function given(value: JsonObject): [string, JsonValue][] {
  return Object.entries(value).flatMap(([key, member]): [string, JsonValue][] =>
    member === undefined || member === null ? [] : [[key, member]],
  );
}

const IS: Record<ScalarField['kind'], readonly [string, (value: JsonValue) => boolean]> = {
  text: ['text', (value) => typeof value === 'string'],
  flag: ['true or false', (value) => typeof value === 'boolean'],
  integer: ['a whole number', (value) => Number.isInteger(value)],
  intOrText: ['a whole number or text', (value) => Number.isInteger(value) || typeof value === 'string'],
  quantity: ['a quantity such as 500m, 2Gi or 50G', (value) => Number.isInteger(value) || typeof value === 'string'],
  open: ['an object', isJsonObject],
  json: ['anything', () => true],
};

function checkScalar(value: JsonValue, field: ScalarField, path: string, found: SchemaFinding[]): void {
  const [allowed, is] = IS[field.kind];
  if (!is(value)) found.push(wrongType(value, path, allowed));
  else if (field.kind === 'integer' && typeof value === 'number') checkRange(value, path, found);
  else if (field.kind === 'quantity' && typeof value === 'string' && (value.length > 200 || !QUANTITY.test(value))) {
    found.push({
      rule: 'quantity',
      path,
      value,
      message: `is not a quantity; allowed ${allowed}`,
      fix: 'correct the value',
    });
  } else if (typeof value === 'string') checkPattern(value, path, found);
}

function checkRange(value: number, path: string, found: SchemaFinding[]): void {
  const [bits, limit] = INT64.test(path) ? [64, 2 ** 63] : [32, 2 ** 31];
  if (value >= -limit && value < limit) return;
  found.push({ rule: 'int32', path, value, message: `does not fit in ${bits} bits`, fix: 'use a smaller number' });
}

function checkPattern(value: string, path: string, found: SchemaFinding[]): void {
  const form = PATTERNS.find(([end]) => end.test(path))?.[1];
  if (form === undefined || form.pattern.test(value)) return;
  found.push({
    rule: 'pattern',
    path,
    value,
    message: `has the wrong form; allowed ${form.allowed}`,
    fix: 'correct the value',
  });
}

function wrongType(value: JsonValue, path: string, allowed: string): SchemaFinding {
  return {
    rule: 'type',
    path,
    value,
    message: `is of the wrong type; allowed ${allowed}`,
    fix: 'correct or remove the value',
  };
}

function unknown(key: string, path: string, names: readonly string[]): SchemaFinding {
  const allowed = [...names].sort().join(', ');
  const fix = 'remove it or correct its name; without strict validation the API server drops it';
  return { rule: 'unknown-field', path, value: key, message: `is an unknown field; allowed ${allowed}`, fix };
}
