import { App, Chart } from 'cdk8s';
import { Cni } from '../../values/cni';
import { Profile } from '../../profile/profile';
import { DEFAULT_PROFILE, MergeError, type ProfileName, type VerrazzanoResource } from '../../resource/merge';
import { isJsonObject } from '../../values/json';
import type { AdoptFinding } from './adopt-finding';
import type { ClusterAnswers } from './adopt-cluster-facts';

/** Names of profiles. */
const PROFILES: ReadonlySet<string> = new Set<ProfileName>(['dev', 'prod', 'managed-cluster', 'none']);

/** The platform that a resource makes, or why it makes none. */
export type PlatformResult = { readonly platform: Profile } | { readonly findings: readonly AdoptFinding[] };

/**
 * The platform that the platform operator of release 1.7.2 makes of a resource, as the program that reproduces it has it.
 * @param resource - a v1beta1 resource
 * @param answers - facts about the cluster
 */
export function adoptedPlatform(resource: VerrazzanoResource, answers: ClusterAnswers): PlatformResult {
  const spec = resource.spec ?? {};
  const { profile: named, version: _version, ...patch } = spec;
  const metadata = isJsonObject(resource.metadata) ? resource.metadata : {};
  const [first = ''] = typeof named === 'string' ? named.split(',') : [DEFAULT_PROFILE];
  const profileName = PROFILES.has(first) ? (first as ProfileName) : DEFAULT_PROFILE;
  try {
    const platform = new Profile(new Chart(new App(), 'adopted'), 'verrazzano', profileName, {
      patch: { ...patch, ...(named !== undefined && named !== profileName && { profile: named }) },
      kubernetes: { version: answers.kubernetesVersion, cni: Cni.calico(), storageClass: answers.storageClass },
      ...(typeof metadata.name === 'string' && { resourceName: metadata.name }),
      ...(typeof metadata.namespace === 'string' && { namespace: metadata.namespace }),
      installed: true,
      network: {},
    });
    // The merge is done when it is first asked for.
    void platform.effective;
    return { platform };
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    return {
      findings: error.problems.map((problem) => ({
        severity: 'error',
        ...problem,
        at: `Verrazzano: ${problem.at ?? ''}`,
      })),
    };
  }
}
