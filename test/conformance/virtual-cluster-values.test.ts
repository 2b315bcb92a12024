import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/values/json';
import { ALLOWED_VALUES } from '../../lib/virtual-cluster/values/allowed-values';
import { DEFAULT_VALUES } from '../../lib/virtual-cluster/values/default-values';
import { SHAPES, TOP_KEYS } from '../../lib/virtual-cluster/values/value-types';
import { describeShared, sharedPath } from '../support/shared';

interface Field {
  readonly path: string;
  readonly type: string;
  readonly default?: JsonValue;
  readonly items?: string;
  readonly values?: string;
  readonly allowed?: readonly JsonValue[];
}

/** The type of a path; `free` below a field whose content is free, undefined where there is no such path. */
function typeAt(path: string): string | undefined {
  const keys = path.replaceAll('[]', '.[]').split('.');
  let [type, fields]: [string, Readonly<Record<string, string>>] = ['', TOP_KEYS];
  for (const key of keys) {
    if (/^(any|\{any\})$/.test(type)) return 'free';
    if (key === '[]' || (key === '*' && type.startsWith('{'))) type = type.slice(1, -1);
    else type = (type === '' ? fields : (SHAPES[type.slice(1)] ?? {}))[key] ?? '';
    if (type === '') return undefined;
    fields = {};
  }
  return type;
}

function valueAt(values: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = values;
  for (const key of path.split('.')) value = isJsonObject(value) ? value[key] : undefined;
  return value;
}

const WORDS: Readonly<Record<string, RegExp>> = {
  array: /^\[/,
  object: /^[{#]|^any$/,
  string: /^string$/,
  boolean: /^boolean$/,
  integer: /^integer$/,
  number: /^number$/,
  'string|boolean': /^string\|boolean$/,
};

describeShared('values of vCluster 0.24.2', () => {
  const { fields } = JSON.parse(readFileSync(sharedPath('upstream', 'vcluster', 'values-fields.json'), 'utf8')) as {
    fields: readonly Field[];
  };

  test('every path is known, with its type', () => {
    const wrong = fields.filter(({ path, type }) => {
      const known = typeAt(path);
      return known === undefined || !(known === 'free' || type.startsWith('free') || WORDS[type]?.test(known));
    });
    expect(wrong.map(({ path, type }) => `${path}: ${type}, known as ${typeAt(path)}`)).toEqual([]);
    expect(fields.length).toBeGreaterThan(300);
  });

  test('every default', () => {
    const stated = fields.filter(
      (field) => field.default !== undefined && field.default !== null && !/[[*]/.test(field.path),
    );
    const wrong = stated.filter(
      (field) => JSON.stringify(valueAt(DEFAULT_VALUES, field.path)) !== JSON.stringify(field.default),
    );
    const differs = wrong.filter(({ path, default: other }) => !sameObject(valueAt(DEFAULT_VALUES, path), other));
    expect(differs.map(({ path }) => path)).toEqual([]);
    expect(stated.length).toBeGreaterThan(200);
  });

  test('every field that takes a few values', () => {
    const limited = fields.filter(({ allowed }) => allowed !== undefined);
    expect(
      limited
        .filter(({ path, allowed }) => !sameObject([...(ALLOWED_VALUES[path] ?? [])], allowed))
        .map(({ path }) => path),
    ).toEqual([]);
    expect(limited.length).toBeGreaterThan(10);
  });
});

function sameObject(a: unknown, b: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([k, v]) => [k, sorted(v)]),
          )
        : value;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
