import type { ScalarTag } from 'yaml';

/*
 * What kubectl makes of plain scalars. It reads YAML with sigs.k8s.io/yaml, which follows YAML 1.1 in parts. Source of all
 * spellings: `goyaml.v2/resolve.go` in the repository kubernetes-sigs/yaml. The spellings there that are missing here are read alike
 * by YAML 1.2.
 */

const bool = (test: RegExp, value: boolean): ScalarTag => ({
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test,
  resolve: () => value,
});

const number = (kind: 'int' | 'float'): ScalarTag => ({
  tag: `tag:yaml.org,2002:${kind}`,
  default: true,
  // Anything that begins with a digit; what is not a number stays a string.
  test: /^(?:[-+][._]*|\.)?[0-9]/,
  resolve: (text) => kubectlNumber(text) ?? text,
});

/** Tags that read plain scalars as kubectl does, to be tried before those of YAML 1.2. */
export const KUBECTL_SCALARS: readonly ScalarTag[] = [
  bool(/^(?:y|Y|yes|Yes|YES|on|On|ON)$/, true),
  bool(/^(?:n|N|no|No|NO|off|Off|OFF)$/, false),
  number('int'),
  number('float'),
];

/** Texts that are no numbers and have a value, as kubectl and YAML 1.2 read them. */
const WORDS: ReadonlyMap<string, boolean | number | null> = new Map<string, boolean | number | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

const LONGEST_WORD = 5;

/**
 * The value of a plain scalar, as kubectl reads it: what {@link KUBECTL_SCALARS} and those of YAML 1.2 make of it.
 * @param text - the scalar as written, without quotes
 */
export function kubectlScalar(text: string): string | number | boolean | null {
  const word = text.length > LONGEST_WORD ? undefined : WORDS.get(text);
  if (word !== undefined) return word;
  return /^[-+.0-9]/.test(text) ? (kubectlNumber(text) ?? text) : text;
}

/** An integer as Go reads it with base 0: the prefix tells the base, and a leading zero is octal. */
const INTEGER = /^(?<sign>[-+]?)(?:0b(?<b>[01]+)|0o?(?<o>[0-7]+)|0x(?<x>[0-9a-f]+)|(?<d>0|[1-9][0-9]*))$/i;

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * The number that kubectl reads from a plain scalar; undefined when it reads a string.
 * @param text - the scalar; `.inf` and `.nan` are not asked for
 */
function kubectlNumber(text: string): number | undefined {
  // After a dot Go takes underscores for what they are; elsewhere they are dropped before anything else.
  const plain = text.startsWith('.') ? text : text.replace(/_/g, '');
  const { sign, b, o, x, d } = INTEGER.exec(plain)?.groups ?? {};
  const integer = b ? `0b${b}` : o ? `0o${o}` : x ? `0x${x}` : d;
  if (integer !== undefined) return Number(integer) * (sign === '-' ? -1 : 1) + 0;
  // One that is too large for a float stays a string.
  return FLOAT.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}
