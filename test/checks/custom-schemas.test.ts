import type { JsonObject } from '../../lib/values/json';
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
