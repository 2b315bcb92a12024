import fc from 'fast-check';
import { InputError } from '../../../lib/values/input-error';
import type { JsonValue } from '../../../lib/values/json';
import { yamlDocuments } from '../../../lib/values/yaml/parse-yaml';
import { plainDocuments } from '../../../lib/values/yaml/plain-yaml';
import { runs } from '../../support/fc-runs';

const LIMIT = 1000;

/** What the YAML library makes of a text; the message where it refuses it. */
function byLibrary(text: string): JsonValue[] | string {
  try {
    return yamlDocuments('a.yaml', text).map(({ value }) => value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
}

function readScalar(text: string): JsonValue | undefined {
  const [list] = byLibrary(`- ${text}`);
  return Array.isArray(list) ? (list as readonly JsonValue[])[0] : undefined;
}

const read = (text: string): JsonValue[] | undefined => plainDocuments(text, LIMIT, readScalar);

test('what people and tools write is read', () => {
  const text = `# a comment
apiVersion: v1
kind: List
items:
- metadata:
    name: "a\\"b"   # another
    annotations:
      f:metadata: 'it''s'
      "quoted key": 1.5
  data:
    script: |
      line

        more
    kept: |+
      text

  empty: {}
  types: [Ingress, Egress]
  on: yes
  ip: 10.0.0.0/16
  nothing:
- - 1
  -
    - -2
---
---
a: b
`;
  expect(read(text.replace('  on: yes\n', ''))).toEqual(byLibrary(text.replace('  on: yes\n', '')));
  // A key that is a boolean is left to the library.
  expect(read(text)).toBeUndefined();
  expect(read('a: yes\n')).toEqual([{ a: true }]);
});

test('what is refused is not read', () => {
  const deep = Array.from({ length: 65 }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
  const many = Array.from({ length: LIMIT }, (_, index) => `- ${index}\n`).join('');
  for (const text of [
    'a: 1\na: 2\n',
    'a: b: c\n',
    'a:\tb\n',
    'a: &x 1\nb: *x\n',
    '__proto__: 1\n',
    'a: .inf\n',
    deep,
    many,
  ]) {
    expect(read(text)).toBeUndefined();
  }
});

describe('a text that is read', () => {
  const scalar = fc.constantFrom(
    'a', 'a b', '1', '-1', '0', '007', '1.5', '1e3', '0x1F', '0b1', '1_000', '.5', '-.5', '+1', '~', 'null', 'yes', 'n', 'Off', 'true', 'TRUE', '.inf',
    '=', '<<', '-', '- a', '?', '? a', ':', ':a', 'a:', 'a: b', 'a:b', 'a #b', 'a#b', '#a', '"a"', '"a" b', '"a\\nb"', '"\\u0041"', '"\\/"', '"a', "'a'",
    "'it''s'", "'a' # c", "'", '[]', '{}', '[a, b]', '[a, yes]', '[a, ]', '[1]', '{a: b}', '|', '|-', '|+', '|2', '>', '>-', '&a b', '*a', '!!str 1', '@a',
    '`a', '%a', '2024-01-01', '2024-01-01T00:00:00Z', '10.0.0.1', '1:30', '(.+);(.*)', 'é', '$(A)', '9007199254740993', '99999999999999999999', '-0', '- ', 'a ', ',a', '--- a', '...',
  ); // prettier-ignore
  const key = fc.constantFrom(
    'a', 'b', 'c.d/e', 'f:g', '1', '1.5', 'yes', 'null', '"q"', "'s'", '"a', '.', '$x', 'a b', '<<', '__proto__', '~', '-a', 'é',
  ); // prettier-ignore
  const indent = fc.nat(4).map((depth) => ' '.repeat(depth));
  const content = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(key, scalar).map(([name, value]) => `${name}: ${value}`) },
    { weight: 4, arbitrary: key.map((name) => `${name}:`) },
    { weight: 2, arbitrary: fc.tuple(key, scalar).map(([name, value]) => `- ${name}: ${value}`) },
    { weight: 2, arbitrary: scalar.map((value) => `- ${value}`) },
    { weight: 1, arbitrary: fc.tuple(key, scalar).map(([name, value]) => `-   - ${name}: ${value}`) },
    fc.constantFrom(
      '',
      '-',
      '# c',
      '---',
      '--- # c',
      '- |',
      'k: |-',
      '...',
      '%YAML 1.1',
      'k:  # c',
      '-  # c',
      'k:\tv',
      '\t',
      'k:v',
    ),
    scalar,
  );
  const line = fc.tuple(indent, content, fc.constantFrom('', '', '', ' ', ' # c')).map((parts) => parts.join(''));
  const text = fc
    .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', ''))
    .map(([lines, end]) => lines.join('\n') + end);

  test('holds what the library reads from it', () => {
    let count = 0;
    fc.assert(
      fc.property(text, (given) => {
        const values = read(given);
        if (values === undefined) return;
        count++;
        expect(values).toEqual(byLibrary(given));
      }),
      { numRuns: runs(300, 20_000) },
    );
    expect(count).toBeGreaterThan(10);
  });
});
