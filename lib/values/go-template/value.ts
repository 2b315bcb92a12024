import { goNumber } from '../yaml/go-yaml';

/**
 * A value while a template runs: `bigint` for the integers of Go and `number` for its floats, which are different types there; undefined where
 * nothing is.
 */
export type TemplateValue = string | bigint | number | boolean | null | undefined | TemplateList | TemplateMap;

/** A list of values. */
export type TemplateList = readonly TemplateValue[];

/** A map of values. */
export interface TemplateMap {
  readonly [key: string]: TemplateValue;
}

/** Thrown for what is not a template, and for a template that cannot be filled in; the message says what is wrong. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Whether a value is a list. */
export function isList(value: TemplateValue): value is TemplateList {
  return Array.isArray(value);
}

/** Whether a value is a map. */
export function isMap(value: TemplateValue): value is TemplateMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Whether a value is nil. */
export function isNil(value: TemplateValue): value is null | undefined {
  return value === undefined || value === null;
}

/** Entries of a map in the order of their keys, as Go walks through them. */
export function entriesOf(map: TemplateMap): ReadonlyArray<readonly [string, TemplateValue]> {
  return Object.keys(map)
    .sort()
    .map((key) => [key, map[key]] as const);
}

/** Whether a value counts as true in a condition. */
export function isTrue(value: TemplateValue): boolean {
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** Plain data as a template sees what a program of Kubernetes holds: whole numbers are integers. */
export function withIntegers(value: TemplateValue): TemplateValue {
  if (isList(value)) return value.map(withIntegers);
  if (isMap(value)) return Object.fromEntries(entriesOf(value).map(([key, member]) => [key, withIntegers(member)]));
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
}

/**
 * A value as Go prints it with `%v`.
 * @param value - the value
 */
export function goText(value: TemplateValue): string {
  if (isNil(value)) return '<nil>';
  if (isList(value)) return `[${value.map(goText).join(' ')}]`;
  if (isMap(value))
    return `map[${entriesOf(value)
      .map(([key, member]) => `${key}:${goText(member)}`)
      .join(' ')}]`;
  return typeof value === 'number' ? goNumber(value, 6) : String(value);
}

/** The type of a scalar in Go. */
export function goType(value: TemplateValue): string {
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : isList(value) ? 'list' : isMap(value) ? 'map' : 'nil';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** What Go does not print as it is: control characters, separators other than a space, and what has no character. */
const NOT_PRINTED = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/**
 * A string as Go quotes it with `%q`.
 * @param text - the text
 */
export function goQuoted(text: string): string {
  const escaped = text.replace(NOT_PRINTED, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    const coded =
      code < 128
        ? `\\x${digits.padStart(2, '0')}`
        : code < 65536
          ? `\\u${digits.padStart(4, '0')}`
          : `\\U${digits.padStart(8, '0')}`;
    return ESCAPES[character] ?? coded;
  });
  return `"${escaped}"`;
}

const UNESCAPED: ReadonlyMap<string, string> = new Map(
  Object.entries(ESCAPES).map(([character, escaped]) => [escaped, character]),
);

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|[^])/g;

/**
 * The text of a literal of Go in double quotes, or in backquotes.
 * @param literal - the literal with its quotes
 * @throws TemplateError where it has an escape that Go does not know
 */
export function goUnquoted(literal: string): string {
  const text = literal.slice(1, -1);
  if (literal.startsWith('`')) return text;
  return text.replace(ESCAPE, (escape, byte?: string, short?: string, long?: string, octal?: string) => {
    const hex = byte ?? short ?? long;
    const code = hex !== undefined ? parseInt(hex, 16) : octal !== undefined ? parseInt(octal, 8) : undefined;
    const character =
      code === undefined ? UNESCAPED.get(escape) : code < 0x110000 ? String.fromCodePoint(code) : undefined;
    if (character === undefined)
      throw new TemplateError(`${literal} is not a string: ${escape} is not an escape of Go`);
    return character;
  });
}
