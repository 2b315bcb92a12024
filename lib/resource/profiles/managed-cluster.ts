import type { JsonObject } from '../../values/json';
import { switched } from './switches';

/**
 * The managed-cluster profile: what the admin cluster does for its managed clusters is off.
 *
 * @param openSearch - the key of OpenSearch in `spec.components`, which depends on the API version
 * @param dashboards - the key of OpenSearch Dashboards, likewise
 *
 * Source: platform-operator/manifests/profiles/{v1beta1,v1alpha1}/managed-cluster.yaml at v1.7.2.
 */
export function managedClusterProfile(openSearch: string, dashboards: string): JsonObject {
  return {
    components: switched(false, [
      ...['argoCD', 'console', 'grafana', 'keycloak', 'kiali', 'mySQLOperator', 'opensearchOperator', 'rancher'],
      ...[openSearch, dashboards],
    ]),
  };
}
