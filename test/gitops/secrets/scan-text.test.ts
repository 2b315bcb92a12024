import * as fc from 'fast-check';
import { secretsInText } from '../../../lib/gitops/secrets';

const found = (name: string, text: string): string[] =>
  secretsInText(text, { name }).map(({ rule, kind, name: of, at, what }) => `${rule} ${kind}/${of} ${at} ${what}`);

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: Yg==}\n';

test.each(['s.yaml', 's.YAML', 's.yml', 's.txt', 's', 's.json'])('a Secret in %s', (name) => {
  expect(found(name, SECRET)).toEqual(['secret Secret/s  has content']);
});

test.each([
  ['merge keys', 'x: &a {kind: Secret, apiVersion: v1}\ny:\n  <<: *a\n  metadata: {name: s}\n  data: {a: Yg==}\n'],
  ['a later document', `a: 1\n---\n${SECRET}`],
  ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { a: 'b' } })],
])('a Secret by %s', (_, text) => expect(found('x.yaml', text)).toEqual(['secret Secret/s  has content']));

test('lines of an environment file', () => {
  expect(found('x.env', 'A=b\nDB_PASSWORD=hunter2\n')).toEqual([
    'literal File/x.env line 2 has a literal under DB_PASSWORD, a key for credentials',
  ]);
});

test('a private key in a comment', () => {
  expect(
    found('x.yaml', 'a: 1\n# -----BEGIN PRIVATE KEY-----\n# x\n# ghp_0123456789012345678901234567890123456\n'),
  ).toEqual(['pattern File/x.yaml line 4 has a token']);
});

const BOMB = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
  .split('')
  .map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefghij'[i]}`).join()}]`)
  .join('\n')}\n`;

test.each([
  ['an alias bomb', BOMB],
  ['a cycle', 'a: &a {b: *a}\n'],
  ['deep nesting', '['.repeat(100_000)],
  ['two keys of one name', 'kind: ConfigMap\nkind: Secret\n'],
  ['bad syntax', 'password: "hunter2\n'],
])('%s in YAML is a finding without the value', (_, text) => {
  const [first] = found('x.yaml', text);
  expect(first).toMatch(/^unreadable File\/x\.yaml /);
  expect(first).not.toContain('hunter2');
});

test('any text is read', () => {
  const part = fc.constantFrom(
    'a: ',
    '- ',
    '&a ',
    '*a ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '\n',
    '  ',
    '!!x ',
    '<<: ',
    '|\n',
    '%',
    '---\n',
    '#',
    'password',
    '\u0000',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(Array.isArray(secretsInText(text, { name: 'x.yaml' }))).toBe(true);
      },
    ),
  );
});
