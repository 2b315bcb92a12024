const SEMVER = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

/** A semantic version: three numbers, and what follows them. */
export interface Version {
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly pre: string;
  readonly build: string;
}

/** Reads `[v]N.N.N[-pre][+build]`; undefined for anything else. */
export function readVersion(text: string): Version | undefined {
  const [, major, minor, patch, pre = '', build = ''] = (text.length > 200 ? null : SEMVER.exec(text)) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return { numbers: [BigInt(major), BigInt(minor), BigInt(patch)], pre, build };
}

/** Whether two texts are the same version, pre-release and build included. */
export function isSameVersion(a: string, b: string): boolean {
  const [left, right] = [readVersion(a), readVersion(b)];
  return left !== undefined && right !== undefined && describe(left) === describe(right);
}

/** Whether `a` is lower than `b`; false when either is no version. */
export function isLower(a: string, b: string): boolean {
  const [left, right] = [readVersion(a), readVersion(b)];
  if (left === undefined || right === undefined) return false;
  for (const [i, number] of left.numbers.entries()) {
    const other = right.numbers[i] ?? 0n;
    if (number !== other) return number < other;
  }
  return left.pre !== right.pre && (right.pre === '' || (left.pre !== '' && left.pre < right.pre));
}

function describe({ numbers, pre, build }: Version): string {
  return `${numbers.join('.')}-${pre}+${build}`;
}
