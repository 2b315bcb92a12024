const NUMBER = '(?:0|[1-9][0-9]*)';
const PRE = `(?:${NUMBER}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)`;
const BUILD = '[0-9a-zA-Z-]+';

/** Source: pkg/semver/semver.go at v1.7.2. */
const SEMVER = new RegExp(
  `^[vV]?(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})(?:-(${PRE}(?:\\.${PRE})*))?(?:\\+(${BUILD}(?:\\.${BUILD})*))?$`,
);

/** Numbers are 64 bits wide. */
const LIMIT = 2n ** 63n;

/** A semantic version: three numbers, and what follows them. */
export interface Version {
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly pre: string;
  readonly build: string;
}

/** Reads `[v]N.N.N[-pre][+build]`, without leading zeros; undefined for anything else. */
export function readVersion(text: string): Version | undefined {
  const [, major, minor, patch, pre = '', build = ''] = (text.length > 200 ? null : SEMVER.exec(text)) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const numbers = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  return numbers.every((number) => number < LIMIT) ? { numbers, pre, build } : undefined;
}

/** Whether two texts are the same version, pre-release and build included. */
export function isSameVersion(a: string, b: string): boolean {
  const [left, right] = [readVersion(a), readVersion(b)];
  return left !== undefined && right !== undefined && describe(left) === describe(right);
}

/** Whether the numbers of `a` are lower than those of `b`; pre-release and build do not count. False when either is not a version. */
export function isLower(a: string, b: string): boolean {
  const [left, right] = [readVersion(a), readVersion(b)];
  if (left === undefined || right === undefined) return false;
  for (const [i, number] of left.numbers.entries()) {
    const other = right.numbers[i] ?? 0n;
    if (number !== other) return number < other;
  }
  return false;
}

/** Whether `a` is higher than `b` or differs from it in pre-release or build alone; false when either is not a version. */
export function isHigher(a: string, b: string): boolean {
  return readVersion(a) !== undefined && readVersion(b) !== undefined && !isSameVersion(a, b) && !isLower(a, b);
}

function describe({ numbers, pre, build }: Version): string {
  return `${numbers.join('.')}-${pre}+${build}`;
}
