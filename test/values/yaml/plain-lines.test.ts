import { lineOf, parseYaml } from '../../../lib/values/yaml/parse-yaml';
import { walkPlain } from '../../../lib/values/yaml/plain-lines';
import { MAX_NODES } from '../../../lib/values/yaml/plain-visitor';
import { plainYaml } from '../../../lib/values/yaml/plain-yaml';

/** Depth, key and line of each node; undefined for what has another layout. */
function nodes(text: string): string[] | undefined {
  const found: string[] = [];
  const visitor = {
    root: (at: number) => found.push(`${lineOf(text, at)}: root`),
    node: (depth: number, key: string | undefined, at: number) =>
      found.push(`${lineOf(text, at)}: ${depth} ${key ?? '-'}`),
  };
  return walkPlain(text, visitor) ? found : undefined;
}

test('a walk hears of fields and items, with their lines', () => {
  const text = `# written by a tool
a: 1
list:
- name: x
  args: ["-c", 'd', e]
-   4
- -
    in: {a: [b,
      c]}   # brackets
text: |-
  - no: item
`;
  expect(nodes(text)).toEqual([
    '2: root',
    '2: 1 a',
    '3: 1 list',
    '4: 2 -',
    '4: 3 name',
    '5: 3 args',
    '5: 4 -',
    '5: 4 -',
    '5: 4 -',
    '6: 2 -',
    '7: 2 -',
    '8: 3 -',
    '8: 4 in',
    '8: 5 a',
    '8: 6 -',
    '9: 6 -',
    '10: 1 text',
  ]);
});

test.each([
  'a: text\n  of: lines\n',
  ' a: 1\n',
  'a:\n  b: 1\n c: 2\n',
  'a: 1\n  b: 2\n',
  '- a\nb: 1\n',
  'a: "b\nc"\n',
  'a: |\n   b\n  c\n',
  'a: b: c\n',
  'null: a\n',
  'a: !!str b\n',
  'a: <<\n',
  'a: [\nb]\n',
  'a: [b: c]\n',
  'a: {b}\n',
  'a: {b: }\n',
  'a: [b]c\n',
  'a: [b,,c]\n',
  'a: [b\n  c]\n',
  'a: "b"#c\n',
  'a: b # c\n  d\n',
  'a: &b\nc: d\n',
  '- &a b: c\n',
  '-\n- b\n',
  '--- a\n',
  '...\n',
  '~: b\n',
  'a:\tb\n',
  'a: b\t\n',
  'a: |\n    \n  b\n',
  'a: |2\n   \n',
  '- |1\n  b\n ',
  'a: {b : c}\n',
  '&a b: c\n',
  '? a\n',
])('%j has another layout', (text) => expect(nodes(text)).toBeUndefined());

test.each([
  ['a:\n  text on\n\n  lines\n', { a: 'text on\nlines' }],
  ['a:\n  "b\n  c"\n', { a: 'b c' }],
  ['a: "b\\\n  \\ c\n\n  d"\n', { a: 'b c\nd' }],
  ["a: 'it''s\n  b'\n", { a: "it's b" }],
  ['a:\n  b\n- c\n', undefined],
  ['a: `b` >= "c"\n', undefined],
  ['a: b `c` >= "d" |\n', { a: 'b `c` >= "d" |' }],
  ['a: |2\n\n     b\n    c\n', { a: '\n   b\n  c\n' }],
  ['a:\n    >-\n  b\n  c\n', { a: 'b c' }],
  ['a:\n- b\n-  c\n', { a: ['b', 'c'] }],
  ['a:\n- b\n  - c\n', { a: ['b - c'] }],
  ['a:\n# c\nb:\n', { a: null, b: null }],
  ['a:\n#b\n c\nd:\n', { a: 'c', d: null }],
  ['a: >\n\n  b\n  c\n\n  d\n   e\n\n  f\n\n', { a: '\nb c\nd\n e\n\nf\n' }],
  ['a: >-\n  b\n\n\n  c\n\n', { a: 'b\n\nc' }],
  ['a: >+\n  b\n\n', { a: 'b\n\n' }],
  ['a: "\\x41\\u00e9\\U0001F600\\e\\/ \\\n  \\  b \n\n  c"\n', { a: 'A\u00e9\u{1f600}\u001b/   b\nc' }],
])('the value of %j is certain, or left to others', (text, value) => {
  expect(nodes(text) === undefined ? undefined : plainYaml(text)).toEqual(
    value === undefined ? undefined : expect.objectContaining({ documents: [value] }),
  );
});

const REPEATED = [
  'a: "',
  "a: '",
  'a: ["',
  '- ',
  'a:\n ',
  '"a',
  'a: b\n  ',
  'a: [',
  'a: [ # b\n  ',
  '{a: ',
  '-\n',
  'a: &b 1\n',
  '\u{1f600}',
  'a: >\n  b\n',
  'a: "\\x41',
  '  \\\n',
];

test.each(REPEATED)('many repetitions of %j take no time', (part) => {
  const before = process.cpuUsage();
  walkPlain(part.repeat(100_000), { root: () => undefined, node: () => undefined });
  const { user } = process.cpuUsage(before);
  expect(user / 1e6).toBeLessThan(5);
});

test('nodes that are too many or too deep are left to others', () => {
  expect(nodes(`${'- '.repeat(90)}a`)).toHaveLength(91);
  expect(nodes(`${'- '.repeat(110)}a`)).toBeUndefined();
  expect(nodes(`a: ${'['.repeat(110)}${']'.repeat(110)}`)).toBeUndefined();
  expect(walkPlain('- a\n'.repeat(MAX_NODES + 1), { root: () => undefined, node: () => undefined })).toBe(false);
});

test.each([
  ['a: &x 1\nb: *x\nc: &x [2]\nd: *x\n', [{ a: 1, b: 1, c: [2], d: [2] }]],
  ['- &x\n  a: "b"\n- *x\n', [[{ a: 'b' }, { a: 'b' }]]],
  ['a: &x 1\n---\nb: *x\n', undefined],
  ['a: &x {b: 1}\nc: &y\n  d: *x\n', undefined],
  ['a: "\\q"\n', undefined],
  ['a: &x *x\n', undefined],
  [`a: &x 1\nb:\n${'- *x\n'.repeat(101)}`, undefined],
])('anchors are read that hold no aliases: %j', (text, documents) => {
  expect(plainYaml(text)?.documents).toEqual(documents);
});

test('aliases do not make more values than a file may hold', () => {
  const bomb = `a: &x [${'1, '.repeat(20_000)}]\nb:\n${'- *x\n'.repeat(99)}`;
  expect(() => parseYaml('f', bomb)).toThrow(/holds too many values/);
});

test('a text of several lines and of any letters is read', () => {
  const text = 'a: \u{1f600}\r\nb: \u3000c\u3000\r\nd: |\r\n  e\tf\r\n   \r\n';
  expect(plainYaml(text)?.documents).toEqual([{ a: '\u{1f600}', b: '\u3000c\u3000', d: 'e\tf\n \n' }]);
  expect(plainYaml(`a: ${'\u{1f600}'.repeat(1_000_000)}`)).toBeDefined();
});
