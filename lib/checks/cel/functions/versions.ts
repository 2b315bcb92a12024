import { CelInputError, type FunctionTable } from './function-table';

/** A semantic version. */
export class Version {
  constructor(
    readonly numbers: readonly bigint[],
    readonly pre: readonly string[],
  ) {}
}

const NUMBER = '(0|[1-9]\\d*)';
const FORM = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);
const LARGEST = (1n << 64n) - 1n;

/** Source: semver.org, 2.0.0, and github.com/blang/semver. */
function read(text: string): Version | undefined {
  const [whole, major = '', minor = '', patch = '', pre = ''] = FORM.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const numbers = [major, minor, patch].map(BigInt);
  const parts = pre === '' ? [] : pre.split('.');
  const isValid = parts.every((part) => !/^0\d+$/.test(part)) && numbers.every((number) => number <= LARGEST);
  return isValid ? new Version(numbers, parts) : undefined;
}

/**
 * Without a leading `v`, with missing numbers, and without zeroes before numbers; nothing where a short version has more after its numbers.
 * Source: apiserver, `pkg/cel/library/semverlib.go`.
 */
function normalized(text: string): string {
  const [major = '', minor, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [major, ...(minor === undefined ? [] : [minor]), ...(rest.length > 0 ? [rest.join('.')] : [])];
  const trimmed = parts.map((part) => (part.length > 1 ? part.replace(/^0+/, '').replace(/^(?!\d)/, '0') : part));
  if (trimmed.length < 3 && /[+-]/.test(trimmed.at(-1) ?? '')) return '';
  return [...trimmed, '0', '0'].slice(0, 3).join('.');
}

function readAny(text: string, normalize = false): Version | undefined {
  return read(normalize ? normalized(text) : text);
}

function semver(text: string, normalize = false): Version {
  const found = readAny(text, normalize);
  if (found === undefined) throw new CelInputError(`${JSON.stringify(text)} is not a semantic version`);
  return found;
}

/**
 * Which of two versions is higher.
 * @returns less than 0 for the second, more than 0 for the first
 */
export function compareVersions(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index] ?? 0n;
    if (number !== other) return number < other ? -1 : 1;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
  for (const [index, part] of a.pre.entries()) {
    const other = b.pre[index];
    if (other === undefined) return 1;
    const found = compareParts(part, other);
    if (found !== 0) return found;
  }
  return a.pre.length < b.pre.length ? -1 : 0;
}

/** Numbers are lower than words. */
function compareParts(a: string, b: string): number {
  const [isA, isB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isA !== isB) return isA ? -1 : 1;
  if (isA) return BigInt(a) === BigInt(b) ? 0 : BigInt(a) < BigInt(b) ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Functions of versions. Source: apiserver, `pkg/cel/library/semverlib.go`. */
export const VERSION_FUNCTIONS: FunctionTable = {
  'isSemver(string): bool': (text: string) => readAny(text) !== undefined,
  'isSemver(string, bool): bool': (text: string, normalize: boolean) => readAny(text, normalize) !== undefined,
  'semver(string): kubernetes.Semver': semver,
  'semver(string, bool): kubernetes.Semver': semver,
  'kubernetes.Semver.major(): int': ({ numbers }: Version) => numbers[0],
  'kubernetes.Semver.minor(): int': ({ numbers }: Version) => numbers[1],
  'kubernetes.Semver.patch(): int': ({ numbers }: Version) => numbers[2],
  'kubernetes.Semver.isGreaterThan(kubernetes.Semver): bool': (a: Version, b: Version) => compareVersions(a, b) > 0,
  'kubernetes.Semver.isLessThan(kubernetes.Semver): bool': (a: Version, b: Version) => compareVersions(a, b) < 0,
  'kubernetes.Semver.compareTo(kubernetes.Semver): int': (a: Version, b: Version) => BigInt(compareVersions(a, b)),
};
