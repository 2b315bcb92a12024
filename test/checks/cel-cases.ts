import type { JsonObject, JsonValue } from '../../lib/values/json';

/** A rule with values that it takes and values that it refuses. */
export interface CelCase {
  readonly rule: string;
  /** Schema of the value that has the rule. */
  readonly schema: JsonObject;
  readonly good: readonly JsonValue[];
  readonly bad: readonly JsonValue[];
  /** Minor version of Kubernetes that takes the rule in a new definition. @default - all that know rules */
  readonly since?: number;
}

const STRING: JsonObject = { type: 'string', maxLength: 100 };
const INTEGER: JsonObject = { type: 'integer' };
const STRINGS: JsonObject = { type: 'array', maxItems: 10, items: STRING };
const INTEGERS: JsonObject = { type: 'array', maxItems: 10, items: INTEGER };
const MIXED: JsonObject = { 'x-kubernetes-int-or-string': true };
const TIME: JsonObject = { type: 'string', format: 'date-time', maxLength: 40 };
const DURATION: JsonObject = { type: 'string', format: 'duration', maxLength: 40 };

function fields(properties: JsonObject): JsonObject {
  return { type: 'object', properties };
}

/** One rule for each kind of type, operator and function. */
export const CEL_CASES: readonly CelCase[] = [
  // Types and their operators.
  { rule: 'self > 1 && self % 2 == 0', schema: INTEGER, good: [2, 4], bad: [0, 1, 3, -2] },
  { rule: '10 / self >= 1', schema: INTEGER, good: [1, 10], bad: [11, 0] },
  { rule: 'self > 1.5 || self == 1.0', schema: { type: 'number' }, good: [1, 1.6, 2], bad: [1.5, 0] },
  { rule: 'self ? true : false', schema: { type: 'boolean' }, good: [true], bad: [false] },
  {
    rule: "type(self) == int ? self > 1 : self.endsWith('%')",
    schema: MIXED,
    good: [2, '50%'],
    bad: [1, '50'],
  },
  {
    rule: "self > timestamp('2024-01-01T00:00:00Z')",
    schema: TIME,
    good: ['2024-01-01T01:00:00Z'],
    bad: ['2023-01-01T00:00:00Z'],
  },
  {
    rule: 'self.getFullYear() == 2024 && self.getMonth() == 0',
    schema: TIME,
    good: ['2024-01-31T23:59:59Z'],
    bad: ['2024-02-01T00:00:00Z'],
  },
  {
    rule: "self >= duration('1m') && self != duration('0')",
    schema: DURATION,
    good: ['1m', '1h30m'],
    bad: ['59s', '0s'],
  },
  {
    rule: "self == b'abc' && self.size() == 3",
    schema: { type: 'string', format: 'byte', maxLength: 40 },
    good: ['YWJj'],
    bad: ['YWI='],
  },
  {
    rule: 'has(self.a) == has(self.b)',
    schema: fields({ a: STRING, b: STRING }),
    good: [{}, { a: '', b: '' }],
    bad: [{ a: '' }],
  },
  {
    rule: "self.__namespace__ == 'a' && self.a__dash__b == 'b' && self.c__underscores__d == 'c' && self.e__dot__f == 'd'",
    schema: fields({ namespace: STRING, 'a-b': STRING, c__d: STRING, 'e.f': STRING }),
    good: [{ namespace: 'a', 'a-b': 'b', c__d: 'c', 'e.f': 'd' }],
    bad: [
      { namespace: 'b', 'a-b': 'b', c__d: 'c', 'e.f': 'd' },
      { 'a-b': 'b', c__d: 'c', 'e.f': 'd' },
    ],
  },
  {
    rule: 'has(self.a) ? dyn(self.a) == null : self.b == 7',
    schema: fields({ a: { ...INTEGER, nullable: true }, b: { ...INTEGER, default: 7 } }),
    good: [{}, { a: null }, { b: null }],
    bad: [{ a: 1 }, { b: 8 }],
  },
  {
    rule: "self.exists(key, key.startsWith('a')) && self.all(key, self[key] > 0)",
    schema: { type: 'object', maxProperties: 10, additionalProperties: INTEGER },
    good: [{ a: 1 }, { ab: 1, b: 2 }],
    bad: [{}, { b: 1 }, { a: 0 }],
  },
  {
    rule: "self == ['a', 'b']",
    schema: { ...STRINGS, 'x-kubernetes-list-type': 'set' },
    good: [
      ['a', 'b'],
      ['b', 'a'],
    ],
    bad: [['a'], ['a', 'c']],
  },
  { rule: 'self[1] == 2', schema: INTEGERS, good: [[1, 2]], bad: [[2, 1], [1]] },
  // Macros.
  {
    rule: 'self.all(a, self.exists_one(b, a == b))',
    schema: INTEGERS,
    good: [[], [1, 2]],
    bad: [[1, 1]],
  },
  { rule: 'self.filter(x, x > 1).size() == 1', schema: INTEGERS, good: [[1, 2]], bad: [[1], [2, 3]] },
  { rule: 'self.map(x, x > 1, x * 2) == [4]', schema: INTEGERS, good: [[1, 2]], bad: [[1], [2, 3]] },
  {
    rule: 'self.all(x, has(x.inner[0].a) || x.inner.size() > 1)',
    schema: {
      type: 'array',
      maxItems: 5,
      items: fields({ inner: { type: 'array', maxItems: 5, items: fields({ a: INTEGER }) } }),
    },
    good: [[], [{ inner: [{ a: 1 }] }], [{ inner: [{}, {}] }]],
    bad: [[{ inner: [{}] }], [{ inner: [] }]],
  },
  // Functions.
  {
    rule: "self.matches('^[[:alpha:]]+$') || self.matches('(?i)^X\\\\.$')",
    schema: STRING,
    good: ['ab', 'x.'],
    bad: ['a1', 'xx1'],
  },
  {
    rule: "self.find('[0-9]+') == '12' && self.findAll('[a-z]').size() == 2",
    schema: STRING,
    good: ['a12b'],
    bad: ['a1b', '12'],
  },
  {
    rule: "self.charAt(0) == 'a' && self.replace('a', 'b', 1) == 'ba' && self.lowerAscii() == 'aa'",
    schema: STRING,
    good: ['aa'],
    bad: ['ab', ''],
  },
  {
    rule: "self.split('.').size() == 2 && self.indexOf('.') < 3 && self.substring(0, 1) == 'a'",
    schema: STRING,
    good: ['a.b'],
    bad: ['aaa.b', 'a', 'b.a'],
  },
  {
    rule: 'self.isSorted() && self.sum() == 6 && self.min() == 1 && self.max() == 3',
    schema: INTEGERS,
    good: [[1, 2, 3]],
    bad: [[3, 2, 1], [1, 3], []],
  },
  {
    rule: "self.indexOf('b') == 1 && self.lastIndexOf('b') == 2",
    schema: STRINGS,
    good: [['a', 'b', 'b']],
    bad: [['b'], ['a', 'b']],
  },
  {
    rule: "isURL(self) && url(self).getScheme() == 'https' && url(self).getPort() in ['', '443']",
    schema: STRING,
    good: ['https://a.b', 'https://[fd00::1]:443/x'],
    bad: ['http://a.b', 'a.b', 'https://a.b:80', 'https://a b', 'https://a/%zz'],
  },
  {
    rule: "url(self).getHostname() == 'a.b' && url(self).getEscapedPath() == '/c%20d' && url(self).getQuery()['e'] == ['f']",
    schema: STRING,
    good: ['https://a.b:80/c d?e=f'],
    bad: ['https://a.b/c?e=f', 'https://a.b/c%20d'],
  },
  {
    rule: "isQuantity(self) && quantity(self).isGreaterThan(quantity('500m')) && quantity(self).compareTo(quantity('1Gi')) <= 0",
    schema: STRING,
    good: ['1', '0.501', '1Gi', '1e3'],
    bad: ['500m', '0.5', '2Gi', '1 Gi', ''],
    since: 29,
  },
  {
    rule: 'quantity(self).isInteger() && quantity(self).add(1).asInteger() == 1001',
    schema: STRING,
    good: ['1k'],
    bad: ['1500m', '1Ki', 'x'],
    since: 29,
  },
  {
    rule: 'isIP(self) && ip(self).family() == 6 && ip.isCanonical(self) && !ip(self).isLoopback()',
    schema: STRING,
    good: ['fd00::1'],
    bad: ['10.0.0.1', '::1', 'FD00::1', 'fd00::01', 'x'],
    since: 31,
  },
  {
    rule: "isCIDR(self) && cidr(self).containsIP('10.1.2.3') && cidr(self) == cidr(self).masked()",
    schema: STRING,
    good: ['10.0.0.0/8'],
    bad: ['10.0.0.1/8', '11.0.0.0/8', '10.0.0.0/33', '10.0.0.0'],
    since: 31,
  },
  {
    rule: "sets.contains(self, ['a']) && !sets.intersects(self, ['z'])",
    schema: STRINGS,
    good: [['a', 'b']],
    bad: [['b'], ['a', 'z']],
    since: 30,
  },
  {
    rule: '!format.dns1123Label().validate(self).hasValue()',
    schema: STRING,
    good: ['a-1'],
    bad: ['A', ''],
    since: 32,
  },
  {
    rule: 'self.?a.?b.orValue(3) == 3',
    schema: fields({ a: fields({ b: INTEGER }) }),
    good: [{}, { a: {} }, { a: { b: 3 } }],
    bad: [{ a: { b: 2 } }],
    since: 29,
  },
  // Conversions.
  { rule: 'int(self) == 12', schema: STRING, good: ['12', '+12', '012'], bad: ['13', 'x', '', ' 12', '12.0', '0xc'] },
  { rule: 'uint(self) == 12u', schema: STRING, good: ['12'], bad: ['13', '', '-12', '+12'] },
  {
    rule: 'double(self) == 1.5',
    schema: STRING,
    good: ['1.5', '+1.5', '15e-1', '1.50'],
    bad: ['', '1,5', '0x1', '1.5 '],
  },
  {
    rule: 'bool(self)',
    schema: STRING,
    good: ['1', 't', 'T', 'true', 'True', 'TRUE'],
    bad: ['', '0', 'false', 'yes', 'tRUE'],
  },
  {
    rule: 'int(timestamp(self)) == 3600',
    schema: STRING,
    good: ['1970-01-01T01:00:00Z'],
    bad: ['1970-01-01T00:00:00Z', ''],
  },
  { rule: "string(duration(self)) == '5400s'", schema: STRING, good: ['1h30m', '90m'], bad: ['1h', ''] },
  {
    rule: 'timestamp(self).getDayOfYear() == 0',
    schema: STRING,
    good: ['2024-01-01T23:00:00Z'],
    bad: ['2024-01-02T00:00:00Z'],
  },
  // Optional values.
  {
    rule: 'self.?a.optMap(x, x * 2).orValue(0) == 4',
    schema: fields({ a: INTEGER }),
    good: [{ a: 2 }],
    bad: [{}, { a: 4 }],
    since: 29,
  },
  {
    rule: 'self.?a.optFlatMap(x, self.?b.optMap(y, x + y)) == optional.of(3)',
    schema: fields({ a: INTEGER, b: INTEGER }),
    good: [{ a: 1, b: 2 }],
    bad: [{}, { a: 3 }, { a: 1, b: 1 }],
    since: 29,
  },
  {
    rule: 'self.?a.value() == 1 && optional.ofNonZeroValue(self.?b.orValue(0)).hasValue()',
    schema: fields({ a: INTEGER, b: INTEGER }),
    good: [{ a: 1, b: 1 }],
    bad: [{ b: 1 }, { a: 1 }, { a: 1, b: 0 }],
    since: 29,
  },
  // Macros with two variables.
  {
    rule: "self.all(k, v, k.startsWith('a') && v > 0) && self.exists(k, v, k == 'a' && v == 1)",
    schema: { type: 'object', maxProperties: 10, additionalProperties: INTEGER },
    good: [{ a: 1 }, { a: 1, ab: 2 }],
    bad: [{}, { a: 2 }, { a: 1, ab: 0 }, { a: 1, b: 1 }],
    since: 33,
  },
  {
    rule: 'self.existsOne(i, v, i == v) && self.transformList(i, v, i > 0, v * 2) == [4]',
    schema: INTEGERS,
    good: [
      [0, 2],
      [0, 2],
    ],
    bad: [[], [0, 1], [5, 2]],
    since: 33,
  },
  {
    rule: "self.transformMap(k, v, v * 2) == {'a': 2} && self.transformMapEntry(k, v, {string(v): k})['1'] == 'a'",
    schema: { type: 'object', maxProperties: 10, additionalProperties: INTEGER },
    good: [{ a: 1 }],
    bad: [{}, { a: 2 }, { a: 1, b: 1 }],
    since: 33,
  },
  // Sets.
  {
    rule: "(self + ['a']).size() == 2 && (['a'] + self).size() == 3",
    schema: { ...STRINGS, 'x-kubernetes-list-type': 'set' },
    good: [['a', 'b']],
    bad: [[], ['a'], ['b', 'c']],
  },
  {
    rule: 'self.plain == self.set',
    schema: fields({ plain: STRINGS, set: { ...STRINGS, 'x-kubernetes-list-type': 'set' } }),
    good: [{ plain: ['a', 'b'], set: ['a', 'b'] }],
    bad: [{ plain: ['b', 'a'], set: ['a', 'b'] }],
  },
  // Versions.
  {
    rule: "isSemver(self) && semver(self).isGreaterThan(semver('1.2.3-rc.1')) && semver(self).major() == 1",
    schema: STRING,
    good: ['1.2.3', '1.2.3-rc.2', '1.2.3-rc.1.0', '1.10.0', '1.2.3+build'],
    bad: ['1.2', 'v1.2.3', '01.2.3', '1.2.3-01', '1.2.3-rc.1', '1.2.3-rc.0', '1.2.3-beta', '2.0.0', ''],
    since: 34,
  },
  {
    rule: "isSemver(self, true) && semver(self, true).compareTo(semver('1.2.0')) == 0",
    schema: STRING,
    good: ['v1.2', '1.02', '1.2.0'],
    bad: ['v1.2-a', '1', '1..2', 'V1.2'],
    since: 34,
  },
  // What newer versions have.
  {
    rule: 'self.sort() == [1, 2] && self.first() == optional.of(2) && self.slice(0, 1) == [2] && self.distinct().size() == 2',
    schema: INTEGERS,
    good: [[2, 1]],
    bad: [[1, 2], [2], []],
    since: 34,
  },
  {
    rule: "self.x + 1 == 2 || self.x == '50%'",
    schema: fields({ x: MIXED }),
    good: [{ x: 1 }, { x: '50%' }],
    bad: [{ x: 2 }, { x: '1' }],
  },
];

/** Changes are not known to `check`, so that rules about them refuse nothing. */
export const TRANSITION = { rule: 'self == oldSelf', schema: INTEGER };
