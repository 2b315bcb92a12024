import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readYaml } from '../../../lib/gitops/output/read-yaml';
import { writtenYaml } from '../../../lib/gitops/output/written';
import { toYaml } from '../../../lib/gitops/output/yaml';
import { anyText } from '../../support/any-text';
import { runs } from '../../support/fc-runs';

const from = (chars: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...chars), maxLength });

/** Texts that some reader of YAML takes for something else, or cannot read. */
const text = fc.oneof(
  from('aAyYnNoOeEfxXbB019._-+:#/,"\'{}[]&*!|>%@`? \t~=<', 8),
  from('0123456789._-+eExXoObB aAfF:TZ', 9),
  from('ab\n \t-#:"', 14),
  from('a\u0085\u2028\u2029\ufeff\uffff\x7f\x9f\r\0\x1b \n', 6),
  anyText({ maxLength: 8 }),
  fc.constantFrom('null', 'NULL', '~', 'yes', 'No', 'on', 'OFF', 'y', 'N', '.inf', '-.Inf', '.NaN', '<<', '=', '0o10'),
);

/** The other reader of YAML 1.1 takes a key such as `e0` for a number without digits; go-yaml does not. */
const key = text.filter((any) => !/^[-+]?\.?e[-+]?\d/i.test(any));

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n)),
    fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** Whole numbers as one type, and zero with one sign: what JSON and YAML do not tell apart. */
function normal(any: unknown): unknown {
  if (typeof any === 'bigint') return Number.isSafeInteger(Number(any)) ? Number(any) : any;
  if (Array.isArray(any)) return any.map(normal);
  if (typeof any === 'object' && any !== null) {
    return Object.fromEntries(Object.entries(any).map(([key, inner]) => [key, normal(inner)]));
  }
  return Object.is(any, -0) ? 0 : any;
}

describe('what is written reads back', () => {
  test('by the rules of go-yaml', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(normal(readYaml(toYaml(any)))).toEqual(normal(any));
        expect(writtenYaml(any).problems).toEqual([]);
      }),
      { numRuns: runs(80, 400) },
    );
  });

  test.each(['1.1', '1.2'] as const)('by another reader of YAML %s', (version) => {
    fc.assert(
      fc.property(value, (any) => {
        const read: unknown = parse(toYaml(any), { version, merge: false, intAsBigInt: true, maxAliasCount: 0 });
        expect(normal(read)).toEqual(normal(any));
      }),
      { numRuns: runs(40, 150) },
    );
  });

  test.each([
    ['\u2028', '"\\u2028"'],
    ['\u2029', '"\\u2029"'],
    ['\u0085', '"\\u0085"'],
    ['\ufeffa', '"\\ufeffa"'],
    ['\x7f', '"\\u007f"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['0o10', '"0o10"'],
    ['0X1F', '"0X1F"'],
    ['+0b1', '"+0b1"'],
    ['E0', '"E0"'],
    ['e-1', '"e-1"'],
    ['0b-11', '"0b-11"'],
    ['1e1_0', '"1e1_0"'],
    ['1_000', '"1_000"'],
    ['.5', '".5"'],
    ['12:30', '"12:30"'],
    ['no', '"no"'],
    ['1.7.2', '1.7.2'],
    ['10.0.0.0/28', '10.0.0.0/28'],
    ['\tx\ny', '"\\tx\\ny"'],
    [' \n\n', '"\\ \\n\\n"'],
    ['a\nb\n', '|\n  a\n  b'],
  ])('the text %j is %j', (any, scalar) => {
    expect(toYaml({ k: any })).toBe(`---\nk: ${scalar}\n`);
    expect(readYaml(toYaml({ k: any }))).toEqual({ k: any });
  });

  test('numbers of 64 bits as bigint', () => {
    expect(toYaml({ a: 9223372036854775807n, b: 18446744073709551615n })).toBe(
      '---\na: 9223372036854775807\nb: 18446744073709551615\n',
    );
    expect(writtenYaml([9223372036854775807n, -0, 1e21, 5n]).problems).toEqual([]);
  });
});

describe('what cannot be written is found', () => {
  test.each<[string, unknown, string]>([
    ['an unpaired surrogate', { a: ['\ud800'] }, 'cannot be written as YAML 1.1'],
    ['an unpaired surrogate in a key', { '\udc00': 1 }, 'cannot be written as YAML 1.1'],
    [
      'an integer that JavaScript rounds',
      { a: { 'b/c': 2 ** 53 } },
      'the number at /a/b~1c is an integer that JavaScript',
    ],
    ['a large integer', [-(2 ** 63)], 'the number at /0 is an integer that JavaScript rounds'],
    ['a key that is too long', { ['k'.repeat(2000)]: 1 }, 'cannot be written as YAML 1.1'],
    ['an integer beyond 64 bits', { a: 2n ** 65n }, 'the value at /a does not read back'],
  ])('%s', (_, any, what) => {
    expect(writtenYaml(any).problems.map((problem) => problem.what)).toEqual([expect.stringContaining(what)]);
  });

  test('the message has no control characters', () => {
    const [found] = writtenYaml({ '\x1b[2J\u202e': 2 ** 60 }).problems;
    expect(found?.what).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe('the reader', () => {
  test.each([
    'a: 1\n',
    '---\na: 1',
    '---\na: 1\na: 2\n',
    '---\na:\n b: 1\n',
    '---\na: b\n  c\n',
    '---\na: *x\n',
    '---\na: &x 1\n',
    '---\n<<: 1\n',
    '---\na: b: c\n',
    '---\na: b #c\n',
    '---\na: "x" y\n',
    "---\na: 'x' y\n",
    '---\na: "\\q"\n',
    '---\na: "\\ud800"\n',
    '---\na: |\n\tx\n',
    '---\na: {b: 1}\n',
    '---\n1: a\n',
    '---\nno: a\n',
    '---\na: \u0085\n',
  ])('refuses %j', (document) => {
    expect(() => readYaml(document)).toThrow(expect.objectContaining({ name: 'UnreadableYaml' }) as Error);
  });
});

test('the bytes are those of the library, where a string needs no care', () => {
  const plain = from('abyYnNoO019.-+:#/,"\'{}[]&*!|>%@`?~=< ', 10);
  fc.assert(
    fc.property(fc.dictionary(plain, fc.oneof(plain, fc.array(fc.dictionary(plain, plain)))), (any) => {
      const options = { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;
      const keys = Object.keys(any);
      fc.pre(keys.every((key) => key !== '' && !/^[-.0-9]/.test(key)));
      // Numbers with a prefix in capitals, which go-yaml reads, are unknown to the library: here they are quoted.
      fc.pre(!/"[-+]?0[oxb]/i.test(JSON.stringify(any)));
      // Keys that look like the marker of a document are quoted here at any depth.
      fc.pre(!/"(?:\.\.\.|---)/.test(JSON.stringify(any)));
      const byLibrary = stringify(any, {
        ...options,
        sortMapEntries: (a, b) => (String(a.key) < String(b.key) ? -1 : 1),
      });
      expect(toYaml(any)).toBe(keys.length === 0 ? '---\n{}\n' : `---\n${byLibrary}`);
    }),
    { numRuns: runs(30, 100) },
  );
});
