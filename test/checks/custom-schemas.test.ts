import type { JsonObject, JsonValue } from '../../lib/values/json';
import { checkObjects } from '../../lib/checks/check';
import { matchesPattern } from '../../lib/checks/schema/go-pattern';
import { findingsOf } from './rich-objects';

const DEFINITION: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['mode', 'inner'],
                properties: {
                  mode: { type: 'string', default: 'Address' },
                  inner: {
                    type: 'object',
                    default: {},
                    required: ['size'],
                    properties: { size: { type: 'integer', default: 1 } },
                  },
                  address: { type: 'string', format: 'ipv4' },
                  range: { type: 'string', format: 'cidr' },
                  age: { type: 'string', format: 'duration' },
                  other: { type: 'string', format: 'x-unknown' },
                  list: { type: 'array', items: { type: 'string' } },
                  whole: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                },
                oneOf: [
                  { properties: { mode: { enum: ['Address'] } } },
                  { properties: { mode: { not: { enum: ['Address'] } } } },
                ],
              },
            },
          },
        },
      },
    ],
  },
};

function fields(spec: JsonObject): string[] {
  const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a', namespace: 'b' }, spec };
  return findingsOf(object, [DEFINITION]).map(({ field }) => field);
}

test('the definition itself is valid', () => expect(findingsOf(DEFINITION)).toEqual([]));

test('defaults are there before anything is required or compared', () => {
  expect(fields({})).toEqual([]);
  expect(fields({ mode: null, inner: {} })).toEqual([]);
  expect(fields({ mode: 'Name', inner: { size: 'x' } })).toEqual(['spec.inner.size']);
});

/** What is found in a field of a custom resource, by the schema of the field. */
function foundIn(schema: JsonObject, value: JsonValue, name = 'field'): string[] {
  const props = { type: 'object', properties: { spec: { type: 'object', properties: { [name]: schema } } } };
  const versions = [
    {
      name: 'v1',
      served: true,
      storage: true,
      subresources: { scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
      schema: { openAPIV3Schema: props },
    },
  ];
  const definition = { ...DEFINITION, spec: { ...(DEFINITION.spec as JsonObject), versions } };
  const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a', namespace: 'b' } };
  const found = findingsOf({ ...object, spec: { [name]: value } }, [definition]);
  return found.map(({ severity, field }) => `${severity} ${field.replace(/^spec\.field/, '')}`.trim());
}

const NULLABLE = { type: 'object', properties: { a: { type: 'string', nullable: true }, b: { type: 'string' } } };
const EMBEDDED = {
  type: 'object',
  'x-kubernetes-embedded-resource': true,
  'x-kubernetes-preserve-unknown-fields': true,
};
const [WIDE, HUGE] = [2 ** 40, 1e30];

test.each<readonly [name: string, schema: JsonObject, value: JsonValue, found: readonly string[]]>([
  ['a number with a format of whole numbers', { type: 'number', format: 'int32' }, WIDE, []],
  ['the greatest number of 64 bits, as JavaScript reads it', { type: 'integer', format: 'int64' }, 2 ** 63, []],
  ['64 bits, without a format', { type: 'integer' }, HUGE, ['error']],
  ['64 bits, or a string', { 'x-kubernetes-int-or-string': true }, HUGE, ['error']],
  [
    'the form of a string beside numbers',
    { 'x-kubernetes-int-or-string': true, pattern: '^[0-9]+s?$' },
    'x',
    ['error'],
  ],
  ['a number beside strings of a form', { 'x-kubernetes-int-or-string': true, pattern: '^[0-9]+s$' }, 5, []],
  ['any number', { type: 'number', format: 'int64' }, HUGE, []],
  ['a multiple', { type: 'number', multipleOf: 0.1 }, 0.3, []],
  ['a multiple, nearly', { type: 'number', multipleOf: 0.1 }, 0.35, ['error']],
  ['a multiple of the whole part', { type: 'number', multipleOf: 2.5 }, 5, ['error']],
  ['null that is required', { ...NULLABLE, required: ['a'] }, { a: null }, []],
  ['null that is not one', { ...NULLABLE, required: ['b'] }, { b: null }, ['error .b']],
  ['null in a branch', { ...NULLABLE, anyOf: [{ required: ['a'] }] }, { a: null }, []],
  ['null that is dropped from a branch', { ...NULLABLE, anyOf: [{ required: ['b'] }] }, { b: null }, ['error']],
  ['null that counts', { ...NULLABLE, maxProperties: 0 }, { a: null }, ['error']],
  ['null that does not count', { ...NULLABLE, minProperties: 1 }, { b: null }, ['error']],
  [
    'a map of null',
    { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } },
    { a: null },
    ['error'],
  ],
  ['null in a list', { type: 'array', items: { ...NULLABLE, minProperties: 1 } }, [{ b: null }], ['error [0]']],
  ['null beside other values', { type: 'string', nullable: true, enum: ['a'] }, null, ['error']],
  ['has() of null', { ...NULLABLE, 'x-kubernetes-validations': [{ rule: '!has(self.a)' }] }, { a: null }, []],
  ['a month without that day', { type: 'string', format: 'date' }, '2023-02-29', ['error']],
  ['a leap day', { type: 'string', format: 'date-time' }, '2024-02-29T00:00:00Z', []],
  ['a format without its dash', { type: 'string', format: 'datetime' }, '2024-02-30T00:00:00Z', ['error']],
  ['zeroes in an address', { type: 'string', format: 'ipv4' }, '01.2.3.4', []],
  ['an address of both families', { type: 'string', format: 'ipv4' }, '::ffff:1.2.3.4', []],
  ['zeroes in a range', { type: 'string', format: 'cidr' }, '010.0.0.0/08', ['error']],
  ['a duration of ISO 8601', { type: 'string', format: 'duration' }, 'P1D', []],
  ['a duration in years', { type: 'string', format: 'duration' }, '1y', ['error']],
  ['a duration in words', { type: 'string', format: 'duration' }, '2 weeks', []],
  ['a port in letters', { type: 'string', format: 'uri' }, 'http://a:b', ['error']],
  ['a space in a path', { type: 'string', format: 'uri' }, '/a b', []],
  ['a dot before @', { type: 'string', format: 'email' }, 'a.@example.com', ['error']],
  ['a name before the address', { type: 'string', format: 'email' }, 'A B <a@example.com>', []],
  ['quotes in an address', { type: 'string', format: 'email' }, '"a b"@example.com', []],
  ['line breaks in base64', { type: 'string', format: 'byte' }, 'YQ==\n', ['error']],
  ['a UUID of another version', { type: 'string', format: 'uuid4' }, '123e4567-e89b-12d3-a456-426614174000', ['error']],
  ['a colour', { type: 'string', format: 'rgbcolor' }, 'rgb(1, 20, 255)', []],
  ['a whole object', EMBEDDED, { apiVersion: 'a/b', kind: 'A-b', metadata: { name: 'A_', labels: { a: 'b' } } }, []],
  ['slashes in a version', EMBEDDED, { apiVersion: 'a/b/c', kind: 'A' }, ['error .apiVersion']],
  ['numbers for a kind', EMBEDDED, { apiVersion: 1, kind: 2 }, ['error .apiVersion', 'error .kind']],
  [
    'inner metadata',
    EMBEDDED,
    {
      apiVersion: 'v1',
      kind: 'A',
      metadata: {
        name: 'a/b',
        namespace: 'a.b',
        labels: { 'a b': '', c: '-' },
        annotations: { 'a b': '' },
        generation: -1,
      },
    },
    [
      'error .metadata.annotations["a b"]',
      'error .metadata.generation',
      'error .metadata.labels.c',
      'error .metadata.labels["a b"]',
      'error .metadata.name',
      'error .metadata.namespace',
    ],
  ],
])('of a custom resource: %s', (_, schema, value, found) => {
  expect(foundIn(schema, value).sort()).toEqual(found);
});

test.each([-1, 2 ** 31])('%d is no number of replicas', (replicas) => {
  expect(foundIn({ type: 'integer' }, replicas, 'replicas')).toEqual(['error spec.replicas']);
  expect(foundIn({ type: 'integer' }, replicas)).toEqual([]);
});

test('of two definitions of a kind, one takes the object', () => {
  const withFields = (properties: JsonObject): JsonObject => {
    const schema = { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } } };
    const versions = [{ name: 'v1', served: true, storage: true, schema }];
    return { ...DEFINITION, spec: { ...(DEFINITION.spec as JsonObject), versions } };
  };
  const rule = [{ rule: "self == 'a'", message: 'is not a' }];
  const definitions = [
    withFields({ old: { type: 'string' }, both: { type: 'string', 'x-kubernetes-validations': rule } }),
    withFields({ new: { type: 'string' }, both: { type: 'string' } }),
  ];
  const found = (spec: JsonObject, given = definitions): string[] =>
    findingsOf(
      { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a', namespace: 'b' }, spec },
      given,
    ).map(({ rule: name, field }) => `${name} ${field}`);
  expect([found({ old: 'x' }), found({ new: 'x' }), found({ both: 'b' })]).toEqual([[], [], []]);
  expect(found({ old: 'x', both: 'b' })).toEqual(['cel-rule spec.both']);
  expect(found({ old: 'x', new: 5 })).toEqual(['unknown-field spec.new']);
});

test('a number that does not fit in the bits of its format is stored, and not read by programs', () => {
  const severities = (size: number): string[] => foundIn({ type: 'integer', format: 'int32' }, size);
  expect([severities(2 ** 31 - 1), severities(2 ** 31), severities(2 ** 40)]).toEqual([[], ['warning'], ['warning']]);
});

test.each([
  ['address', '10.0.0.1', '10.0.0.256'],
  ['range', 'fd00::/8', 'fd00::'],
  ['age', '1h30m', 'soon'],
  ['other', 'anything', undefined],
])('the format of %s is compared', (name, good, bad) => {
  expect(fields({ [name]: good })).toEqual([]);
  if (bad !== undefined) expect(fields({ [name]: bad })).toEqual([`spec.${name}`]);
});

test('a whole object has apiVersion and kind, and lists have no null', () => {
  expect(fields({ whole: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, more: 1 } })).toEqual([]);
  expect(fields({ whole: { kind: 'A b' } })).toEqual(['spec.whole.apiVersion', 'spec.whole.kind']);
  expect(fields({ list: ['a', null] })).toEqual(['spec.list[1]']);
});

test('a new kind in an old version of its group is not the kind that went', () => {
  const object = (kind: string): JsonObject => ({
    apiVersion: 'coordination.k8s.io/v1beta1',
    kind,
    metadata: { name: 'a', namespace: 'b' },
  });
  const rules = (kind: string): string[] => findingsOf(object(kind), [], 34).map(({ rule }) => rule);
  expect(rules('Lease')).toEqual(['removed-api']);
  expect(rules('LeaseCandidate')).not.toContain('removed-api');
});

const PATTERNS: ReadonlyArray<readonly [pattern: string, good: string, bad: string]> = [
  ['^a\\z', 'a', 'az'],
  ['^[[:digit:]]+$', '12', 'a'],
  ['(?i)^a$', 'A', 'b'],
  ['^(?P<name>a)\\-$', 'a-', 'a'],
  ['^\\pL$', 'ä', '1'],
];

test.each(PATTERNS)('the pattern %s is one of Go', (pattern, good, bad) => {
  expect(matchesPattern(pattern, good)).toBe(true);
  expect(matchesPattern(pattern, bad)).toBe(false);
});

test('a pattern that JavaScript reads in another way, or takes too long for, refuses nothing', () => {
  expect(matchesPattern('^\\Qa\\E$', 'b')).toBeUndefined();
  const before = process.cpuUsage();
  expect(matchesPattern('^(a+)+$', `${'a'.repeat(64)}!`)).toBeUndefined();
  expect(matchesPattern('^(a+)+$', `${'a'.repeat(65)}!`)).toBeUndefined();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(5);
});

test('the scope of a well-known kind is that of its well-known versions', () => {
  const definition = (version: string): JsonObject => ({
    apiVersion: `core.oam.dev/${version}`,
    kind: 'TraitDefinition',
    metadata: { name: 'scaler', namespace: 'vela-system' },
    spec: { definitionRef: { name: 'scalers.example.com' } },
  });
  const rules = (version: string): string[] => {
    const source = { file: 'a.yaml', document: 0, item: [], object: definition(version), root: '', apart: false };
    return checkObjects([source], { minors: { oldest: 28, newest: 28 } }).map(({ rule }) => rule);
  };
  expect(rules('v1alpha2')).toEqual(['dropped-field']);
  expect(rules('v1beta1')).toEqual(['unknown-kind']);
});
