import { enabledNames } from '../definition/enablement';
import { COMPONENTS } from '../components';
import type { ProfileName } from '../resource/merge';
import { profileSpec } from '../resource/merge';

/** The profiles, in the order in which they are shown. */
export const PROFILE_NAMES = ['dev', 'prod', 'managed-cluster', 'none'] as const satisfies readonly ProfileName[];

/**
 * Names of the components that a profile enables by default.
 * @param profile - the profile
 */
export function enabledInProfile(profile: ProfileName): ReadonlySet<string> {
  return enabledNames(COMPONENTS, profileSpec(profile));
}
