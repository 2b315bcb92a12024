import type { AvoidedVersion } from '../replacement-change';
import type { KnownVersion, VersionLine } from '../version-line';
import { placeInRange } from '../../values/version-number';

/**
 * Why a version must not be used, coming from another one.
 * @param line - all versions of the component
 * @param to - the version
 * @param from - the one before; undefined asks for what holds from everywhere
 */
export function avoidedBy(line: VersionLine, to: KnownVersion, from?: KnownVersion): AvoidedVersion[] {
  if (to.chart === undefined) return [];
  const isIn = ({ version }: KnownVersion, range: string): boolean => placeInRange(version, range) === 'inside';
  return (line.replacement.avoid ?? []).filter(
    ({ range, from: origin }) =>
      isIn(to, range) && (origin === undefined || (from !== undefined && isIn(from, origin))),
  );
}

/** Whether a version must not be used, wherever one comes from. */
export function isAvoided(line: VersionLine, to: KnownVersion): boolean {
  return avoidedBy(line, to).length > 0;
}
