import { RuleEvaluator, type RuleResults } from '../../../lib/checks/cel/evaluate-rules';
import { schemaOf } from '../../../lib/checks/schema/openapi';
import type { JsonObject, JsonValue } from '../../../lib/values/json';
import { CEL_CASES, TRANSITION } from '../cel-cases';

function evaluate(value: JsonValue, schema: JsonObject, rules: readonly JsonObject[]): RuleResults {
  const own = { ...schema, 'x-kubernetes-validations': rules };
  return new RuleEvaluator().evaluate({ spec: value }, schemaOf({ type: 'object', properties: { spec: own } }));
}

test.each(CEL_CASES.map((each) => [each.rule, each] as const))('%s', (_, { rule, schema, good, bad }) => {
  for (const value of good) expect(evaluate(value, schema, [{ rule }])).toMatchObject({ broken: [] });
  for (const value of bad) {
    expect([value, evaluate(value, schema, [{ rule }]).broken.map(({ path }) => path)]).toEqual([value, [['spec']]]);
  }
  for (const value of [...good, ...bad]) expect([...evaluate(value, schema, [{ rule }]).open.values()]).toEqual([]);
});

const INTEGER: JsonObject = { type: 'integer' };

test('a rule about a change refuses nothing, and one that also holds for new objects is evaluated', () => {
  expect(evaluate(1, TRANSITION.schema, [{ rule: TRANSITION.rule }])).toMatchObject({ broken: [] });
  const rule = { rule: 'oldSelf.hasValue() || self > 1', optionalOldSelf: true };
  expect(evaluate(1, INTEGER, [rule]).broken).toHaveLength(1);
  expect(evaluate(2, INTEGER, [rule]).broken).toEqual([]);
});

test.each<[JsonObject, string]>([
  [{}, 'failed rule: self > 1'],
  [{ message: ' must be more ' }, 'must be more'],
  [{ messageExpression: "'must be more than %d'.format([self])", message: 'no' }, 'must be more than 0'],
  [{ messageExpression: "'two\\nlines'", message: 'stated' }, 'stated'],
  [{ messageExpression: 'self', message: 'stated' }, 'stated'],
  [{ messageExpression: "' '" }, 'failed rule: self > 1'],
])('the message of %j is that of the API server', (rest, message) => {
  expect(evaluate(0, INTEGER, [{ rule: 'self > 1', ...rest }]).broken).toMatchObject([{ message }]);
});

test('an error while a rule is evaluated refuses the object', () => {
  const [broken] = evaluate({}, { type: 'object', properties: { a: INTEGER } }, [
    { rule: 'self.a > 1', message: 'a must be more', fieldPath: '.a' },
  ]).broken;
  expect(broken).toMatchObject({ path: ['spec'], message: 'no such key: a evaluating rule: a must be more' });
});

test.each([
  ['.a', ['spec', 'a']],
  [".a['b.c'].d", ['spec', 'a', 'b.c', 'd']],
  ['a', ['spec']],
])('fieldPath %s names a field', (fieldPath, path) => {
  expect(evaluate(0, INTEGER, [{ rule: 'self > 1', fieldPath }]).broken).toMatchObject([{ path }]);
});

test('rules hold at every depth, for values that are there', () => {
  const rules = { 'x-kubernetes-validations': [{ rule: 'self > 1' }] };
  const schema = {
    type: 'object',
    properties: {
      list: { type: 'array', items: { ...INTEGER, ...rules } },
      map: { type: 'object', additionalProperties: { ...INTEGER, nullable: true, ...rules } },
      filled: { ...INTEGER, default: 0, ...rules },
    },
  };
  const { broken } = evaluate({ list: [2, 1], map: { a: 0, b: null } }, schema, []);
  expect(broken.map(({ path }) => path.join('.'))).toEqual(['spec.list.1', 'spec.map.a', 'spec.filled']);
});

test('the rules of a whole object see its name and no more of its metadata', () => {
  const schema = (rule: string) => schemaOf({ type: 'object', 'x-kubernetes-validations': [{ rule }] });
  const object = { apiVersion: 'a/v1', kind: 'B', metadata: { name: 'c', labels: {} } };
  const of = (rule: string): number => new RuleEvaluator().evaluate(object, schema(rule)).broken.length;
  expect(of("self.metadata.name == 'c' && self.kind == 'B' && self.apiVersion == 'a/v1'")).toBe(0);
  expect(of("self.metadata.name == 'd'")).toBe(1);
  expect(of('has(self.metadata.labels)')).toBe(1);
});

test.each([
  ['what is no expression', 'self >'],
  ['unknown functions', '[self].sortBy(x, x) == [1]'],
  ['expressions that JavaScript reads in another way', "string(self).matches('\\\\Qa\\\\E')"],
  ['unknown variables', 'other > 1'],
  ['values that are neither true nor false', 'self + 1'],
  ['days of a time zone', "timestamp('2024-01-01T00:00:00Z').getDayOfYear('Europe/Vienna') == self"],
  ['numbers that are written with groups of digits', "'%f'.format([1.5]) == '1.5'"],
  ['lists with optional items', '[?optional.of(self)].size() == 1'],
])('%s are not evaluated', (_, rule) => {
  const { broken, open } = evaluate(1, INTEGER, [{ rule }, { rule: 'self > 1' }]);
  expect(broken).toHaveLength(1);
  expect(open.size).toBe(1);
});

test('what the API server joins or compares by keys is not evaluated', () => {
  const item = { type: 'object', required: ['k'], properties: { k: { type: 'string' } } };
  const keyed = { type: 'array', items: item, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'] };
  const of = (rule: string) => evaluate({ l: [{ k: 'a' }] }, { type: 'object', properties: { l: keyed } }, [{ rule }]);
  expect(of('self.l == self.l').open.size).toBe(1);
  expect(of('(self.l + self.l).size() == 1').open.size).toBe(1);
  expect(of('self.l.size() + 1 == 2')).toMatchObject({ broken: [], open: new Map() });
});
