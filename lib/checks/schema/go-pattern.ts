import { withinTime } from '../within-time';

const known = new Map<string, RegExp | undefined>();

/** What RE2 reads in another way than JavaScript, or JavaScript not at all. */
const OTHER = /\\[QEC]|\[:\^|\(\?(?![:P<])|\\x\{/;

/** Classes of POSIX, within brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/**
 * A regular expression of Go, which is one of RE2, for JavaScript. Source: https://github.com/google/re2/wiki/Syntax.
 * @param pattern - the expression
 * @returns nothing where JavaScript would read it in another way
 */
export function goPattern(pattern: string): RegExp | undefined {
  if (!known.has(pattern)) known.set(pattern, read(pattern));
  return known.get(pattern);
}

/** Strings up to this length are compared at once: no expression takes long for them. Neither does one that repeats nothing, for any string. */
const SHORT = 20;

/** Longer strings are not compared: the time that JavaScript takes may grow with the square of the length. */
const LONGEST = 10_000;

/** How many milliseconds a comparison may take, at first and after many were ended. */
const LIMIT = { first: 200, later: 5, ended: 10 } as const;

const slow = new Set<string>();

/**
 * Whether a string has the form of a regular expression of Go.
 * @param pattern - the expression
 * @param text - the string
 * @returns nothing where that is not known, or takes too long
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  const expression = goPattern(pattern);
  if (expression === undefined || text.length > LONGEST || slow.has(pattern)) return undefined;
  if (text.length <= SHORT || !/[*+?{]/.test(pattern)) return expression.test(text);
  const limit = slow.size < LIMIT.ended ? LIMIT.first : LIMIT.later;
  const { result } = withinTime(limit, () => expression.test(text));
  if (result === undefined) slow.add(pattern);
  return result?.value;
}

function read(pattern: string): RegExp | undefined {
  const [, start = '', flags = '', rest = pattern] = /^(\^?)\(\?([is]+)\)(.*)$/s.exec(pattern) ?? [];
  if (OTHER.test(rest)) return undefined;
  const text = `${start}${rest}`
    .replace(/\\(.)/gs, (all, letter: string) => (letter === 'A' ? '^' : letter === 'z' ? '$' : all))
    .replace(/\\([pP])(\p{L})/gu, '\\$1{$2}')
    .replace(/\[:(\w+):\]/g, (all, name: string) => CLASSES[name] ?? all)
    .replace(/\(\?P</g, '(?<');
  // Only with the flag u are properties of Unicode read, and only without it a \ before any character.
  return compiled(text, `${flags}u`) ?? (/\\[pP]\{/.test(text) ? undefined : compiled(text, flags));
}

function compiled(text: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(text, flags);
  } catch {
    return undefined;
  }
}
