/* Characters that YAML gives a meaning, by their codes. */
export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const SPACE = 0x20;
export const HASH = 0x23;
export const DASH = 0x2d;
export const COLON = 0x3a;

/** Whether a character may stand between others of a line, or ends it. */
export function isBlank(character: number): boolean {
  return character === SPACE || character === LINE_FEED || character === TAB;
}

/**
 * The place of the first character that is not a space.
 * @param text - the text
 * @param from - where to look first
 */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/**
 * How many spaces a line begins with.
 * @param text - the text
 * @param line - where the line begins
 */
export function columnAt(text: string, line: number): number {
  return skipSpaces(text, line) - line;
}

/**
 * Column of a place with nothing before it on its line but spaces.
 * @param text - the text
 * @param at - the place
 */
export function columnOf(text: string, at: number): number {
  return at - 1 - text.lastIndexOf('\n', at - 1);
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
