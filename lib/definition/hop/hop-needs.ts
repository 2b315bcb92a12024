import type { ReplacementNeed } from '../replacement-change';
import type { KnownVersion, VersionLine } from '../version-line';

/**
 * What a version needs of other components.
 * @param line - all versions of the component
 * @param version - the version
 */
export function needsAt(line: VersionLine, version: KnownVersion): ReplacementNeed[] {
  return (line.replacement.needs ?? []).filter(({ since, until }) => {
    const start = line.start(since);
    const end = until === undefined ? undefined : line.start(until);
    return start !== undefined && start <= version.index && (end === undefined || version.index < end);
  });
}
