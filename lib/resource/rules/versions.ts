import { VERRAZZANO_VERSION } from '../../definition/chart';
import { dig } from './dig';
import { isHigher, isLower, isSameVersion, readVersion } from './semver';
import type { Rule, RuleContext } from './types';
import { textOf } from '../../values/json';

/** The requested version; an update ignores blanks around it. */
function versionOf({ spec, operation }: RuleContext): string {
  const version = textOf(dig(spec, 'version'));
  return operation === 'update' ? version.trim() : version;
}

function installedVersion({ previous }: RuleContext): string {
  return textOf(dig(previous?.status, 'version')).trim();
}

/** The version that the stored resource requests. */
function previousVersion({ previous }: RuleContext): string {
  return textOf(dig(previous?.spec, 'version')).trim();
}

/** A version is not a semantic version. */
export const versionSemver: Rule = {
  id: 'version.semver',
  layer: 'webhook',
  check: (context) => {
    const value = versionOf(context);
    const versions: [string, string][] = [['spec.version', value]];
    const installed = installedVersion(context);
    versions.push(['status.version', installed]);
    // Compared with the new one only.
    if (value !== '' && installed !== '') versions.push(['spec.version', previousVersion(context)]);
    return versions
      .filter(([, value]) => value !== '' && readVersion(value) === undefined)
      .map(([path, value]) => ({
        path,
        value,
        message: 'is not a semantic version; allowed [v]N.N.N',
        fix: 'correct the version',
      }));
  },
};

/** Only the version that the operator ships can be installed. */
export const createVersionEqualsBom: Rule = {
  id: 'create.version-equals-bom',
  layer: 'webhook',
  operations: ['create'],
  check: (context) => {
    const value = versionOf(context);
    if (readVersion(value) === undefined || isSameVersion(value, VERRAZZANO_VERSION)) return [];
    const message = `is not the version of the operator; allowed ${VERRAZZANO_VERSION}`;
    return [{ path: 'spec.version', value, message, fix: `leave it out or set it to ${VERRAZZANO_VERSION}` }];
  },
};

/** Only the version of the running operator may be requested. */
export const updateVersionNotBom: Rule = {
  id: 'update.version-not-bom',
  layer: 'webhook',
  operations: ['update'],
  check: (context) => {
    const value = versionOf(context);
    if (readVersion(value) === undefined || isSameVersion(value, VERRAZZANO_VERSION)) return [];
    const message = `is not the version of the operator; allowed ${VERRAZZANO_VERSION}`;
    return [{ path: 'spec.version', value, message, fix: `set it to ${VERRAZZANO_VERSION}` }];
  },
};

/** The version is lower than the installed one. */
export const updateVersionRollback: Rule = {
  id: 'update.version-rollback',
  layer: 'webhook',
  operations: ['update'],
  check: (context) => {
    const [value, installed] = [versionOf(context), installedVersion(context)];
    if (!isLower(value, installed)) return [];
    const message = `is lower than the installed version ${installed}`;
    return [{ path: 'spec.version', value, message, fix: `set it to ${installed} or higher` }];
  },
};

/** The version is lower than the one asked for before. */
export const updateVersionLowerThanSpec: Rule = {
  id: 'update.version-lower-than-spec',
  layer: 'webhook',
  operations: ['update'],
  check: (context) => {
    const [value, before] = [versionOf(context), previousVersion(context)];
    if (installedVersion(context) === '' || !isLower(value, before)) return [];
    const message = `is lower than version ${before} of the stored resource`;
    return [{ path: 'spec.version', value, message, fix: `set it to ${before} or higher` }];
  },
};

/** After an upgrade of the operator the version has to be set before anything else changes. */
export const updateUpgradeRequired: Rule = {
  id: 'update.upgrade-required',
  layer: 'webhook',
  operations: ['update'],
  check: (context) => {
    const installed = installedVersion(context);
    if (versionOf(context) !== '' || !isHigher(VERRAZZANO_VERSION, installed)) return [];
    const message = `is needed: version ${installed} is installed, and the operator is of version ${VERRAZZANO_VERSION}`;
    return [{ path: 'spec.version', message, fix: `set it to ${VERRAZZANO_VERSION}` }];
  },
};
