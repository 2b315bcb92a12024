import { visibleLines } from '../../values/escape/visible';
import type { Io } from '../io';

/** How much text is kept before it is written. */
const CHUNK = 64 * 1024;

/**
 * Writes lines to standard output as they come, since there may be millions.
 * @param io - where they go
 * @param lines - the lines
 * @returns how many there were
 */
export function writeAll(io: Io, lines: Iterable<string>): number {
  let [text, count] = ['', 0];
  for (const line of lines) {
    text += `${visibleLines(line)}\n`;
    count++;
    if (text.length < CHUNK) continue;
    io.out(text);
    text = '';
  }
  if (text !== '') io.out(text);
  return count;
}

/**
 * The lines of a JSON object with a list, one item per line.
 * @param name - name of the list
 * @param items - its items
 * @param rest - the fields behind the list
 * @param first - the fields before it
 */
export function* jsonLines(
  name: string,
  items: Iterable<unknown>,
  rest: object,
  first: object = {},
): Generator<string> {
  yield `{`;
  for (const [key, value] of Object.entries(first)) yield `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`;
  let before: string | undefined;
  yield `  ${JSON.stringify(name)}: [`;
  for (const item of items) {
    if (before !== undefined) yield `    ${before},`;
    before = JSON.stringify(item);
  }
  if (before !== undefined) yield `    ${before}`;
  const fields = Object.entries(rest).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value, undefined, 2)}`,
  );
  yield `  ]${fields.length > 0 ? ',' : ''}`;
  yield* fields.map((field, index) => `${field}${index < fields.length - 1 ? ',' : ''}`.replace(/^/gm, '  '));
  yield `}`;
}
