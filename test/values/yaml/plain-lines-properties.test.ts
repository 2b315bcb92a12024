import fc from 'fast-check';
import { isMap, isSeq, stringify, type Node } from 'yaml';
import type { Path } from '../../../lib/values/path';
import { lineOf, parseYaml, yamlDocuments } from '../../../lib/values/yaml/parse-yaml';
import { plainLine, plainPlaces } from '../../../lib/values/yaml/plain-places';
import { runs } from '../../support/fc-runs';

/** The lines that the YAML library finds, by path. */
function linesByLibrary(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const roots = yamlDocuments('f', text).flatMap(({ document: { contents }, value }) =>
    value === null || contents === null ? [] : [contents],
  );
  const put = (path: Path, node: unknown): void => {
    const at = (node as Node | null)?.range?.[0];
    if (at !== undefined) found.set(JSON.stringify(path), lineOf(text, at));
  };
  const visit = (path: Path, node: unknown): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const inner = [...path, String((key as { value: unknown }).value)];
        put(inner, key);
        visit(inner, value);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        put([...path, index], item);
        visit([...path, index], item);
      });
    }
  };
  roots.forEach((root, index) => {
    put([index], root);
    visit([index], root);
  });
  return found;
}

/** Fails where a text is read otherwise than by the reader that knows where each value is, or its lines are others. */
function expectSame(text: string): void {
  const places = plainPlaces(text);
  if (places === undefined) return;
  const meant = meaning(() => yamlDocuments('f', text).flatMap(({ value }) => (value === null ? [] : [value])));
  const given = meaning(() => parseYaml('f', text));
  expect(given).toBe(meant);
  if (meant.startsWith('refused')) return;
  const lines = [...linesByLibrary(text)].map(([path, line]) => {
    const [document, ...rest] = JSON.parse(path) as [number, ...Path];
    const root = places[document];
    return [path, line, root === undefined ? 0 : plainLine(root, rest)];
  });
  expect(lines.filter(([, line, found]) => line !== found)).toEqual([]);
}

function meaning(read: () => unknown): string {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

const WORDS = [
  'a',
  'b c',
  'it is "so"',
  "it's",
  'x: y',
  '`k`',
  '# no',
  'a #b',
  '- d',
  '|',
  '>= 1',
  'no',
  '010',
  '~',
  '{}',
  '[x]',
  'a\nb',
  'a\n\nb\n',
  ' a',
  'a ',
  'a:',
  '',
  '-',
  '<<',
  '\u00e9',
  'x\\y',
  'long text of many words that is folded',
  '=',
  '1:2',
];
const KEYS = [
  'a',
  'b-c',
  'x/y.z',
  '$ref',
  'null',
  '1',
  'on',
  'a b',
  '<<',
  '*',
  '__proto__',
  'f:a',
  'ns[a]',
  'a#b',
  '?',
  '.inf',
];
const word = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => words.join(' ')),
  fc.constantFrom(null, true, 1, -2.5, 1e21),
);
const { value } = fc.letrec<{ value: unknown; map: unknown; list: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, word, tie('map'), tie('list')),
  map: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
  list: fc.array(tie('value'), { maxLength: 4 }),
}));
const written = fc
  .tuple(
    value,
    fc.constantFrom(12, 30, 80),
    fc.boolean(),
    fc.constantFrom('QUOTE_DOUBLE', 'QUOTE_SINGLE', 'PLAIN', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  )
  .map(([data, lineWidth, indentSeq, defaultStringType]) =>
    stringify(data, { lineWidth, indentSeq, defaultStringType, defaultKeyType: 'PLAIN' }),
  );
/** A text with one line less, or at another depth. */
const damaged = fc.tuple(written, fc.nat(), fc.constantFrom(-2, -1, 1, 2, 9)).map(([text, at, by]) => {
  const lines = text.split('\n');
  const index = at % lines.length;
  const line = lines[index] ?? '';
  const moved = by < 0 ? line.slice(-by) : `${' '.repeat(by)}${line}`;
  return lines.flatMap((each, other) => (other !== index ? [each] : by === 9 ? [] : [moved])).join('\n');
});
const HEADS = [
  '',
  '',
  'a:',
  'b: ',
  'c: ',
  '- ',
  '- ',
  '- a: ',
  '"k": ',
  'x.y/z: ',
  '# ',
  '-   ',
  '- - ',
  '-',
  'f:g: ',
  "'q': ",
  '&n ',
  '- &n ',
  'd: &m ',
  '? ',
  '1:',
  '\t',
  'e : ',
  'n[0]: ',
  '-e: ',
  '? a: ',
];
const ENDS = [
  '',
  'a',
  '"b',
  'c"',
  "'d",
  "e'",
  '|',
  '>-',
  '|2',
  'f:',
  'g: h',
  '[]',
  '[x, "y"]',
  '{}',
  'i #j',
  '---',
  'no',
  '\\',

  '&n',
  '&n b',
  '*n',
  '*m',
  '{a: b, "c":d}',
  '[a, {b: c}, [d]]',
  '[a,',
  'b]',
  '{a: [',
  '},',
  ']',
  '[a b,]',
  '{a: *n}',
  '{a}',
  '[a: b]',
  '{a: }',
  '["a" , \'b\' ]',
  '[a:b, {c: d:e}]',
  '[-, -1]',
  '[...]',
  '[a #b',
  '[# c',
  '"q" # c',
  '| # c',
  '|+',
  '>2-',
  '>+ # c',
  'x  ',
  'a\tb',
  'a\t',
  '\tb',
  '...',
  '--- # c',
  '---  ',
  "'it''s'",

  '"\\u00e9\\/\\n"',
  '"\\x41\\',
  '# c',
  '!x',
  '%x',
  '@x',
  ':x',
  '?x',
  '-x',
  '\u3000x\u3000',
  '\u{1f600}',
  '\u00a0',
  '\u200b',
  ' x',
  '  x',
  '   ',
  'http://a:b',
  '<<',
  '<<: *n',
  '"<<": a',
  '0x1f',
  '~',
  '1_0',
  'a:',
  'key with blanks: b',
];
const someLines = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 2, 2, 4, 1, 3), fc.constantFrom(...HEADS), fc.constantFrom(...ENDS)), {
    maxLength: 8,
  })
  .map((parts) => parts.map(([indent, head, end]) => `${' '.repeat(indent)}${head}${end}\n`).join(''));
const characters = fc.string({ unit: fc.constantFrom(...'aab::---  \n\n\n"\'{}[],#|>1&*\t'), maxLength: 20 });
const brackets = fc
  .array(
    fc.constantFrom(...'[ ] { } , a b: "c" "d":'.split(' '), ' ', '\n', '\n ', ' # e\n', "'f'", '-g', 'h i', '1'),
    {
      maxLength: 12,
    },
  )
  .map((parts) => `k: ${parts.join('')}\n`);
/** What people add to what tools write. */
const decorated = fc
  .tuple(written, fc.array(fc.tuple(fc.nat(), fc.constantFrom(' # c', '  ', '\n', '\n  ', '\n    # c', ' #'))))
  .map(([text, additions]) => {
    const lines = text.split('\n');
    for (const [at, addition] of additions) lines[at % lines.length] += addition;
    return lines.join('\n');
  });
const anyLayout = fc.oneof(written, damaged, decorated, someLines, characters, brackets);
const text = fc
  .tuple(anyLayout, fc.constantFrom(...'\n\n\n', '\r\n', '\r'))
  .map(([lines, end]) => lines.replaceAll('\n', end));

test('what has the layout of tools is read as by the other reader, and its lines are the same', () => {
  fc.assert(fc.property(text, expectSame), { numRuns: runs(300, 100_000) });
});

test('a part of what the property tries has the layout of tools', () => {
  const some = fc.sample(written, { numRuns: 200, seed: 1 });
  expect(some.filter((text) => plainPlaces(text) !== undefined).length).toBeGreaterThan(20);
});
