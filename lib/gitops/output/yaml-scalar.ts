import { isDeepStrictEqual } from 'util';
import { Scalar, stringify } from 'yaml';
import { resolvePlain } from '../../values/yaml/go-scalar';
import { readYaml } from './read-yaml';

/**
 * Printable ASCII that starts with a letter, `_` or `/`, without `: ` and ` #`, not ending in a blank or a colon: the
 * texts that need quotes only where a word has a meaning in YAML.
 */
const PLAIN_TEXT = /^[A-Za-z_/](?:[!-9;-~]|:(?=[!-~])| (?=[!-"$-~]))*$/;

/** The same after a digit, where at least one character keeps it from being a number, a time or a date. */
const PLAIN_AFTER_DIGIT = /^[0-9](?:[!-9;-~]|:(?=[!-~])| (?=[!-"$-~]))*$/;
const NOT_IN_NUMBERS = /[/%g-mp-su-wG-MP-SU-W]/;

/** What readers of YAML 1.1 take for a number in scientific notation though it has no digit before the exponent. */
const BARE_EXPONENT = /^[-+]?[._]*[eE][-+]?[0-9]+$/;

/** Printable ASCII that double quotes leave as it is. */
const UNESCAPED = /^[ !#-[\]-~]*$/;

/** A first character with a meaning of its own, so that the text is quoted. */
const INDICATOR_FIRST = /^[*&!%@`{[\]},#|>]/;

/** Lines of printable ASCII, which are a literal block. */
const LINES = /^[!-~][\n -~]*\n[\n -~]*[!-~]\n?$/;

/** Line breaks of YAML 1.1 that JSON leaves as they are, and what go-yaml refuses outside of escapes. */
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Where go-yaml cannot find out how far a literal block is indented: blank lines only, or a tab before the first text. */
const BLANK_OR_TAB_FIRST = /^\s*$|^\n*\t/;

/** Markers of a document, which no scalar at the start of a line may look like. */
const MARKER = /^(---|\.\.\.)/;

/** Size of the cache of strings that the YAML library had to write. */
const REMEMBERED = 20_000;

const OPTIONS = {
  compat: 'yaml-1.1',
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const;

/** Whether all scalars so far are known to read back as they are meant. */
export interface Proof {
  isWhole: boolean;
}

/** A scalar as it is written. */
interface WrittenScalar {
  readonly text: string;
  /** Whether it was read back. */
  readonly isProven: boolean;
}

const values = new Map<string, WrittenScalar>();
const keys = new Map<string, WrittenScalar>();

/**
 * A string as a value in a block: plain, quoted, or a literal block whose lines are indented by two blanks.
 * @param text - any text
 * @param proof - is taken away where it is not known that the text reads back
 */
export function textScalar(text: string, proof: Proof = { isWhole: true }): string {
  if (PLAIN_TEXT.test(text) || (PLAIN_AFTER_DIGIT.test(text) && NOT_IN_NUMBERS.test(text))) {
    return isText(text) ? text : `"${text}"`;
  }
  const { text: written, isProven } = remembered(values, text, () => provenValue(text, stringifiedValue(text)));
  if (!isProven) proof.isWhole = false;
  return written;
}

/**
 * A string as a key of a block map with its colon, on one line.
 * @param text - any text
 * @param proof - is taken away where it is not known that the key reads back
 */
export function keyScalar(text: string, proof: Proof): string {
  const { text: written, isProven } = keys.get(text) ?? remembered(keys, text, () => provenKey(text, writtenKey(text)));
  if (!isProven) proof.isWhole = false;
  return written;
}

function writtenKey(text: string): string {
  if (PLAIN_TEXT.test(text)) return isText(text) ? text : `"${text}"`;
  if (needsDoubleQuotes(text) || MARKER.test(text)) return doubleQuoted(text);
  const line = stringify({ [text]: 0 }, OPTIONS);
  return line.slice(0, line.lastIndexOf(':'));
}

/** Literal blocks depend on their indentation, and are read back where they are. */
function provenValue(text: string, written: string): WrittenScalar {
  const isOneLine = !written.includes('\n');
  const isProven = isOneLine && isRead(`k: ${written}`, { k: text }) && isRead(`- ${written}`, [text]);
  return { text: written, isProven };
}

function provenKey(text: string, written: string): WrittenScalar {
  return { text: `${written}:`, isProven: isRead(`${written}: 0`, { [text]: 0 }) };
}

function stringifiedValue(text: string): string {
  if (needsDoubleQuotes(text)) return doubleQuoted(text);
  // The same as by the library, which takes a while to load.
  if (INDICATOR_FIRST.test(text) && UNESCAPED.test(text)) return `"${text}"`;
  if (LINES.test(text)) return literalBlock(text);
  const scalar = stringify({ k: text }, OPTIONS).slice('k: '.length, -1);
  if (scalar.startsWith('|')) return BLANK_OR_TAB_FIRST.test(text) ? doubleQuoted(text) : scalar;
  return scalar.includes('\n') ? doubleQuoted(text) : scalar;
}

function literalBlock(text: string): string {
  const isEnded = text.endsWith('\n');
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n').map((line) => (line === '' ? '' : `  ${line}`));
  return [isEnded ? '|' : '|-', ...lines].join('\n');
}

/** Whether a document of one line reads as a value, by the rules of go-yaml. */
function isRead(line: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(readYaml(`---\n${line}\n`), value);
  } catch {
    return false;
  }
}

/** Whether go-yaml reads another value than a string, or other characters, where the YAML library does not quote it. */
function needsDoubleQuotes(text: string): boolean {
  return text.search(ESCAPED) >= 0 || !isText(text);
}

/** Whether every reader takes a plain scalar for a string. */
function isText(text: string): boolean {
  return typeof resolvePlain(text) === 'string' && !BARE_EXPONENT.test(text);
}

function doubleQuoted(text: string): string {
  if (UNESCAPED.test(text)) return `"${text}"`;
  const scalar = new Scalar(text);
  scalar.type = 'QUOTE_DOUBLE';
  return stringify({ k: scalar }, OPTIONS)
    .slice('k: '.length, -1)
    .replace(ESCAPED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function remembered(known: Map<string, WrittenScalar>, text: string, make: () => WrittenScalar): WrittenScalar {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= REMEMBERED) known.clear();
  const made = make();
  known.set(text, made);
  return made;
}
