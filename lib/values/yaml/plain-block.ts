import { columnAt, LINE_FEED, SPACE, TAB } from './plain-characters';

/** The first line of a block: how much it is deeper than its key where that is stated, on either side of how it ends. */
const HEADER = /([|>])([-+]?)([1-9]?)([-+]?) *(?: #.*)?\n/y;

/** What is between lines of a folded text about which readers differ: tabs, and blanks on lines of their own. */
const UNCLEAR_FOLDED = /\t|\n +\n/;

/** The start of a block. */
interface Header {
  /** Whether its lines are joined. */
  readonly isFolded: boolean;
  /** `-` and `+` leave out and keep all line feeds at its end. */
  readonly ending: string;
  /** How much it is deeper than its key; 0 where that is not stated. */
  readonly given: number;
  /** Where its first line begins. */
  readonly body: number;
}

function headerAt(text: string, at: number): Header | undefined {
  HEADER.lastIndex = at;
  const [, style, before = '', given = '', after = ''] = HEADER.exec(text) ?? [];
  if (style === undefined || (before !== '' && after !== '')) return undefined;
  return { isFolded: style === '>', ending: before + after, given: Number(given), body: HEADER.lastIndex };
}

/**
 * Where a block of text ends, with its last line: no line of it is less deep than its first.
 * @param text - the text that it is in
 * @param start - its `|` or `>`
 * @param parent - column that its lines are deeper than
 * @returns a negative number where that is not certain
 */
export function blockEnd(text: string, start: number, parent: number): number {
  const header = headerAt(text, start);
  if (header === undefined) return -1;
  let depth = header.given === 0 ? undefined : parent + header.given;
  let deepestBlank = 0;
  let line = header.body;
  while (line < text.length) {
    const column = columnAt(text, line);
    const first = text.charCodeAt(line + column);
    if (first === LINE_FEED) deepestBlank = Math.max(deepestBlank, column);
    else if (column <= parent) break;
    else {
      depth ??= depthOfFirst(column, first, deepestBlank);
      if (column < depth) return -1;
    }
    line = text.indexOf('\n', line + column) + 1;
  }
  if (header.isFolded && UNCLEAR_FOLDED.test(text.slice(start, line))) return -1;
  return areBlanksClear(header, depth, deepestBlank) ? line : -1;
}

/** How deep a block is by its first line; no line is deep enough where that is not clear. */
function depthOfFirst(column: number, first: number, deepestBlank: number): number {
  return first === TAB || deepestBlank > column ? Infinity : column;
}

/** Readers differ about blanks at the end of a block with a stated depth, and of one that has nothing else. */
function areBlanksClear({ given }: Header, depth: number | undefined, deepestBlank: number): boolean {
  if (depth === undefined) return deepestBlank === 0;
  return given === 0 || deepestBlank <= depth;
}

/**
 * What a block of text says.
 * @param written - from its `|` or `>` on, with its last line
 * @param parent - column that its lines are deeper than
 */
export function blockText(written: string, parent: number): string {
  const { isFolded = false, ending = '', given = 0, body = 0 } = headerAt(written, 0) ?? {};
  const lines = written.slice(body);
  const depth = given === 0 ? depthOf(lines) : parent + given;
  const text = depth === 0 ? lines : lines.replace(new RegExp(`^ {1,${depth}}`, 'gm'), '');
  const end = endOfContent(text);
  const content = isFolded ? joined(text.slice(0, end)) : text.slice(0, end);
  if (ending === '+') return content + text.slice(end);
  return ending === '-' || end === 0 ? content : `${content}\n`;
}

/** How many spaces the first line begins with that is not blank. */
function depthOf(body: string): number {
  const first = body.search(/[^ \n]/);
  return first < 0 ? 0 : first - 1 - body.lastIndexOf('\n', first);
}

function endOfContent(text: string): number {
  let end = text.length;
  while (text.charCodeAt(end - 1) === LINE_FEED) end--;
  return end;
}

/** Of lines, a line: a line feed is a space, and each empty line is a line feed; what is beside a line that is deeper stays as it is. */
function joined(text: string): string {
  return text.replace(/\n+/g, (gap, at: number) => {
    const isAsItIs = at === 0 || isSpace(text, at + gap.length) || isSpace(text, text.lastIndexOf('\n', at - 1) + 1);
    return isAsItIs ? gap : '\n'.repeat(gap.length - 1) || ' ';
  });
}

function isSpace(text: string, at: number): boolean {
  return text.charCodeAt(at) === SPACE;
}
