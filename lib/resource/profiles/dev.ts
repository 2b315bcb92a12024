import type { JsonObject } from '../../values/json';
import { SINGLE_NODE } from './switches';

/**
 * The dev profile: no volumes, and one OpenSearch node.
 *
 * @param openSearch - the key of OpenSearch in `spec.components`, which depends on the API version
 *
 * Source: platform-operator/manifests/profiles/{v1beta1,v1alpha1}/dev.yaml at v1.7.2.
 */
export function devProfile(openSearch: string): JsonObject {
  return {
    defaultVolumeSource: { emptyDir: {} },
    components: { clusterAPI: { enabled: true }, [openSearch]: { nodes: [SINGLE_NODE] } },
  };
}
