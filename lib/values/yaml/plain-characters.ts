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
