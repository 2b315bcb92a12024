import fc from 'fast-check';
import { stringify } from 'yaml';
import { nested } from './yaml-grammar';

/*
 * Texts of YAML, or nearly so, about which readers may differ.
 */

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
/** Texts as a library writes them. */
export const written = fc
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
const pieces = (values: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...values), { maxLength }).map((parts) => parts.join(''));

const flow = '{ } [ ] , : ? # - 1 a null ~ << {} [] "b" \'c\' x:y'
  .split(' ')
  .concat(': ', ' ', '\n', '\n ', '- ', ' #');
const block = '| > |- >- |+ a " \' \\ & * é : --- ... null ~ .inf 0x1f 017 1e3 -0 yes n'.split(' ');
const layout = [
  '\n',
  '\n',
  '\n\n',
  ' ',
  '  ',
  '    ',
  'k: ',
  'null: ',
  '1: ',
  '- ',
  '  - ',
  '# c',
  ': ',
  '\n---\n',
  '\t',
];
const moreLines = [
  'k:\n  - c\n',
  'k:\n- c\n',
  'x: |\n  text\n\n   more\n',
  'x: >\n  a\n  b\n\n\n',
  'y: "a\n  b"\n',
  '__proto__: ',
];
const soup = fc.oneof(
  pieces([...flow, '\n---\n'], 10),
  pieces([...block, ...layout], 12),
  pieces([...layout, ...moreLines, ...flow], 9),
  fc.string({ unit: fc.constantFrom(...'a:- \n"\'{}[],#|>1'), maxLength: 14 }),
);

const anyLayout = fc.oneof(nested, nested, written, damaged, decorated, someLines, characters, brackets, soup);

const CHARACTERS = '\n\n  \t:-#"\'{}[],&*!|>?%@`a1\\<~.=\r\u00a0\u2028\ufeff';

/** What is put into texts in other places than those of a grammar. */
const PIECES = [
  ...CHARACTERS,
  '\n  ',
  '\n    ',
  ': ',
  '- ',
  ' #',
  '\n- ',
  '\n---\n',
  '\n...\n',
  "''",
  '&a ',
  '*a',
  '<<: ',
  ': |\n',
  '[]',
];

/**
 * A text with some of its characters left out, exchanged, or others between them.
 * @param text - the text
 */
export function mutations(text: string): fc.Arbitrary<string> {
  const edit = fc.tuple(
    fc.nat(text.length),
    fc.constantFrom(0, 0, 1, 1, 2),
    fc.constantFrom('', ...PIECES),
    fc.boolean(),
  );
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) =>
    edits.reduce((all, [at, removed, piece, isMoved]) => {
      const rest = all.slice(at + removed);
      return isMoved
        ? all.slice(0, at) + rest.slice(0, 1) + all.slice(at, at + removed) + rest.slice(1)
        : all.slice(0, at) + piece + rest;
    }, text),
  );
}

const LINE_ENDS = ['\n', '\n', '\n', '\r\n', '\r'];

/** Texts of all kinds, with all ends of lines. */
export const anyText = fc
  .tuple(
    fc.oneof(anyLayout, nested.chain(mutations)),
    fc.constantFrom(...LINE_ENDS),
    fc.constantFrom('', '', '', '', '', '\ufeff'),
  )
  .map(([lines, end, mark]) => mark + lines.replaceAll('\n', end));
