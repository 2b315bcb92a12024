import type { JsonObject } from '../../values/json';
import { DEFAULT_CERTIFICATE, SINGLE_NODE, switched } from './switches';

/**
 * The none profile: every component with a switch is off. What base says about them otherwise stays.
 *
 * @param openSearch - the key of OpenSearch in `spec.components`, which depends on the API version
 * @param dashboards - the key of OpenSearch Dashboards, likewise
 * @param ingress - the key of the ingress controller, likewise
 *
 * Source: platform-operator/manifests/profiles/{v1beta1,v1alpha1}/none.yaml at v1.7.2.
 */
export function noneProfile(openSearch: string, dashboards: string, ingress: string): JsonObject {
  return {
    components: {
      ...switched(false, [
        ...['applicationOperator', 'argoCD', 'authProxy', 'certManagerWebhookOCI', 'clusterAPI', 'clusterAgent'],
        ...['clusterIssuer', 'clusterOperator', 'coherenceOperator', 'console', 'dex', 'fluentOperator'],
        ...['fluentbitOpensearchOutput', 'fluentd', 'grafana', 'istio', 'jaegerOperator', 'keycloak', 'kiali'],
        ...['kubeStateMetrics', 'mySQLOperator', 'oam', 'opensearchOperator', 'prometheus', 'prometheusAdapter'],
        ...['prometheusNodeExporter', 'prometheusOperator', 'prometheusPushgateway', 'rancher', 'rancherBackup'],
        ...['thanos', 'velero', 'verrazzano', 'weblogicOperator', dashboards, ingress],
      ]),
      certManager: { enabled: false, certificate: DEFAULT_CERTIFICATE },
      [openSearch]: { enabled: false, nodes: [SINGLE_NODE] },
    },
  };
}
