import { deeperQuotes } from '../../../lib/values/yaml/deeper-quotes';
import { readKubernetesYaml } from '../../../lib/values/yaml/read-kubernetes-yaml';

const read = (text: string): unknown => readKubernetesYaml(deeperQuotes(text));

test('a quoted value may go on at the depth of its key', () => {
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
  expect(() => readKubernetesYaml(text)).toThrow();
  expect(read(text)).toEqual({ a: 'one two "three four', b: { c: "it's here", d: ['x y', 'z'] } });
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
  expect(deeperQuotes(text)).toBe(text);
  expect(read(text)).toMatchObject({ a: `k: "open\nl: 'open\n`, b: '"x', d: `it's "plain`, e: '', f: 'a: b' });
});
