import type { ApiVersion } from './api-version';
import type { JsonObject } from '../../values/json';
import { MergeProblems } from './merge-error';

/** The profiles that Verrazzano ships. */
export type ProfileName = 'dev' | 'prod' | 'managed-cluster' | 'none';

/** The profile of a resource that names none. */
export const DEFAULT_PROFILE: ProfileName = 'prod';

const BASE = 'base';

/**
 * The profile files that `profile` names, `base` first: its names are separated by commas, and not trimmed.
 *
 * @param profile - the value of `spec.profile`; missing or empty is `prod`
 * @throws MergeError for a name without a file
 */
export function profileFiles(profile: string | undefined, api: ApiVersion): [JsonObject, ...JsonObject[]] {
  const problems = new MergeProblems();
  const file = (name: string): JsonObject => {
    const found = api.profiles.get(name);
    if (found === undefined) {
      const allowed = [...api.profiles.keys()].filter((known) => known !== BASE);
      problems.add({
        at: 'spec.profile',
        what: `there is no profile ${JSON.stringify(name)}`,
        got: profile,
        allowed: allowed.join(', '),
        fix: name.trim() === name ? 'use one of these names' : 'write the names without blanks',
        rule: 'effective.profile-file',
      });
    }
    return found ?? {};
  };
  const files: [JsonObject, ...JsonObject[]] = [file(BASE), ...(profile || DEFAULT_PROFILE).split(',').map(file)];
  problems.throwIfAny();
  return files;
}
