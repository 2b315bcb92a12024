import type { Platform } from '../../definition/platform';
import { verrazzanoPlatformOperator } from '../../components/verrazzano-platform-operator';

/**
 * How a managed cluster is registered.
 *
 * - `rancher`: Rancher on the admin cluster makes a manifest, and the cluster operator pushes the two Secrets
 * - `secrets`: without Rancher the two Secrets have to be carried from the admin cluster, since the manifest of 1.7.2 is empty
 * - `declared`: without operators on the admin cluster no VerrazzanoManagedCluster is reconciled, and the library declares what follows from one
 *
 * Source: `cluster-operator/controllers/vmc/sync_manifest_secret.go` at v1.7.2.
 */
export type RegistrationWay = 'rancher' | 'secrets' | 'declared';

/**
 * Whether the platform operator installs a platform, and with it the operators of multicluster support.
 * @param platform - the profile
 */
export function hasOperator({ runningComponents }: Platform): boolean {
  return runningComponents.some(({ name }) => name === verrazzanoPlatformOperator.name);
}

/**
 * How the clusters of an admin cluster are registered.
 * @param admin - the profile of the admin cluster
 * @throws MergeError when the platform operator would refuse the merge
 */
export function registrationWay(admin: Platform): RegistrationWay {
  if (!hasOperator(admin)) return 'declared';
  return admin.isEnabled('rancher') ? 'rancher' : 'secrets';
}
