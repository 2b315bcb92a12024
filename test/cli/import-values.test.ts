/** @batch compiler */
import * as fc from 'fast-check';
import { typedValues } from '../../lib/cli/import/typed-values';
import { VALUE_PATHS } from '../../lib/cli/import/value-paths';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/values/json';
import { cli, Folder } from './cli';
import { statedBy } from './import-programs';
import { compilerMessages } from '../support/programs';
import { sample } from '../support/sample';

const folder = new Folder();
afterAll(() => folder.remove());

const paths = {
  grafana: [
    'a.b: string',
    'a.many[].name: string',
    'a.any.*',
    'a."x.y"{}: number | string',
    "mode: 'on' | 'off'",
    'free',
    'list[].port!: number',
    'list[].name: string',
  ],
};

describe('typed values', () => {
  test.each<[JsonObject]>([
    [{ a: { b: 'text' } }],
    [{ a: { many: [{ name: 'one' }, {}] } }],
    [{ a: { many: [] } }],
    [{ a: { any: { deep: [null, { x: 1 }] } } }],
    [{ a: { 'x.y': { 'some key': 1, __other__: '2' } } }],
    [{ mode: 'on', free: true }],
    [{ list: [{ port: 1 }, { port: 2, name: 'two' }] }],
  ])('%j', (values) => {
    expect(typedValues('grafana', values, paths)).toEqual(values);
  });

  test.each<[JsonObject]>([
    [{}],
    [{ unknown: 1 }],
    [{ a: 'text' }],
    [{ a: { b: 1 } }],
    [{ a: { b: null } }],
    [{ a: { b: { c: 1 } } }],
    [{ a: { many: { name: 'one' } } }],
    [{ a: { many: [{ other: 'one' }] } }],
    [{ a: { 'x.y': { key: true } } }],
    [{ mode: 'auto' }],
    [{ list: [{ port: 1 }, { name: 'one' }] }],
    [{ constructor: 'x' }],
    [JSON.parse('{"__proto__": {"b": "text"}}') as JsonObject],
  ])('without a type: %j', (values) => {
    expect(typedValues('grafana', values, paths)).toBeUndefined();
  });

  test('of a component that has none', () => {
    expect(typedValues('velero', { a: 1 }, paths)).toBeUndefined();
    expect(typedValues('__proto__', { a: 1 }, paths)).toBeUndefined();
  });

  test('of Istio, without what the option adds', () => {
    const document = { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' };
    const istio = { istio: ['spec.x: number'] };
    expect(typedValues('istio', { ...document, spec: { x: 1 } }, istio)).toEqual({ spec: { x: 1 } });
    expect(typedValues('istio', { spec: { x: 1 } }, istio)).toBeUndefined();
    expect(typedValues('istio', document, istio)).toBeUndefined();
  });
});

/** A value that has just one leaf, and what its objects must have. */
function valueAt(path: string, known: readonly string[]): JsonObject {
  const objects = [...path.matchAll(/[.\]}]/g)].map(({ index }) => path.slice(0, index + 1));
  const isNeeded = (other: string): boolean => {
    const parent = objects.find(
      (start) => other.startsWith(start) && /^\.?[^.:[\]{}]+!: /.test(other.slice(start.length)),
    );
    return other !== path && parent !== undefined;
  };
  return [path, ...known.filter(isNeeded)].map(leafAt).reduce((all, one) => merged(all, one) as JsonObject);
}

function merged(first: JsonValue | undefined, second: JsonValue): JsonValue {
  if (Array.isArray(first) && Array.isArray(second)) return [merged(first[0], second[0])];
  if (!isJsonObject(first) || !isJsonObject(second)) return second;
  const entries = Object.entries(second).map(([key, value]) => [key, merged(first[key], value ?? null)] as const);
  return { ...first, ...Object.fromEntries(entries) };
}

function leafAt(path: string): JsonObject {
  const [, where = '', types = ''] = /^((?:"[^"]*"|[^":])*)(?:: (.*))?$/.exec(path) ?? [];
  const steps = [...where.matchAll(/"([^"]*)"|\[\]|\{\}|\*|([^.![\]{}"*]+)/g)];
  return steps.reduceRight<JsonValue>(
    (inner, [step, quoted, key]) => {
      if (step === '[]') return [inner];
      if (step === '{}') return { 'some/key': inner };
      return step === '*' ? { free: [inner] } : { [quoted ?? key ?? '']: inner };
    },
    leafOf(types.split(' | ')[0]),
  ) as JsonObject;
}

function leafOf(type: string | undefined): JsonValue {
  if (type === 'number') return 3;
  if (type === 'boolean') return true;
  if (type === undefined || type === 'string' || type === '') return 'text';
  return type.startsWith("'") ? type.slice(1, -1) : (JSON.parse(type) as JsonValue);
}

test('every typed path is written as the option values, and compiles', async () => {
  const programs = new Map<string, string>();
  for (const [component, known] of sample(Object.entries(VALUE_PATHS), 1)) {
    const documents = known.map((path, index) => {
      const document = component === 'istio' ? { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator' } : {};
      const overrides = [{ values: { ...document, ...valueAt(path, known) } }];
      const components =
        component === 'keycloak.mysql' ? { keycloak: { mysql: { overrides } } } : { [component]: { overrides } };
      const metadata = { name: `vz-${index}` };
      return {
        apiVersion: 'install.verrazzano.io/v1beta1',
        kind: 'Verrazzano',
        metadata,
        spec: { profile: 'dev', components },
      };
    });
    const file = folder.write(`${component}.json`, JSON.stringify({ kind: 'List', items: documents }));
    const { code, out } = await cli(['import', file]);
    expect({ component, code }).toEqual({ component, code: 0 });
    expect(out).not.toContain('Override');
    expect(out).not.toContain('patch:');
    expect(statedBy(out).map(({ spec }) => spec.components)).toEqual(documents.map(({ spec }) => spec.components));
    programs.set(`${component}.ts`, out);
  }
  expect(programs.size).toBeGreaterThan(0);
  expect(compilerMessages(programs)).toEqual([]);
}, 60_000);

test('values that a prototype would swallow stay values', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const given = { a: { any: value as JsonValue } };
      expect(typedValues('grafana', given, paths)).toEqual(isJsonObject(given) ? given : undefined);
    }),
  );
});
