/**
 * What go-yaml makes of a plain scalar, as kubectl, Argo CD and Helm read it through sigs.k8s.io/yaml.
 * Source: gopkg.in/yaml.v2, `resolve.go` (`resolveTable`, `resolveMap`, `yamlStyleFloat`); timestamps are strings there,
 * since sigs.k8s.io/yaml decodes into values without a type.
 */

/** A value that a plain scalar can have. Integers beyond 2^53 are of type bigint. */
export type PlainValue = string | number | bigint | boolean | null;

const WORDS: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

const LONGEST_WORD = 5;
/** How many digits an integer of 64 bits has at most, in base 2. */
const MAX_DIGITS = 64;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

/** Prefix of an integer that is not decimal, to the prefix of the same base in JavaScript; `0` alone is octal. */
const BASES: ReadonlyMap<string, string> = new Map([
  ['0x', '0x'],
  ['0o', '0o'],
  ['0b', '0b'],
  ['0', '0o'],
]);
const INTEGER = /^([-+]?)(?:(0[xX])([0-9a-fA-F]+)|(0[bB])([01]+)|(0[oO]?)([0-7]+)|(0|[1-9][0-9]*))$/;
const BINARY_WITH_INNER_SIGN = /^0b([-+])([01]+)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/**
 * The value that go-yaml gives to a plain scalar.
 * @param text - the scalar as written, without quotes
 */
export function resolvePlain(text: string): PlainValue {
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  return /^[-+.0-9]/.test(text) ? (goNumber(text) ?? text) : text;
}

/** The number that go-yaml reads; undefined where it reads a string. */
function goNumber(text: string): number | bigint | undefined {
  if (text.startsWith('.')) return goFloat(text);
  const plain = text.replaceAll('_', '');
  const integer = goInteger(plain);
  if (integer !== undefined) return integer;
  return goFloat(plain);
}

/** One that is too large for a float stays a string. */
function goFloat(plain: string): number | undefined {
  return FLOAT.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

function goInteger(plain: string): number | bigint | undefined {
  const [, inner, bits] = BINARY_WITH_INNER_SIGN.exec(plain) ?? [];
  if (bits !== undefined) return fitting('0b', bits, inner === '-');
  const match = INTEGER.exec(plain);
  if (match === null) return undefined;
  const [, sign, ...parts] = match;
  const decimal = parts[6];
  if (decimal !== undefined) return fitting('', decimal, sign === '-');
  const at = [0, 2, 4].find((index) => parts[index] !== undefined) ?? 0;
  const base = BASES.get((parts[at] ?? '').toLowerCase()) ?? '';
  return fitting(base, parts[at + 1] ?? '', sign === '-');
}

/** Go reads a signed or unsigned integer of 64 bits; others are a decimal float or a string. */
function fitting(base: string, digits: string, negative: boolean): number | bigint | undefined {
  const significant = digits.replace(/^0+/, '');
  // Of millions of digits an integer takes seconds.
  if (significant.length > MAX_DIGITS) return undefined;
  const magnitude = BigInt(base + (significant || '0'));
  const value = negative ? -magnitude : magnitude;
  if (value < MIN_INT64 || value > MAX_UINT64) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
