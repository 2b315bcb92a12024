import * as fc from 'fast-check';
import type { Io } from '../../lib/cli/io';
import { tinted, writeJson } from '../../lib/cli/io';
import { tableLines } from '../../lib/values/escape/table';
import { toMermaid } from '../../lib/cli/network/mermaid';
import { csvLines } from '../../lib/values/escape/csv';
import { dotString } from '../../lib/values/escape/diagram';
import { markdownCell, markdownText } from '../../lib/values/escape/markdown';
import { describeProblem } from '../../lib/values/problem';
import { InputError } from '../../lib/values/input-error';
import { CONTROLS } from '../support/controls';
import { runs } from '../support/fc-runs';

/** Controls, separators, and marks that hide a string or turn its direction. */
const HOSTILE = [
  '\u001b[2J',
  '\u001b]0;t\u0007',
  '\u009b31m',
  '\u0000',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\r\n',
  '\n',
  '\t',
  '|',
  '`',
  '<script>',
  '[x](javascript:y)',
  '"',
  "'",
  ',',
  '=1+1',
  '@x',
  '-->',
  '```',
  '\\',
  '#',
  '*',
];
const name = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
      { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const DRIVES = new RegExp(
  `${CONTROLS.source}|[\\t\\r\\u200b-\\u200f\\u2028\\u2029\\ufeff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])`,
);

function printed(write: (io: Io) => void): string {
  let text = '';
  const io = { out: (more: string) => void (text += more), err: (more: string) => void (text += more), isTTY: false };
  write(io);
  return text;
}

test('names control no terminal, table, CSV, page or diagram', () => {
  fc.assert(
    fc.property(name, name, (first, second) => {
      const table = tableLines([
        ['A', 'B'],
        [first, second],
      ]);
      expect(table).toHaveLength(2);
      const node = (label: string) => ({ id: label, label });
      const lines = {
        table: table.join('\n'),
        tinted: printed((io) => io.out(tinted(io, 'bad', first))),
        problem: describeProblem({ at: first, what: second, got: first, allowed: second, fix: first }),
        error: new InputError({ at: first, what: second }).message,
        json: printed((io) => writeJson(io, { [first]: second })),
        markdown: [markdownText(first), markdownCell(second)].join('\n'),
        mermaid: toMermaid([{ from: node(first), to: node(second), label: first }]).join('\n'),
        dot: dotString(first),
      };
      for (const text of Object.values(lines)) expect(text).not.toMatch(DRIVES);
      for (const one of [lines.tinted, lines.problem, lines.error, lines.dot]) expect(one).not.toContain('\n');
      expect(JSON.parse(lines.json)).toEqual({ [first]: second });
      expect(lines.markdown.split('\n')).toHaveLength(2);
      expect(csvLines([[first, second]]).split('\r\n')).toHaveLength(2);
      expect(lines.mermaid.split('\n').length).toBe(first === second ? 3 : 4);
    }),
    { numRuns: runs(30, 3000) },
  );
});
