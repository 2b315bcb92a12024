import { Scalar, stringify } from 'yaml';
import { resolvePlain } from './go-scalar';

/**
 * Printable ASCII that starts with a letter, `_` or `/`, without `: ` and ` #`, not ending in a blank or a colon: the
 * texts that need quotes only where a word has a meaning in YAML.
 */
const PLAIN_TEXT = /^[A-Za-z_/](?:[!-9;-~]|:(?=[!-~])| (?=[!-"$-~]))*$/;

/** The same after a digit, where at least one character keeps it from being a number, a time or a date. */
const PLAIN_AFTER_DIGIT = /^[0-9](?:[!-9;-~]|:(?=[!-~])| (?=[!-"$-~]))*$/;
const NOT_IN_NUMBERS = /[/%g-mp-su-wG-MP-SU-W]/;

/** Line breaks of YAML 1.1 that JSON leaves as they are, and what go-yaml refuses outside of escapes. */
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Where go-yaml cannot find out how far a literal block is indented: blank lines only, or a tab before the first text. */
const BLANK_OR_TAB_FIRST = /^\s*$|^\n*\t/;

/** Markers of a document, which no scalar at the start of a line may look like. */
const MARKER = /^(---|\.\.\.)/;

/** Size of the cache of texts that the YAML library had to write. */
const REMEMBERED = 20_000;

const OPTIONS = {
  compat: 'yaml-1.1',
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const;

const values = new Map<string, string>();
const keys = new Map<string, string>();

/**
 * A text as a value in a block: plain, quoted, or a literal block whose lines are indented by two blanks.
 * @param text - any text
 */
export function textScalar(text: string): string {
  if (PLAIN_TEXT.test(text) || (PLAIN_AFTER_DIGIT.test(text) && NOT_IN_NUMBERS.test(text))) {
    return typeof resolvePlain(text) === 'string' ? text : `"${text}"`;
  }
  return remembered(values, text, () => stringifiedValue(text));
}

/**
 * A text as a key of a block map, on one line.
 * @param text - any text
 */
export function keyScalar(text: string): string {
  if (PLAIN_TEXT.test(text)) return typeof resolvePlain(text) === 'string' ? text : `"${text}"`;
  return remembered(keys, text, () => {
    if (needsDoubleQuotes(text) || MARKER.test(text)) return doubleQuoted(text);
    const line = stringify({ [text]: 0 }, OPTIONS);
    return line.slice(0, line.lastIndexOf(':'));
  });
}

function stringifiedValue(text: string): string {
  if (needsDoubleQuotes(text)) return doubleQuoted(text);
  const scalar = stringify({ k: text }, OPTIONS).slice('k: '.length, -1);
  if (scalar.startsWith('|')) return BLANK_OR_TAB_FIRST.test(text) ? doubleQuoted(text) : scalar;
  return scalar.includes('\n') ? doubleQuoted(text) : scalar;
}

/** Whether go-yaml reads another value than a text, or other characters, where the YAML library does not quote it. */
function needsDoubleQuotes(text: string): boolean {
  return text.search(ESCAPED) >= 0 || typeof resolvePlain(text) !== 'string';
}

function doubleQuoted(text: string): string {
  const scalar = new Scalar(text);
  scalar.type = 'QUOTE_DOUBLE';
  return stringify({ k: scalar }, OPTIONS)
    .slice('k: '.length, -1)
    .replace(ESCAPED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function remembered(known: Map<string, string>, text: string, make: () => string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= REMEMBERED) known.clear();
  const made = make();
  known.set(text, made);
  return made;
}
