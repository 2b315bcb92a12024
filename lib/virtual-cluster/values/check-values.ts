import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Problem } from '../../values/problem';
import { ALLOWED_VALUES } from './allowed-values';
import { nearest } from '../../values/nearest';
import { OPEN_SHAPES, REQUIRED_FIELDS, SHAPES, TOP_KEYS } from './value-types';

/** Where a value is: the path as written, and with `*` for keys that are free. */
interface Place {
  readonly path: string;
  readonly pattern: string;
}

type Value = JsonValue | undefined;

const KINDS: Readonly<Record<string, (value: Value) => boolean>> = {
  any: () => true,
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
};

const WORDS: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
};

/**
 * What is wrong with values before anything is made of them: unknown keys, wrong types, missing fields, and values that
 * a field does not take.
 * @param values - the values, defaults included
 */
export function valueProblems(values: JsonObject): Problem[] {
  return [...fieldProblems(values, TOP_KEYS, { path: '', pattern: '' }, false), ...choiceProblems(values)];
}

function typeProblems(value: Value, type: string, place: Place): Problem[] {
  const inner = type.slice(1, -1);
  if (type.startsWith('[')) {
    if (!Array.isArray(value)) return [wrongType(value, 'a list', place)];
    return value.flatMap((item: JsonValue, index) => typeProblems(item, inner, below(place, `[${index}]`, '[]')));
  }
  if (type.startsWith('{')) {
    if (!isJsonObject(value)) return [wrongType(value, 'an object', place)];
    return Object.keys(value).flatMap((key) => typeProblems(value[key], inner, below(place, key, '*')));
  }
  if (type.startsWith('#')) return shapeProblems(value, type.slice(1), place);
  const kinds = type.split('|');
  if (kinds.some((kind) => KINDS[kind]?.(value))) return [];
  return [wrongType(value, kinds.map((kind) => WORDS[kind] ?? kind).join(' or '), place)];
}

function shapeProblems(value: Value, name: string, place: Place): Problem[] {
  if (!isJsonObject(value)) return [wrongType(value, 'an object', place)];
  const missing = (REQUIRED_FIELDS[name] ?? []).filter((key) => value[key] === undefined);
  return [
    ...fieldProblems(value, SHAPES[name] ?? {}, place, OPEN_SHAPES.has(name)),
    ...missing.map((key) => ({
      at: below(place, key).path,
      what: 'is missing',
      got: undefined,
      allowed: 'a value',
      fix: 'state it',
    })),
  ];
}

function fieldProblems(
  value: JsonObject,
  fields: Readonly<Record<string, string>>,
  place: Place,
  open: boolean,
): Problem[] {
  return Object.keys(value).flatMap((key) => {
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (type !== undefined) return typeProblems(value[key], type, below(place, key));
    return open ? [] : [unknownKey(key, Object.keys(fields), place)];
  });
}

function wrongType(value: Value, allowed: string, { path }: Place): Problem {
  const fix = value === null ? 'leave the key out: it has no default that null could remove' : 'correct the type';
  return { at: path, what: 'has the wrong type', got: value, allowed, fix };
}

function unknownKey(key: string, siblings: readonly string[], place: Place): Problem {
  const { path } = below(place, key);
  const like = nearest(key, siblings);
  const meant = like === undefined ? elsewhere(key) : below(place, like).path;
  const fix = meant === undefined ? 'correct or remove the key' : `did you mean ${meant}?`;
  const allowed = siblings.length === 0 ? 'no keys' : [...siblings].sort().join(', ');
  return { at: path, what: 'is not a key of the values of vCluster 0.24', got: key, allowed, fix };
}

/** Where a key of this name is known: people forget what is above it. */
function elsewhere(key: string): string | undefined {
  const paths = knownPaths().filter((path) => path.split('.').at(-1) === key);
  return paths.sort((a, b) => a.length - b.length)[0];
}

/** Paths of all fields; items of lists and keys that are free are left out. */
function knownPaths(): string[] {
  const walk = (fields: Readonly<Record<string, string>>, prefix: string): string[] =>
    Object.keys(fields).flatMap((key) => {
      const [type, path] = [fields[key] ?? '', `${prefix}${key}`];
      return type.startsWith('#') ? [path, ...walk(SHAPES[type.slice(1)] ?? {}, `${path}.`)] : [path];
    });
  return walk(TOP_KEYS, '');
}

function below({ path, pattern }: Place, key: string, kind = key): Place {
  const join = (text: string, part: string): string =>
    text === '' || part.startsWith('[') ? `${text}${part}` : `${text}.${part}`;
  return { path: join(path, key), pattern: join(pattern, kind) };
}

function choiceProblems(values: JsonObject): Problem[] {
  return Object.entries(ALLOWED_VALUES).flatMap(([pattern, allowed]) =>
    valuesAt(values, pattern.split('.'), '').flatMap(({ path, value }) => {
      const scalar = typeof value === 'string' || typeof value === 'boolean';
      if (!scalar || allowed.includes(value)) return [];
      const choices = [...new Set(allowed.map((choice) => (choice === '' ? 'an empty text' : String(choice))))];
      const like = nearest(String(value), choices);
      const fix = like === undefined ? 'choose one of them' : `did you mean ${like}?`;
      return [
        { at: path, what: 'has a value that the field does not take', got: value, allowed: choices.join(', '), fix },
      ];
    }),
  );
}

function valuesAt(value: Value, keys: readonly string[], path: string): Array<{ path: string; value: Value }> {
  const [key, ...rest] = keys;
  if (key === undefined) return [{ path, value }];
  if (!isJsonObject(value)) return [];
  const found = key === '*' ? Object.keys(value) : [key];
  return found.flatMap((name) => valuesAt(value[name], rest, path === '' ? name : `${path}.${name}`));
}
