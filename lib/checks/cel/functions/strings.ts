import { isDnsLabel, isDnsSubdomain, isLabelValue } from '../../../values/names';
import { goPattern } from '../../schema/go-pattern';
import { CelInputError, type FunctionTable } from './function-table';
import { isUri } from './urls';

/** A form of strings that is tested by name. */
export class Format {
  /** @param test - whether a string has the form */
  constructor(readonly test: (text: string) => boolean) {}
}

/** Holds `strings.quote`. */
export class Strings {}

/** Holds the forms, as `format.dns1123Label()`. */
export class Formats {}

/** A name whose end a controller makes, as that of `generateName`. */
function withoutEnd(text: string): string {
  return text.endsWith('-') ? `${text.slice(0, -1)}a` : text;
}

/** Source: apimachinery, `pkg/util/validation`, `IsQualifiedName`. */
function isQualifiedName(text: string): boolean {
  const [name = '', prefix, ...rest] = text.split('/').reverse();
  const isName = name.length <= 63 && /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name);
  return rest.length === 0 && isName && (prefix === undefined || isDnsSubdomain(prefix));
}

function isDns1035Label(text: string): boolean {
  return isDnsLabel(text) && /^[a-z]/.test(text);
}

/** Source: apiserver, `pkg/cel/library/format.go`. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  dns1123Label: isDnsLabel,
  dns1123LabelPrefix: (text) => isDnsLabel(withoutEnd(text)),
  dns1123Subdomain: isDnsSubdomain,
  dns1123SubdomainPrefix: (text) => isDnsSubdomain(withoutEnd(text)),
  dns1035Label: isDns1035Label,
  dns1035LabelPrefix: (text) => isDns1035Label(withoutEnd(text)),
  qualifiedName: isQualifiedName,
  labelValue: isLabelValue,
  uri: isUri,
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  byte: (text) => text !== '' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
};

/** The expression; one that JavaScript reads in another way is not evaluated. */
function pattern(text: string): RegExp {
  const read = goPattern(text);
  if (read === undefined) throw new Error(`the regular expression ${text} is not read`);
  return read;
}

function findAll(text: string, expression: string, limit = -1n): string[] {
  const all = [...text.matchAll(new RegExp(pattern(expression), `g${pattern(expression).flags}`))].map(
    ([found]) => found,
  );
  return limit < 0n ? all : all.slice(0, Number(limit));
}

function charAt(text: string, at: bigint): string {
  const letters = [...text];
  if (at < 0n || at > letters.length) throw new CelInputError(`index out of range: ${at}`);
  return letters[Number(at)] ?? '';
}

/** Source: Go, `strings.Replace`: nothing is at both ends and between all letters. */
function replace(text: string, from: string, to: string, limit = -1n): string {
  const parts = from === '' ? ['', ...text, ''] : text.split(from);
  const changed = limit < 0n ? parts.length - 1 : Math.min(Number(limit), parts.length - 1);
  return parts.reduce((whole, part, at) => `${whole}${at <= changed ? to : from}${part}`);
}

/** Verbs of whole numbers and strings; others group digits, or are written in another way by each version, and are not evaluated. */
function format(text: string, values: readonly unknown[]): string {
  let at = 0;
  return text.replace(/%(.?)/gs, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = plainValue(values[at++]);
    const made = Object.hasOwn(VERBS, verb) ? VERBS[verb]?.(value) : undefined;
    if (made === undefined) throw new Error(`%${verb} of format() is not evaluated`);
    return made;
  });
}

/** Numbers without a sign are objects of the library. */
function plainValue(value: unknown): unknown {
  const plain = typeof value === 'object' && value !== null ? value.valueOf() : value;
  return typeof plain === 'bigint' ? plain : value;
}

type Verb = (value: unknown) => string | undefined;

function inBase(base: number): Verb {
  return (value) => (typeof value === 'bigint' ? value.toString(base) : undefined);
}

/** Source: cel-go, `ext/formatting.go`. */
const VERBS: Readonly<Record<string, Verb>> = {
  s: (value) => (['bigint', 'string', 'boolean'].includes(typeof value) ? String(value) : undefined),
  d: inBase(10),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : inBase(2)(value)),
  o: inBase(8),
  x: (value) => (typeof value === 'string' ? Buffer.from(value).toString('hex') : inBase(16)(value)),
  X: (value) => VERBS.x?.(value)?.toUpperCase(),
};

/** Source: Go, `strconv.Quote`, of letters that need no more than a backslash. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** Functions of strings. Source: apiserver, `pkg/cel/library/regex.go` and `format.go`; cel-go, `ext/strings.go`. */
export const STRING_FUNCTIONS: FunctionTable = {
  'string.goMatches(string): bool': (text: string, expression: string) => pattern(expression).test(text),
  'string.find(string): string': (text: string, expression: string) => pattern(expression).exec(text)?.[0] ?? '',
  'string.findAll(string): list<string>': findAll,
  'string.findAll(string, int): list<string>': findAll,
  'string.charAt(int): string': charAt,
  'string.replace(string, string): string': replace,
  'string.replace(string, string, int): string': replace,
  'string.format(list): string': format,
  'kubernetes.Strings.quote(string): string': (_: unknown, text: string) => quote(text),
  ...Object.fromEntries(
    Object.entries(FORMATS).map(([name, test]) => [
      `kubernetes.Formats.${name}(): kubernetes.Format`,
      () => new Format(test),
    ]),
  ),
};
