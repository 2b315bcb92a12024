import type { JsonValue } from '../json';
import { kubectlScalar } from './kubectl-scalars';

/** Reads what has more forms than are read here: a text of YAML with one value. @throws Error where it cannot be read */
export type ReadText = (text: string) => JsonValue;

/**
 * The value of a text, or of an empty list or map.
 * @param written - as it is written, without a comment after it
 * @param parent - column that its further lines are deeper than
 * @param readText - the library, for folded blocks and escapes that JSON does not have
 */
export function plainScalar(written: string, parent: number, readText: ReadText): JsonValue {
  switch (written.charAt(0)) {
    case '"':
      return doubleQuoted(written) ?? readText(asField(written, parent));
    case "'":
      return folded(written.slice(1, -1).replaceAll("''", "'"));
    case '|':
      return literal(written, parent);
    case '>':
      return readText(asField(written, parent));
    case '[':
      return [];
    case '{':
      return {};
    default:
      return written.includes('\n') ? folded(written) : kubectlScalar(written);
  }
}

function asField(written: string, parent: number): string {
  return `${' '.repeat(Math.max(parent, 0))}k: ${written}`;
}

function doubleQuoted(written: string): string | undefined {
  const inner = written.slice(1, -1);
  if (!inner.includes('\\')) return folded(inner);
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}

/** Of lines, a line: what is around their ends is a space, and each empty line is a line feed. */
function folded(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(/ *\n[ \n]*/g, (gap) => '\n'.repeat(gap.split('\n').length - 2) || ' ');
}

const HEADER = /^\|([-+]?)([1-9]?)([-+]?)[^\n]*\n/;

function literal(written: string, parent: number): string {
  const [header = '', before = '', given = '', after = ''] = HEADER.exec(written) ?? [];
  const body = written.slice(header.length);
  const depth = given === '' ? depthOf(body) : parent + Number(given);
  const text = depth === 0 ? body : body.replace(new RegExp(`^ {1,${depth}}`, 'gm'), '');
  const chomping = before + after;
  if (chomping === '+') return text;
  const end = endOfContent(text);
  return chomping === '-' || end === 0 ? text.slice(0, end) : text.slice(0, end + 1);
}

/** How many spaces the first line begins with that is not blank. */
function depthOf(body: string): number {
  const first = body.search(/[^ \n]/);
  return first < 0 ? 0 : first - 1 - body.lastIndexOf('\n', first);
}

function endOfContent(text: string): number {
  let end = text.length;
  while (text.charAt(end - 1) === '\n') end--;
  return end;
}
