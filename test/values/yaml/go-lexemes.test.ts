import { parseYaml } from '../../../lib/values/yaml/parse-yaml';
import { readKubernetesYaml } from '../../../lib/values/yaml/read-kubernetes-yaml';

/** What each of both readers makes of the first document. */
const read = (text: string): unknown[] => [parseYaml('x.yaml', text)[0], readKubernetesYaml(text)];

const twice = (value: unknown): unknown[] => [value, value];

test('a quoted value may go on at any depth, as in kubectl', () => {
  const text = `a: "one
two \\"three
four"
b:
  c: 'it''s
  here'
  d:
    - "x
    y"
    - z`;
  expect(read(text)).toEqual(twice({ a: 'one two "three four', b: { c: "it's here", d: ['x y', 'z'] } }));
});

test('what is between brackets and braces may be at any depth', () => {
  const text = `a:
  b: [
"x
y", z
q,
]
  c: {
d: 'e
f', # g
h: i
}
j: k`;
  expect(read(text)).toEqual(twice({ a: { b: ['x y', 'z q'], c: { d: 'e f', h: 'i' } }, j: 'k' }));
});

test('blocks of text, comments and closed quotes stay as they are', () => {
  const text = `a: |
  k: "open
  l: 'open
b: >-
  "x
c: "closed" # it's
d: it's "plain
e: ""
f: 'a: b'`;
  const value = { a: `k: "open\nl: 'open\n`, b: '"x', c: 'closed', d: `it's "plain`, e: '', f: 'a: b' };
  expect(read(text)).toEqual(twice(value));
});

test('a comment between a key and a value on its own line has no depth, as in kubectl', () => {
  const text = `a:
#one
  x
b:
- c:
#two
# three
    y
    z
#four
- d:
  #five
   w
e:
#six
 - !!str v`;
  expect(read(text)).toEqual(twice({ a: 'x', b: [{ c: 'y z' }, { d: 'w' }], e: ['v'] }));
});

test.each([
  ['a quote that does not end', 'a: "b\nc: d'],
  ['a bracket that does not end', 'a: [b\nc: d'],
  ['a new document in a quoted value', 'a: "b\n---\nc"'],
  ['a new document between brackets', 'a: [b,\n---\nc]'],
  ['a plain value at a lower depth', 'a:\n  b: c\n d: e'],
])('%s is refused', (_, text) => {
  expect(() => parseYaml('x.yaml', text)).toThrow('is not valid YAML');
  expect(() => readKubernetesYaml(text)).toThrow();
});
