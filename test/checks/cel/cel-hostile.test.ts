import * as fc from 'fast-check';
import { RuleEvaluator } from '../../../lib/checks/cel/evaluate-rules';
import { schemaOf } from '../../../lib/checks/schema/openapi';
import type { JsonObject, JsonValue } from '../../../lib/values/json';
import { runs } from '../../support/fc-runs';
import { inCi, sample } from '../../support/sample';

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    list: { type: 'array', items: { type: 'integer' } },
    map: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

function evaluate(value: JsonValue, rules: readonly string[]) {
  const own = { ...SCHEMA, 'x-kubernetes-validations': rules.map((rule) => ({ rule })) };
  return new RuleEvaluator().evaluate({ spec: value }, schemaOf({ type: 'object', properties: { spec: own } }));
}

const LIST = Array.from({ length: 100 }, (_, index) => index);
const SLOW: ReadonlyArray<readonly [string, string]> = [
  ['loops in loops', `${'abcdefgh'.replace(/./g, 'self.list.all($&, ')}a >= 0${')'.repeat(8)}`],
  ['an expression with many ways to fail', "self.text.matches('^(a+)+$')"],
  ['lists that double', `[self.list]${'.map(a, a + a)'.repeat(40)}.size() > 0`],
];

test.each(sample(SLOW, 1))('%s take no longer than they may, and other rules are evaluated', (_, rule) => {
  const before = process.cpuUsage();
  const { broken, open } = evaluate({ text: `${'a'.repeat(64)}!`, list: LIST }, [rule, "self.text == ''"]);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(5);
  expect([...open.values()]).toEqual(['takes too long']);
  expect(broken).toHaveLength(1);
});

inCi('many slow rules and objects take no longer together', () => {
  const evaluator = new RuleEvaluator();
  const rules = Array.from({ length: 50 }, (_, index) => ({ rule: `self.text.matches('^(a+)+${index}$')` }));
  const spec = { ...SCHEMA, 'x-kubernetes-validations': rules };
  const schema = schemaOf({ type: 'object', properties: { spec } });
  const before = process.cpuUsage();
  for (let index = 0; index < 20; index++) {
    const { open } = evaluator.evaluate({ spec: { text: `${'a'.repeat(64)}!` } }, schema);
    expect(open.size).toBe(50);
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(5);
});

/** Parts of rules, put together in any way. */
const PART = fc.constantFrom(
  ...'self self.text self.list self.map [] {} () ( ) [ ] . ? : && || ! == in + - * / % < 1 -1 1.5 0u null true'.split(
    ' ',
  ),
  "'a'",
  "b'a'",
  '.all(x, x)',
  '.map(x, [x])',
  '.exists(__proto__, true)',
  'has(self.map.constructor)',
  'has(has(self.a))',
  "self.map['__proto__']",
  'size(self)',
  "duration('-1h')",
  "timestamp('x')",
  "quantity('1e999')",
  "ip('::').family()",
  "url('https://%')",
  'type(self)',
  'optional.none()',
  '.?text',
  "'%s%d'.format([self.text, 1])",
  '\u0000',
);

test('rules of any parts come to a result', () => {
  fc.assert(
    fc.property(
      fc.array(PART, { minLength: 1, maxLength: 8 }),
      fc.dictionary(fc.string(), fc.string()),
      (parts, map) => {
        const { broken, open } = evaluate({ text: 'a', list: [1, 2], map }, [parts.join(' ')]);
        expect(broken.length + open.size).toBeLessThan(2);
      },
    ),
    { numRuns: runs(30, 5000) },
  );
});
