import type { JsonObject } from '../../values/json';
import type { KeyOfVersion } from './switches';
import { profileComponents } from './switches';

/**
 * The managed-cluster profile: what the admin cluster does for its managed clusters is off.
 *
 * @param keyOf - keys of the API version
 *
 * Source: platform-operator/manifests/profiles/{v1beta1,v1alpha1}/managed-cluster.yaml at v1.7.2.
 */
export function managedClusterProfile(keyOf: KeyOfVersion): JsonObject {
  return { components: profileComponents('managedCluster', keyOf) };
}
