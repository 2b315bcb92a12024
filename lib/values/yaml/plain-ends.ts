import { columnAt, columnOf, COLON, HASH, isBlank, LINE_FEED, skipSpaces, SPACE, TAB } from './plain-characters';

/** What a text without quotes may begin with, beside letters that are not of ASCII. */
const PLAIN_START = /[\w/(.$^\\+;~=<)\u00a0-\uffff]/;

/** What it may begin with where no space follows. */
const PLAIN_START_BEFORE = '-?:';

/** The first line of a block of text: how much it is deeper than its key where that is stated, on either side of how it ends. */
const BLOCK = /([|>])(?:([1-9])[-+]?|[-+]?([1-9]?)) *(?: #.*)?\n/y;

/** Texts whose lines are joined are at most this long, in characters; no object that holds more can be stored. */
const MAX_FOLDED = 2 ** 20;

const NAME = /[\w-]+/y;

/**
 * Where a text without quotes or a key may begin.
 * @param text - the text
 * @param at - the place
 */
export function isPlainStart(text: string, at: number): boolean {
  const first = text.charAt(at);
  if (PLAIN_START_BEFORE.includes(first)) return !isBlank(text.charCodeAt(at + 1));
  return PLAIN_START.test(first) && !text.startsWith('<<', at);
}

/**
 * Where a key of one line ends: the place of its colon.
 * @param text - the text
 * @param at - where it begins
 * @returns a negative number where there is none
 */
export function endOfKey(text: string, at: number): number {
  const first = text.charAt(at);
  const colon = first === '"' || first === "'" ? endOfQuotedKey(text, at, first) : endOfPlainKey(text, at);
  const next = text.charCodeAt(colon + 1);
  return colon >= 0 && (next === SPACE || next === LINE_FEED) ? colon : -1;
}

/** Keys with escapes are left to others. */
function endOfQuotedKey(text: string, at: number, quote: string): number {
  const end = text.indexOf(quote, at + 1);
  const isEnd = end >= 0 && text.charCodeAt(end + 1) === COLON;
  return isEnd && !/[\n\t\\]/.test(text.slice(at, end)) ? end + 1 : -1;
}

function endOfPlainKey(text: string, from: number): number {
  if (!isPlainStart(text, from)) return -1;
  for (let at = from; ; at++) {
    const character = text.charCodeAt(at);
    if (character === LINE_FEED || character === TAB) return -1;
    if (character === HASH && isBlank(text.charCodeAt(at - 1))) return -1;
    if (character === COLON && isBlank(text.charCodeAt(at + 1))) return isBlank(text.charCodeAt(at - 1)) ? -1 : at;
  }
}

/**
 * Where the name of an anchor or an alias ends.
 * @param text - the text
 * @param at - where it begins
 * @param indicator - `&` or `*`
 * @returns a negative number where there is none
 */
export function endOfAnchor(text: string, at: number, indicator: '&' | '*'): number {
  if (text.charAt(at) !== indicator) return -1;
  NAME.lastIndex = at + 1;
  return NAME.test(text) && isBlank(text.charCodeAt(NAME.lastIndex)) ? NAME.lastIndex : -1;
}

/**
 * Where a line ends of which nothing is left but a comment.
 * @param text - the text
 * @param at - where its last value ends
 * @returns a negative number where more is left
 */
export function lineAfter(text: string, at: number): number {
  const next = skipSpaces(text, at);
  const character = text.charCodeAt(next);
  if (character === LINE_FEED) return next + 1;
  return character === HASH && next > at ? text.indexOf('\n', next) + 1 : -1;
}

/**
 * The next character that is neither blank nor of a comment, on further lines.
 * @param text - the text
 * @param at - a place on the line before them
 * @returns a negative number where a document ends before
 */
export function contentAfter(text: string, at: number): number {
  for (let line = text.indexOf('\n', at) + 1; line < text.length; line = text.indexOf('\n', line) + 1) {
    const start = line + columnAt(text, line);
    const first = text.charCodeAt(start);
    if (first === LINE_FEED || first === HASH) continue;
    return text.startsWith('---', line) ? -1 : start;
  }
  return -1;
}

/**
 * Where a text ends: without quotes, in quotes, or a block.
 * @param text - the text that it is in
 * @param at - where it begins
 * @param parent - column that its further lines are deeper than
 * @returns a negative number where that is not certain
 */
export function textEnd(text: string, at: number, parent: number): number {
  const first = text.charAt(at);
  if (first === '"' || first === "'") {
    const end = quotedEnd(text, at);
    return end >= 0 && areDeeper(text, at, end, parent) ? end : -1;
  }
  if (first === '|' || first === '>') return blockEnd(text, at, parent);
  return isPlainStart(text, at) ? plainEnd(text, at, parent) : -1;
}

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

/** About what readers differ in a text of several lines in quotes: tabs around line ends, and an empty line after one that is joined to the next. */
const UNCLEAR = /\t|\\\n *\n/;

/** Whether the further lines of a text in quotes are empty or deeper than its key. */
function areDeeper(text: string, start: number, end: number, parent: number): boolean {
  let line = text.indexOf('\n', start) + 1;
  if (line === 0 || line > end) return true;
  if (end - start > MAX_FOLDED || UNCLEAR.test(text.slice(start, end))) return false;
  for (; line > 0 && line <= end; line = text.indexOf('\n', line) + 1) {
    const column = columnAt(text, line);
    if (text.charCodeAt(line + column) !== LINE_FEED && column <= parent) return false;
  }
  return true;
}

/** Where a text without quotes ends, with its further lines. */
function plainEnd(text: string, start: number, parent: number): number {
  let end = plainLineEnd(text, start);
  let isOneLine = true;
  while (end >= 0) {
    const next = skipSpaces(text, end);
    // A comment ends a text.
    if (text.charCodeAt(next) !== LINE_FEED) break;
    const further = furtherLine(text, next + 1);
    if (further < 0 || columnOf(text, further) <= parent || text.charCodeAt(further) === HASH) break;
    end = plainLineEnd(text, further);
    isOneLine = false;
  }
  if (isOneLine) return end;
  return end - start > MAX_FOLDED || text.slice(start, end).includes('\t') ? -1 : end;
}

/**
 * The first character of the next line that is not blank.
 * @param text - the text
 * @param from - where a line begins
 * @returns a negative number where there is none
 */
export function furtherLine(text: string, from: number): number {
  for (let line = from; line < text.length; line = text.indexOf('\n', line) + 1) {
    const start = skipSpaces(text, line);
    if (text.charCodeAt(start) !== LINE_FEED) return start;
  }
  return -1;
}

/** Where what is written on one line without quotes ends, before blanks and a comment; a negative number where it has a key. */
function plainLineEnd(text: string, from: number): number {
  let at = from;
  for (; ; at++) {
    const character = text.charCodeAt(at);
    if (character === LINE_FEED) break;
    if (character === COLON && isBlank(text.charCodeAt(at + 1))) return -1;
    if (character === HASH && isBlank(text.charCodeAt(at - 1))) break;
  }
  while (text.charCodeAt(at - 1) === SPACE) at--;
  return text.charCodeAt(at - 1) === TAB ? -1 : at;
}

/** How deep a block is by its first line; no line is deep enough where that is not clear. */
function depthOfFirst(column: number, first: number, deepestBlank: number): number {
  return first === TAB || deepestBlank > column ? Infinity : column;
}

/** Where a block of text ends, with its last line: no line of it is less deep than its first. */
function blockEnd(text: string, start: number, parent: number): number {
  BLOCK.lastIndex = start;
  const match = BLOCK.exec(text);
  if (match === null) return -1;
  const given = Number(match[2] ?? match[3] ?? 0);
  let depth = given === 0 ? undefined : parent + given;
  let deepestBlank = 0;
  let line = BLOCK.lastIndex;
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
  // About blanks on lines of their own readers differ, and about tabs in a text that is folded.
  const isUnclear = match[1] === '>' && (line - start > MAX_FOLDED || /\t|\n +\n/.test(text.slice(start, line)));
  const isBlankUnclear = deepestBlank > (given > 0 ? parent + given : depth === undefined ? 0 : Infinity);
  return isUnclear || isBlankUnclear ? -1 : line;
}
