import { kubectlScalar } from './kubectl-scalars';
import { COLON, HASH, isBlank, LINE_FEED, SPACE, TAB } from './plain-characters';

/** What a text without quotes may begin with, beside letters that are not of ASCII. */
const PLAIN_START = /[\w/(.$^\\+;~=<)\u00a0-\uffff]/;

/** What it may begin with where no space follows. */
const PLAIN_START_BEFORE = '-?:';

const NAME = /[\w-]+/y;

/** Readers take no key that is longer, in characters; theirs is a little more. */
const MAX_KEY = 1000;

/**
 * A key as it is read: without its quotes, or with the word for what its text means.
 * @param written - the key on one line, without escapes
 * @returns undefined for one about which readers differ: nothing, the key that merges, a prototype, and one that is very long
 */
export function keyText(written: string): string | undefined {
  if (written.length > MAX_KEY) return undefined;
  const first = written.charAt(0);
  const key = first === '"' || first === "'" ? written.slice(1, -1) : kubectlScalar(written);
  return key === null || key === '<<' || key === '__proto__' ? undefined : String(key);
}

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
