import { isDnsLabel, isDnsSubdomain, isLabelValue } from '../../../values/names';
import { goPattern } from '../../schema/go-pattern';
import { CelInputError, type FunctionTable } from './function-table';

/** A form of strings that is tested by name. */
export class Format {
  /** @param test - whether a string has the form */
  constructor(readonly test: (text: string) => boolean) {}
}

/** Holds the forms, as `format.dns1123Label()`. */
export class Formats {}

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  dns1123Label: isDnsLabel,
  dns1123Subdomain: isDnsSubdomain,
  dns1035Label: (text) => isDnsLabel(text) && /^[a-z]/.test(text),
  labelValue: isLabelValue,
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

function replace(text: string, from: string, to: string, limit = -1n): string {
  const parts = text.split(from);
  const changed = limit < 0n ? parts.length - 1 : Math.min(Number(limit), parts.length - 1);
  return parts.reduce((whole, part, at) => `${whole}${at <= changed ? to : from}${part}`);
}

/** Verbs for strings and whole numbers; what others write differs by type and version, and is not evaluated. */
function format(text: string, values: readonly unknown[]): string {
  let at = 0;
  return text.replace(/%(.?)/gs, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = values[at++];
    const fits = verb === 'd' ? ['bigint'] : verb === 's' ? ['bigint', 'string', 'boolean'] : [];
    if (!fits.includes(typeof value)) throw new Error(`%${verb} of format() is not evaluated`);
    return String(value);
  });
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
  ...Object.fromEntries(
    Object.entries(FORMATS).map(([name, test]) => [
      `kubernetes.Formats.${name}(): kubernetes.Format`,
      () => new Format(test),
    ]),
  ),
};
