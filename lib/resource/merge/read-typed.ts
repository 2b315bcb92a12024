import type { Field, ListField, MapField, ObjectField, ScalarField } from './field';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { copyJson, jsonObject } from './json';
import type { MergeProblems } from './merge-error';
import { withoutNulls } from './nulls';
import { canonicalQuantity } from '../../values/canonical-quantity';

/**
 * `value` as the platform operator writes it after reading it into its Go types: unknown fields and nulls are gone, plain
 * structs are written even if they were not given, quantities are canonical, keys are in order. The input is not touched, and
 * nothing of the output is shared with it.
 *
 * @param value - the object to read; missing or null is an empty one
 * @param field - what it should be
 * @param path - where it is, for messages
 * @param problems - receives every value of a wrong type
 */
export function readTyped(
  value: JsonValue | undefined,
  field: ObjectField,
  path: string,
  problems: MergeProblems,
): JsonObject {
  return readObject(value ?? {}, field, path, problems);
}

function read(
  value: JsonValue | undefined,
  field: Field,
  path: string,
  problems: MergeProblems,
): JsonValue | undefined {
  if (value === undefined || value === null) {
    return field.presence === 'always' ? readGiven(emptyValue(field), field, path, problems) : undefined;
  }
  const result = readGiven(value, field, path, problems);
  return field.presence === 'nonZero' && isEmpty(result) ? undefined : result;
}

function readGiven(value: JsonValue, field: Field, path: string, problems: MergeProblems): JsonValue {
  switch (field.kind) {
    case 'object':
      return readObject(value, field, path, problems);
    case 'map':
      return readMap(value, field, path, problems);
    case 'list':
      return readList(value, field, path, problems);
    default:
      return readScalar(value, field, path, problems);
  }
}

function readList(value: JsonValue, field: ListField, path: string, problems: MergeProblems): JsonValue {
  if (isJsonList(value)) return value.map((item, i) => read(item, field.items, `${path}[${i}]`, problems) ?? null);
  reportType(value, 'a list', path, problems);
  return [];
}

function readObject(value: JsonValue, field: ObjectField, path: string, problems: MergeProblems): JsonObject {
  if (!isJsonObject(value)) {
    reportType(value, 'an object', path, problems);
    return {};
  }
  const members = Object.entries(field.fields).filter(
    ([name, { presence }]) => presence === 'always' || (ownMember(value, name) ?? null) !== null,
  );
  return jsonObject(
    members.map(([name, member]) => [name, read(ownMember(value, name), member, `${path}.${name}`, problems)]),
  );
}

function readMap(value: JsonValue, field: MapField, path: string, problems: MergeProblems): JsonObject {
  if (!isJsonObject(value)) {
    reportType(value, 'an object', path, problems);
    return {};
  }
  return jsonObject(
    Object.entries(value).map(([key, member]) => [
      key,
      member === undefined ? undefined : read(member, field.values, `${path}.${key}`, problems),
    ]),
  );
}

/** How a scalar is read: the allowed values in words, and the value, or undefined if it is not allowed. */
interface Reader {
  readonly allowed: string;
  readonly read: (value: JsonValue) => JsonValue | undefined;
}

const READERS: Record<ScalarField['kind'], Reader> = {
  text: { allowed: 'a string', read: (value) => (typeof value === 'string' ? value : undefined) },
  flag: { allowed: 'true, false', read: (value) => (typeof value === 'boolean' ? value : undefined) },
  integer: { allowed: 'a whole number', read: (value) => (isWhole(value) ? value : undefined) },
  intOrText: {
    allowed: 'a whole number or a string',
    read: (value) => (isWhole(value) || typeof value === 'string' ? value : undefined),
  },
  quantity: { allowed: 'a quantity such as 500m, 2Gi or 50G', read: readQuantity },
  open: { allowed: 'an object', read: (value) => (isJsonObject(value) ? copyJson(withoutNulls(value)) : undefined) },
  json: { allowed: 'anything', read: copyJson },
};

function readScalar(value: JsonValue, field: ScalarField, path: string, problems: MergeProblems): JsonValue {
  const { allowed, read: reader } = READERS[field.kind];
  const result = reader(value);
  if (result !== undefined) return result;
  reportType(value, allowed, path, problems);
  return emptyValue(field);
}

function readQuantity(value: JsonValue): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(String(value)) : undefined;
}

function isWhole(value: JsonValue): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function reportType(value: JsonValue, allowed: string, path: string, problems: MergeProblems): void {
  const got = isJsonList(value) ? 'a list' : isJsonObject(value) ? 'an object' : value;
  problems.add({ at: path, what: 'is of the wrong type', got, allowed, fix: 'correct the value or remove the field' });
}

const EMPTY_VALUES = {
  text: '',
  flag: false,
  integer: 0,
  intOrText: 0,
  quantity: '0',
  json: null,
  open: {},
  object: {},
  map: {},
  list: [],
} as const;

function emptyValue(field: Field): JsonValue {
  return EMPTY_VALUES[field.kind];
}

function isEmpty(value: JsonValue): boolean {
  if (isJsonList(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === false || value === 0;
}
