import { createHash } from 'crypto';
import { compare } from '../../values/compare';
import {
  fixed,
  integerArgument,
  textArgument,
  variadic,
  type TemplateFunction,
  type TemplateFunctions,
} from '../../values/go-template/functions';
import {
  entriesOf,
  goQuoted,
  goText,
  goType,
  isList,
  isMap,
  isNil,
  isTrue,
  TemplateError,
  type TemplateList,
  type TemplateMap,
  type TemplateValue,
} from '../../values/go-template/value';
import type { JsonValue } from '../../values/json';
import { goYaml, indented } from '../../values/yaml/go-yaml';
import { htmlSafeJson } from '../../values/json';

/** How long a list of numbers may be. */
const MOST_NUMBERS = 10_000;

type Call = TemplateFunction['call'];

const DECISIONS: Readonly<Record<string, Call>> = {
  empty: (value) => !isTrue(value),
  ternary: (yes, no, test) => {
    if (typeof test === 'boolean') return test ? yes : no;
    throw new TemplateError(`expected a bool, not the ${goType(test)} ${goText(test)}`);
  },
  required: (message, value) => {
    const text = textArgument(message);
    if (isNil(value) || value === '') throw new TemplateError(text);
    return value;
  },
  fail: (message) => {
    throw new TemplateError(textArgument(message));
  },
  // Nothing is asked of a cluster.
  lookup: (_version, _kind, _namespace, _name) => ({}),
};

const TEXTS: Readonly<Record<string, Call>> = {
  toString: (value: TemplateValue) => goText(value),
  upper: (value) => textArgument(value).toUpperCase(),
  lower: (value) => textArgument(value).toLowerCase(),
  trim: (value) => textArgument(value).trim(),
  trimSuffix: (suffix, value) => {
    const [text, end] = [textArgument(value), textArgument(suffix)];
    return text.endsWith(end) ? text.slice(0, text.length - end.length) : text;
  },
  trimPrefix: (prefix, value) => {
    const [text, start] = [textArgument(value), textArgument(prefix)];
    return text.startsWith(start) ? text.slice(start.length) : text;
  },
  trunc: (length, value) => truncated(Buffer.from(textArgument(value), 'utf8'), integerArgument(length)),
  replace: (old, by, value) => textArgument(value).split(textArgument(old)).join(textArgument(by)),
  contains: (part, value) => textArgument(value).includes(textArgument(part)),
  hasPrefix: (prefix, value) => textArgument(value).startsWith(textArgument(prefix)),
  hasSuffix: (suffix, value) => textArgument(value).endsWith(textArgument(suffix)),
  indent: (width, value) => indented(textArgument(value), integerArgument(width)),
  nindent: (width, value) => `\n${indented(textArgument(value), integerArgument(width))}`,
  join: (separator, list) => {
    const items = isList(list) ? list : [list];
    return stated(items).map(goText).join(textArgument(separator));
  },
  toYaml: (value) => goYaml(plainData(value)),
  toJson: (value) => htmlSafeJson(plainData(value)),
  b64enc: (value) => Buffer.from(textArgument(value)).toString('base64'),
  sha256sum: (value) => createHash('sha256').update(textArgument(value)).digest('hex'),
};

const NUMBERS: Readonly<Record<string, Call>> = {
  int: (value) => integer(value),
  int64: (value) => integer(value),
  add1: (value) => integer(value) + 1n,
  sub: (a, b) => integer(a) - integer(b),
};

const COLLECTIONS: Readonly<Record<string, Call>> = {
  get: (map, key) => {
    const [members, name] = [mapArgument(map), textArgument(key)];
    return Object.hasOwn(members, name) ? members[name] : '';
  },
  hasKey: (map, key) => Object.hasOwn(mapArgument(map), textArgument(key)),
  first: (list) => listArgument(list)[0],
  last: (list) => listArgument(list).at(-1),
  until: (count) => {
    const length = integerArgument(count);
    if (length > MOST_NUMBERS) throw new TemplateError(`until ${length} makes a list of more than ${MOST_NUMBERS}`);
    return Array.from({ length: Math.max(0, length) }, (_, index) => BigInt(index));
  },
};

/** Functions with as many arguments as they have parameters, or more. */
const VARIADIC: Readonly<Record<string, Call>> = {
  default: (standard, ...values) => (isTrue(values[0]) ? values[0] : standard),
  coalesce: (...values) => values.find(isTrue),
  quote: (...values) =>
    stated(values)
      .map((value) => goQuoted(goText(value)))
      .join(' '),
  squote: (...values) =>
    stated(values)
      .map((value) => `'${goText(value)}'`)
      .join(' '),
  add: (...values) => values.reduce<bigint>((sum, value) => sum + integer(value), 0n),
  mul: (first, ...values) => values.reduce<bigint>((product, value) => product * integer(value), integer(first)),
  list: (...values) => values,
  dict: (...values) => pairs(values),
  keys: (...maps) => maps.flatMap((map) => Object.keys(mapArgument(map)).sort(compare)),
};

/** Functions that Helm adds to those of Go. Source: Helm, pkg/engine/funcs.go, and Sprig 3. */
export const HELM_FUNCTIONS: TemplateFunctions = {
  ...each({ ...DECISIONS, ...TEXTS, ...NUMBERS, ...COLLECTIONS }, fixed),
  ...each(VARIADIC, variadic),
};

function each(calls: Readonly<Record<string, Call>>, as: (call: Call) => TemplateFunction): TemplateFunctions {
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, as(call)]));
}

function stated(values: TemplateList): TemplateList {
  return values.filter((value) => !isNil(value));
}

/** The first bytes; the last ones where the length is negative. */
function truncated(bytes: Buffer, length: number): string {
  const kept = length >= 0 ? bytes.subarray(0, length) : bytes.length > -length ? bytes.subarray(length) : bytes;
  return kept.toString('utf8');
}

/** A value as data, members in the order of their names. */
function plainData(value: TemplateValue): JsonValue {
  if (isNil(value)) return null;
  if (isList(value)) return value.map(plainData);
  if (isMap(value)) return Object.fromEntries(entriesOf(value).map(([key, member]) => [key, plainData(member)]));
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Any value as an integer; 0 for what is not a number. */
function integer(value: TemplateValue): bigint {
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
  if (typeof value === 'string') return /^[-+]?\d+(?:\.0*)?$/.test(value) ? BigInt(value.replace(/\..*|^\+/g, '')) : 0n;
  return typeof value === 'bigint' || typeof value === 'boolean' ? BigInt(value) : 0n;
}

function mapArgument(value: TemplateValue): TemplateMap {
  if (isMap(value)) return value;
  if (isNil(value)) return {};
  throw new TemplateError(`expected a map, not the ${goType(value)} ${goText(value)}`);
}

function listArgument(value: TemplateValue): TemplateList {
  if (isList(value)) return value;
  throw new TemplateError(`expected a list, not the ${goType(value)} ${goText(value)}`);
}

/** Keys and values by turns; a key without a value has an empty text. */
function pairs(values: TemplateList): TemplateMap {
  const entries: Array<readonly [string, TemplateValue]> = [];
  for (let i = 0; i < values.length; i += 2)
    entries.push([goText(values[i]), i + 1 < values.length ? values[i + 1] : '']);
  return Object.fromEntries(entries);
}
