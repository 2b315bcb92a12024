/** Versions that were read: ladders compare the same few thousands of times. */
const READ = new Map<string, readonly number[]>();
/** Only so many are remembered. */
const MAX_READ = 2000;

/**
 * The numbers that a version begins with: `v1.21.1` is 1, 21, 1; what follows a dash or a plus does not count.
 * @param text - the version
 * @returns none for anything that is not a version
 */
export function versionNumbers(text: string): readonly number[] {
  const known = READ.get(text);
  if (known !== undefined) return known;
  const numbers = readNumbers(text);
  if (READ.size < MAX_READ) READ.set(text, numbers);
  return numbers;
}

function readNumbers(text: string): readonly number[] {
  const [, numbers] = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:[-+][\w.+-]*)?$/.exec(text) ?? [];
  return numbers === undefined ? [] : numbers.split('.').map(Number);
}

/**
 * Compares two versions by their numbers; a number that one lacks is 0.
 * @returns below 0, 0 or above 0
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [versionNumbers(a), versionNumbers(b)];
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Where a version is, relative to a range. */
export type RangePlace = 'below' | 'inside' | 'above';

/**
 * Where a version is, relative to a range: comparisons such as `>=1.25 <1.36`, all of which must hold, or one version.
 * @param version - the version
 * @param range - the range; empty is every version
 */
export function placeInRange(version: string, range: string): RangePlace {
  for (const term of range.split(' ').filter((each) => each !== '')) {
    const [, operator = '', bound = ''] = /^(>=|<)?(.+)$/.exec(term) ?? [];
    const difference = compareVersions(version, bound);
    if (operator !== '<' && difference < 0) return 'below';
    if (operator === '<' ? difference >= 0 : operator === '' && difference > 0) return 'above';
  }
  return 'inside';
}

/**
 * The line of a version: its first number, or the first two.
 * @param version - the version
 * @param length - 1 for the major line, 2 for the minor line
 */
export function lineOf(version: string, length: 1 | 2): string {
  const [major = 0, minor = 0] = versionNumbers(version);
  return length === 1 ? `${major}` : `${major}.${minor}`;
}
