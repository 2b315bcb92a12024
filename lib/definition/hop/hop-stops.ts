import type { ReplacementStop } from '../replacement-change';
import type { KnownVersion, VersionLine } from '../version-line';
import { compareVersions, lineOf } from '../../values/version-number';
import { isAvoided } from './hop-avoid';

/** A version to come by. */
export interface Stop {
  /** The version. */
  readonly version: KnownVersion;
  /** What is left out without it: the version, or its line. */
  readonly name: string;
  /** Why it must not be left out. */
  readonly why: string;
  /** The project allows leaving it out. */
  readonly advised: boolean;
}

/**
 * The stops strictly between two versions, in order.
 * @param line - all versions of the component
 * @param from - where the way begins
 * @param to - where it ends
 */
export function stopsBetween(line: VersionLine, from: KnownVersion, to: KnownVersion): Stop[] {
  const found = (line.replacement.stops ?? []).flatMap((stop) => stopsOf(stop, line, from, to));
  return found.sort((a, b) => a.version.index - b.version.index);
}

function stopsOf(stop: ReplacementStop, line: VersionLine, from: KnownVersion, to: KnownVersion): Stop[] {
  const { why, advised = false } = stop;
  const inside = line.versions.filter(({ index }) => index > from.index && index < to.index);
  if (stop.each === undefined) {
    const found = inside.find(({ version, chart }) => chart !== undefined && version === stop.at);
    return found === undefined ? [] : [{ version: found, name: found.version, why, advised }];
  }
  const length = stop.each === 'major' ? 1 : 2;
  const nameOf = (one: KnownVersion): string => lineOf(stop.of === 'app' ? one.app : one.version, length);
  const first = stop.since === undefined ? 0 : (line.start(stop.since) ?? Infinity);
  const ends = [nameOf(from), nameOf(to)];
  const isLower = (one: KnownVersion): boolean => stop.of === 'app' && compareVersions(one.app, from.app) < 0;
  const newest = new Map<string, KnownVersion>();
  for (const one of inside) {
    if (one.index < first || ends.includes(nameOf(one)) || isLower(one) || isAvoided(line, one)) continue;
    newest.set(nameOf(one), one);
  }
  return [...newest].map(([name, version]) => ({ version, name, why, advised }));
}
