import fc from 'fast-check';

/*
 * Texts of a grammar of YAML: maps and lists in each other, with every form of a value. Most of what is chosen is clear to all readers, and a little is not.
 */

/** What is beside a key or a dash, and the lines below it, where that begins in a column. */
type Part = (column: number) => string;

/** One of some, and of others now and then. */
function mostly(clear: readonly string[], odd: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...clear) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

const words = (text: string): string[] => text.split(/ {2,}|\n/).filter((word) => word !== '');

const CLEAR_VALUES =
  words(`a  b c  1  0o7  yes  "a b"  'x'  {}  []  [a, b]  {a: b}  http://x  a-b  x#y  ~  1e3  é  "a\\nb"  -1  *a
  [a, {b: c}]  {"a": b}  a # c  "\\u00e9\\/"  "\\x41"  12:30:45  1_000  0x1F  .inf  null  on  2001-01-01  {a: [b, {c: d}]}  -0`);

const ODD_VALUES = [
  ...words(`Null  0O7  08  0b-1  -.INF  .nan  1.  .5  1e400  18446744073709551616  9007199254740993  =  <<  <  >x  |x  a: b  a:  :a  -a  - a  -  ?  ? a  @a
  \`a  %a  !a  !!str a  ! a  &a  *a b  &b *a  "\\q"  "\\ud800"  "a  'b  "a"b  "a" #c  "a"#c  "": a  "a": b  'a': b  "a":b  "a" : b  a : b  { }  [ ]  [a,]  [,]
  {a}  {a: b, c}  {a:b}  {"a":b}  {a : b}  {a: }  {a:}  [a: b]  ["a": b]  [? a : b]  [- a]  [-]  [a #c]  [a#b]  {#  [&a b]  {*a : b}  {&a b: c}  {a: &a b}
  {a: *a}  {<<: *a}  [<<]  [...]  [!!str a]  ["a" b]  [a]b  [a]: b  [a]#c  |10  |0  |2 x  --- a  ---  ...  ----  %YAML 1.1  # c  {{ a }}  a]  }  ,  \\  "a\\
  __proto__: a  constructor: a  !!map  &a-b c  &a,b c  ~: f  null: g  1.0: b  0x1: c  yes: e`),
  '',
  'a\tb',
  '\ta',
  'a\t',
  'a\t#c',
  '"a\tb"',
  '"\\\tb"',
  '[a\tb]',
  '{a:\tb}',
  '|\t#c',
  '>\t',
  '---\ta',
  '\u00a0',
  '\u2028',
  'a\u2028b',
  '"a\u0085b"',
  'a\u00a0#b',
  '\ufeffa',
  '\u0000',
  '\u007f',
  '\ud800',
  '\u{1f600}',
  ...[1000, 1001, 1020, 1024].map((length) => `${'x'.repeat(length)}: a`),
  `${'['.repeat(70)}${']'.repeat(70)}`,
];

const CLEAR_KEYS = words(`a  b  c  d  e1  f  "g"  'h i'  j k  x/y.z`);
const ODD_KEYS = [
  ...words(`a  1  yes  null  ~  <<  "<<"  &a k  ? a  -  [a]  {a: b}  "a\\n"  'it''s'  a#  a:b  "a"   ?  !!str a  *a  -a  $ref  ""  010  a,b  a[0]  "a:b"  @a  =  >
  9007199254740993  toString`),
  'a ',
  'a\t',
];

/** What a line ends with. */
const end = mostly(['', '', '', ' # c', ' '], ['\t', ' \t', '#c', ' #', '\t# c']);

const scalar: fc.Arbitrary<Part> = fc.tuple(mostly(CLEAR_VALUES, ODD_VALUES), end).map(
  ([value, after]) =>
    () =>
      ` ${value}${after}\n`,
);

/** How many columns a line is deeper than its key. */
const deeper = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(2, 2, 2, 4) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1, 3) },
);

const indented = (column: number, by: number, line: string): string =>
  `${' '.repeat(Math.max(0, column + by))}${line}\n`;

/** Lines that are written below their key or after it, each of its own depth where that is odd. */
function lines(texts: fc.Arbitrary<string>): fc.Arbitrary<Part> {
  return fc
    .array(fc.tuple(fc.oneof({ weight: 60, arbitrary: fc.constant(2) }, { weight: 1, arbitrary: deeper }), texts), {
      minLength: 1,
      maxLength: 4,
    })
    .map((all) => (column) => all.map(([by, line]) => (line === '' ? '\n' : indented(column, by, line))).join(''));
}

const block: fc.Arbitrary<Part> = fc
  .tuple(
    mostly(['|', '>', '|-', '>-', '|+', '>+', '|2', '>2-'], ['|1', '>1+', '|+2', '|4', '| # c', '>  ', '|-+', '|3-']),
    lines(
      mostly(
        ['x', 'y z', '', ' ', ' w', 'v ', '# c', 'a: b', '- u'],
        ['\t', ' ', '   ', '\tx', 'x\t', '---', '...', '"'],
      ),
    ),
  )
  .map(
    ([header, below]) =>
      (column) =>
        ` ${header}\n${below(column)}`,
  );

/** What closes at the end of the last line, or below it. */
function closing(open: string, close: string, texts: fc.Arbitrary<string>): fc.Arbitrary<Part> {
  return fc
    .tuple(fc.boolean(), lines(texts), mostly([close, close], [`\n${close}`, '', `${close} x`]), fc.boolean(), end)
    .map(([isBelow, below, closed, isOnLine, after]) => (column) => {
      const body = below(column);
      const start = isBelow ? `\n${body}` : body.trimStart();
      return ` ${open}${isOnLine ? start.slice(0, -1) : `${start}${' '.repeat(column + 2)}`}${closed}${after}\n`;
    });
}

const TEXT_LINES = ['x', 'y z', '', 'w ', ' v', 'u'];
const multiLine: fc.Arbitrary<Part> = fc.oneof(
  closing(
    '"',
    '"',
    mostly(
      [...TEXT_LINES, 'a\\', '\\ b', '\\n', 'c \\', '\\x41 ', 'd\\ '],
      ['#c', '# c', 'a: b', '- x', '\t', '---', "'"],
    ),
  ),
  closing("'", "'", mostly([...TEXT_LINES, "''"], ['#c', '# c', 'a: b', '\t', '---', '"', 'x\t'])),
  closing(
    '',
    '',
    mostly([...TEXT_LINES, '- x', '\n# c'], ['# c', 'x #c', 'a: b', 'x:', '\tx', '---', '*a', '"', '[a']),
  ),
  closing(
    '[',
    ']',
    mostly(
      ['a,', 'b c,', '"d",', '[e, f],', '{g: h},', '# c', ''],
      ['i', ',', 'j: k,', '- l', '&m n,', '*a,', '~,', '<<,'],
    ),
  ),
  closing(
    '{',
    '}',
    mostly(
      ['a: b,', 'c: d,', '"e": f,', 'g: [],', 'h: {i: j},', '# c', ''],
      ['k', 'l : m,', 'n:', '"o":p,', 'q: r', '<<: *a,'],
    ),
  ),
);

const between = mostly(
  ['', '', '', '', '', '\n', '# c\n', '  # c\n'],
  ['   \n', '\t\n', '---\n', '...\n', '  \t# c\n', '--- # c\n', '%YAML 1.1\n'],
);
const anchor = mostly(['', '', '', '', '', ' &a', ' &b'], [' !!str', ' !', ' &a &b', ' *a']);

const { node } = fc.letrec<{ node: Part; value: Part; map: Part; list: Part }>((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, tie('map'), tie('list')),
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: block },
    { weight: 2, arbitrary: multiLine },
    {
      weight: 3,
      arbitrary: fc.tuple(tie('node'), deeper, end).map(
        ([below, by, after]) =>
          (column: number) =>
            `${after}\n${below(Math.max(0, column + by))}`,
      ),
    },
  ),
  map: fc
    .array(
      fc.tuple(
        between,
        mostly(CLEAR_KEYS, ODD_KEYS),
        mostly([':', ':', ':', ':  '], [' :', '', ':\t']),
        anchor,
        tie('value'),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map(
      (fields) => (column) =>
        fields
          .map(([gap, key, colon, name, value]) => `${gap}${' '.repeat(column)}${key}${colon}${name}${value(column)}`)
          .join(''),
    ),
  list: fc
    .array(
      fc.tuple(
        between,
        mostly(['-', '-', '-', '-  ', '- k:', '- -'], ['-\t', '- ? ', '- &a -', '- "k":', '- - k:']),
        anchor,
        tie('value'),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map(
      (items) => (column) =>
        items.map(([gap, dash, name, value]) => `${gap}${' '.repeat(column)}${dash}${name}${value(column)}`).join(''),
    ),
}));

/** Documents of the grammar. */
export const nested = fc
  .tuple(
    mostly(['', '', '---\n', '# c\n'], ['%YAML 1.1\n---\n', '%YAML 1.2\n---\n', '...\n', '--- a\n', '---  \n', ' ']),
    fc.array(node, { minLength: 1, maxLength: 2 }),
    mostly(['---\n', '---\n', '--- # c\n', '---\n# c\n'], ['...\n', '', '--- \n', '---\t\n', '...\n---\n']),
    fc.constantFrom('', '', '', '\n', ' ', '\n '),
  )
  .map(([start, nodes, mark, after]) => start + nodes.map((each) => each(0)).join(mark) + after)
  .chain((text) => fc.boolean().map((isOpen) => (isOpen && text.endsWith('\n') ? text.slice(0, -1) : text)));
