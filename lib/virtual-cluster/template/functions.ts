import { createHash } from 'crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { printed } from '../release';
import { isSet } from '../values/chart-values';
import { goYaml, indented } from '../../values/yaml/go-yaml';
import { TemplateError } from './parse-template';

/** A value while a template runs; undefined where nothing is. */
export type TemplateValue = JsonValue | undefined;

type Args = readonly TemplateValue[];

/**
 * A value as a template prints it.
 * @param value - the value
 */
export function printedValue(value: TemplateValue): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(printedValue).join(' ')}]`;
  if (isJsonObject(value)) {
    const entries = Object.keys(value).sort();
    return `map[${entries.map((key) => `${key}:${printedValue(value[key])}`).join(' ')}]`;
  }
  return printed(value);
}

const text = (value: TemplateValue): string => printedValue(value);
const number = (value: TemplateValue): number => Math.trunc(Number(value ?? 0)) || 0;
const items = (value: TemplateValue): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];

/** The functions that templates may use, by name; the value of a pipeline is the last argument. */
export const FUNCTIONS: Readonly<Record<string, (...args: Args) => TemplateValue>> = {
  ...comparisons(),
  ...texts(),
  ...numbers(),
  ...collections(),
};

function comparisons(): Readonly<Record<string, (...args: Args) => TemplateValue>> {
  const same = (a: TemplateValue, b: TemplateValue): boolean => JSON.stringify(a) === JSON.stringify(b);
  return {
    and: (...args) => args.find((value) => !isSet(value)) ?? args.at(-1),
    or: (...args) => args.find(isSet) ?? args.at(-1),
    not: (value) => !isSet(value),
    eq: (first, ...others) => others.some((other) => same(first, other)),
    ne: (a, b) => !same(a, b),
    empty: (value) => !isSet(value),
    default: (standard, value) => (isSet(value) ? value : standard),
    coalesce: (...args) => args.find(isSet) ?? null,
    ternary: (yes, no, test) => (test === true ? yes : no),
    required: (message, value) => {
      if (value === undefined || value === null || value === '') throw new TemplateError(text(message));
      return value;
    },
    fail: (message) => {
      throw new TemplateError(text(message));
    },
    // Nothing is asked of a cluster.
    lookup: () => ({}),
  };
}

function texts(): Readonly<Record<string, (...args: Args) => TemplateValue>> {
  return {
    quote: (...args) =>
      args.flatMap((value) => (value === undefined || value === null ? [] : [JSON.stringify(text(value))])).join(' '),
    squote: (...args) => args.map((value) => `'${text(value)}'`).join(' '),
    toString: (value: TemplateValue) => text(value),
    upper: (value) => text(value).toUpperCase(),
    lower: (value) => text(value).toLowerCase(),
    trim: (value) => text(value).trim(),
    trimSuffix: (suffix, value) =>
      text(value).endsWith(text(suffix)) && text(suffix) !== ''
        ? text(value).slice(0, -text(suffix).length)
        : text(value),
    trimPrefix: (prefix, value) =>
      text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value),
    trunc: (length, value) =>
      number(length) < 0 ? text(value).slice(number(length)) : text(value).slice(0, number(length)),
    replace: (old, by, value) => text(value).split(text(old)).join(text(by)),
    contains: (part, value) => text(value).includes(text(part)),
    hasPrefix: (prefix, value) => text(value).startsWith(text(prefix)),
    hasSuffix: (suffix, value) => text(value).endsWith(text(suffix)),
    indent: (width, value) => indented(text(value), number(width)),
    nindent: (width, value) => `\n${indented(text(value), number(width))}`,
    printf: (format, ...args) => formatted(text(format), args),
    toYaml: (value) => goYaml(value ?? null),
    toJson: (value) => JSON.stringify(value ?? null),
    b64enc: (value) => Buffer.from(text(value)).toString('base64'),
    sha256sum: (value) => createHash('sha256').update(text(value)).digest('hex'),
    join: (separator, list) => items(list).map(text).join(text(separator)),
  };
}

function formatted(format: string, args: Args): string {
  const rest = [...args];
  return format.replace(/%([%svdq])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = rest.shift();
    if (verb === 'q') return JSON.stringify(text(value));
    return verb === 'd' ? String(number(value)) : text(value);
  });
}

function numbers(): Readonly<Record<string, (...args: Args) => TemplateValue>> {
  const compared = (a: TemplateValue, b: TemplateValue): number =>
    typeof a === 'string' || typeof b === 'string'
      ? text(a) < text(b)
        ? -1
        : Number(text(a) > text(b))
      : Number(a) - Number(b);
  return {
    int: number,
    int64: number,
    add: (...args) => args.reduce((sum: number, value) => sum + number(value), 0),
    add1: (value) => number(value) + 1,
    sub: (a, b) => number(a) - number(b),
    mul: (...args) => args.reduce((product: number, value) => product * number(value), 1),
    lt: (a, b) => compared(a, b) < 0,
    le: (a, b) => compared(a, b) <= 0,
    gt: (a, b) => compared(a, b) > 0,
    ge: (a, b) => compared(a, b) >= 0,
    len: (value) =>
      isJsonObject(value) ? Object.keys(value).length : Array.isArray(value) ? value.length : text(value).length,
  };
}

function collections(): Readonly<Record<string, (...args: Args) => TemplateValue>> {
  return {
    list: (...args) => args.map((value) => value ?? null),
    dict: (...args) => pairs(args),
    get: (object, key) => (isJsonObject(object) ? (object[text(key)] ?? '') : ''),
    hasKey: (object, key) => isJsonObject(object) && object[text(key)] !== undefined,
    keys: (object) => (isJsonObject(object) ? Object.keys(object).sort() : []),
    first: (list) => items(list)[0] ?? null,
    last: (list) => items(list).at(-1) ?? null,
    index: (value, ...keys) =>
      keys.reduce(
        (found: TemplateValue, key) => (isJsonObject(found) ? found[text(key)] : items(found)[number(key)]),
        value,
      ),
    until: (count) => Array.from({ length: Math.min(1000, number(count)) }, (_, index) => index),
  };
}

function pairs(args: Args): JsonObject {
  const entries: Array<[string, JsonValue]> = [];
  for (let i = 0; i < args.length; i += 2) entries.push([text(args[i]), args[i + 1] ?? null]);
  return Object.fromEntries(entries);
}
