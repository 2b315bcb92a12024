import type { JsonObject } from '../../values/json';
import type { KeyOfVersion } from './switches';
import { profileComponents, SINGLE_NODE } from './switches';

/**
 * The dev profile: no volumes, and one OpenSearch node.
 *
 * @param keyOf - keys of the API version
 *
 * Source: platform-operator/manifests/profiles/{v1beta1,v1alpha1}/dev.yaml at v1.7.2.
 */
export function devProfile(keyOf: KeyOfVersion): JsonObject {
  return {
    defaultVolumeSource: { emptyDir: {} },
    components: profileComponents('dev', keyOf, { [keyOf('opensearch')]: { nodes: [SINGLE_NODE] } }),
  };
}
