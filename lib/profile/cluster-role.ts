import type { Platform } from '../definition/platform';
import { clusterRoleOf } from '../definition/platform';
import type { ProfileName } from '../resource/merge';
import type { Problem } from '../values/problem';
import type { StatedProfile } from './stated-profile';

/** Profiles that a cluster of each role may run. Source: Verrazzano's documentation, Verrazzano Architecture, Multicluster support. */
const PROFILES: Readonly<Record<Platform['role'], readonly ProfileName[]>> = {
  admin: ['dev', 'prod'],
  managed: ['managed-cluster', 'prod'],
};

const CLUSTERS = { admin: 'an AdminCluster', managed: 'a ManagedCluster' } as const;

/** Why a profile does not fit. */
const REASONS: Readonly<Record<Platform['role'], Readonly<Partial<Record<ProfileName, string>>>>> = {
  admin: {
    'managed-cluster': 'it leaves out Rancher, Keycloak and the consoles, by which an admin cluster manages others',
    none: 'it enables nothing by which an admin cluster manages others',
  },
  managed: {
    dev: 'it keeps the data of the platform in emptyDir volumes and is meant for a single cluster',
    none: 'it lacks the cluster agent, by which a managed cluster gets its configuration',
  },
};

/**
 * The role of a cluster that does not state one.
 * @param profile - name of the profile
 */
export function usualRole(profile: ProfileName): Platform['role'] {
  return profile === 'managed-cluster' ? 'managed' : 'admin';
}

/**
 * Problems of a profile with the role of its cluster; none outside of a cluster with a role.
 * @param profile - the profile
 * @param stated - the role of its props
 */
export function roleProblems(profile: StatedProfile, stated: Platform['role'] | undefined): readonly Problem[] {
  const role = clusterRoleOf(profile);
  if (role === undefined) return [];
  const { profileName } = profile;
  const allowed = PROFILES[role];
  const reason = REASONS[role][profileName];
  return [
    ...(allowed.includes(profileName)
      ? []
      : [
          {
            what: `the profile does not fit ${CLUSTERS[role]}${reason === undefined ? '' : `: ${reason}`}`,
            got: profileName,
            allowed: allowed.join(', '),
            fix: 'use one of these, or a GitOpsCluster, which has no role',
          },
        ]),
    ...(stated === undefined || stated === role
      ? []
      : [
          {
            what: `role differs from that of the cluster, which is ${CLUSTERS[role]}`,
            got: stated,
            allowed: role,
            fix: 'leave role out: the cluster says it',
          },
        ]),
  ];
}
