import { dig, textOf } from '../dig';
import { readVersion } from '../version';
import type { Rule } from '../types';

/** A version is no semantic version. */
export const versionSemver: Rule = {
  id: 'version.semver',
  layer: 'webhook',
  check: ({ spec, previous, operation }) => {
    const versions: [string, string][] = [['spec.version', textOf(dig(spec, 'version'))]];
    if (operation === 'update') versions.push(['status.version', textOf(dig(previous?.status, 'version'))]);
    return versions
      .filter(([, value]) => value !== '' && readVersion(value) === undefined)
      .map(([path, value]) => ({
        path,
        value,
        message: 'is no semantic version; allowed [v]N.N.N',
        fix: 'correct the version',
      }));
  },
};
