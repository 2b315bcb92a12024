import { columnAt, LINE_FEED } from './plain-characters';

/** About what readers differ in a text of several lines in quotes: tabs around line ends, and an empty line after one that is joined to the next. */
const UNCLEAR = /\t|\\\n *\n/;

/**
 * Where a text in quotes ends, after its last quote.
 * @param text - the text that it is in
 * @param at - its first quote
 * @returns a negative number where there is no other quote
 */
export function quotedEnd(text: string, at: number): number {
  const quote = text.charAt(at);
  for (let end = text.indexOf(quote, at + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
    if (quote === '"') {
      if (backslashesBefore(text, end) % 2 === 0) return end + 1;
    } else if (text.charAt(end + 1) === quote) end++;
    else return end + 1;
  }
  return -1;
}

function backslashesBefore(text: string, at: number): number {
  let from = at;
  while (text.charAt(from - 1) === '\\') from--;
  return at - from;
}

/**
 * Whether the further lines of a text in quotes are empty or deeper than its key, and all readers agree about their ends.
 * @param text - the text that it is in
 * @param start - its first quote
 * @param end - after its last quote
 * @param parent - column of its key
 */
export function areDeeper(text: string, start: number, end: number, parent: number): boolean {
  let line = text.indexOf('\n', start) + 1;
  if (line === 0 || line > end) return true;
  if (UNCLEAR.test(text.slice(start, end))) return false;
  for (; line > 0 && line <= end; line = text.indexOf('\n', line) + 1) {
    const column = columnAt(text, line);
    if (text.charCodeAt(line + column) !== LINE_FEED && column <= parent) return false;
  }
  return true;
}

/**
 * Of lines, a line: what is around their ends is a space, and each empty line is a line feed.
 * @param text - without quotes and escapes
 */
export function folded(text: string): string {
  return text.includes('\n') ? text.replace(/(?<! ) *\n[ \n]*/g, foldedGap) : text;
}

function foldedGap(gap: string): string {
  const isOneBreak = gap.indexOf('\n') === gap.lastIndexOf('\n');
  return isOneBreak ? ' ' : '\n'.repeat(gap.split('\n').length - 2);
}

/** A line end with what is around it, an escape, or blanks. */
const SPECIAL = / *\n[ \n]*| +|\\(?:\n *|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.|$)/g;

/** What escapes of one character are, which JSON does not all have. */
const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '0': '\0',
    a: '\u0007',
    b: '\b',
    t: '\t',
    n: '\n',
    v: '\u000b',
    f: '\f',
    r: '\r',
    e: '\u001b',
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    N: '\u0085',
    _: '\u00a0',
    L: '\u2028',
    P: '\u2029',
  }),
);

/**
 * What a text in double quotes says.
 * @param inner - what is between the quotes
 * @returns undefined where it has an escape that YAML does not have
 */
export function doubleQuotedText(inner: string): string | undefined {
  if (!inner.includes('\\')) return folded(inner);
  let isRefused = false;
  const text = inner.replace(SPECIAL, (special) => {
    if (!special.startsWith('\\')) return special.includes('\n') ? foldedGap(special) : special;
    const escaped = unescaped(special.slice(1));
    isRefused ||= escaped === undefined;
    return escaped ?? '';
  });
  return isRefused ? undefined : text;
}

function unescaped(escape: string): string | undefined {
  if (escape.startsWith('\n')) return '';
  if (escape.length === 1) return ESCAPES.get(escape);
  const code = Number.parseInt(escape.slice(1), 16);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
