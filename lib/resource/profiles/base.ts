import { DEFAULT_CA } from '../../values/certificates';
import type { JsonObject } from '../../values/json';
import { preferredAntiAffinityOfApp } from './affinity';
import {
  AUTH_PROXY,
  CERT_MANAGER,
  CONSOLE,
  INGRESS,
  istio,
  istioGateway,
  KEYCLOAK,
  KIALI,
  PROMETHEUS_OPERATOR,
} from './base-overrides';
import { DEFAULT_CERTIFICATE, switched } from './switches';

const ON = { enabled: true };
const LOGS_URL = 'http://verrazzano-authproxy-opensearch:8775';
const LOGS_SECRET = 'verrazzano-es-internal';

/** What the base files of both API versions say about components that these name alike. */
const SHARED_COMPONENTS: JsonObject = {
  ...switched(true, [
    ...['applicationOperator', 'coherenceOperator', 'grafana', 'kubeStateMetrics', 'mySQLOperator', 'oam'],
    ...['opensearchOperator', 'prometheus', 'rancher', 'verrazzano', 'weblogicOperator'],
  ]),
  ...switched(false, [
    ...['argoCD', 'certManagerWebhookOCI', 'clusterAPI', 'dex', 'fluentOperator', 'fluentbitOpensearchOutput'],
  ]),
  clusterIssuer: { ...ON, clusterResourceNamespace: DEFAULT_CA.clusterResourceNamespace },
  console: { ...ON, ...CONSOLE },
  dns: { wildcard: { domain: 'nip.io' } },
  keycloak: { ...ON, ...KEYCLOAK },
  kiali: { ...ON, ...KIALI },
  prometheusOperator: { ...ON, ...PROMETHEUS_OPERATOR },
};

/**
 * The base profile of v1beta1, which lies under every profile.
 *
 * Source: platform-operator/manifests/profiles/v1beta1/base.yaml at v1.7.2.
 */
export const baseProfile: JsonObject = {
  environmentName: 'default',
  components: {
    ...SHARED_COMPONENTS,
    ...switched(true, ['opensearch', 'prometheusNodeExporter']),
    ...switched(false, ['jaegerOperator', 'prometheusAdapter', 'prometheusPushgateway', 'rancherBackup', 'velero']),
    authProxy: { ...ON, ...AUTH_PROXY },
    certManager: { ...ON, ...CERT_MANAGER, certificate: { acme: { provider: '' }, ...DEFAULT_CERTIFICATE } },
    fluentd: { ...ON, opensearchSecret: LOGS_SECRET, opensearchURL: LOGS_URL },
    ingressNGINX: { ...ON, ...INGRESS },
    istio: {
      ...ON,
      ...istio({
        egressGateways: [istioGateway('istio-egressgateway')],
        ingressGateways: [istioGateway('istio-ingressgateway', { service: { type: 'LoadBalancer' } })],
      }),
    },
    opensearchDashboards: { ...ON, replicas: 1 },
  },
};

/** One replica, preferably on a node without another pod of `app`, as v1alpha1 says it. */
function podSection(app: string): JsonObject {
  return { kubernetes: { replicas: 1, affinity: preferredAntiAffinityOfApp(app) } };
}

/**
 * The base profile of v1alpha1, which lies under every profile.
 *
 * Source: platform-operator/manifests/profiles/v1alpha1/base.yaml at v1.7.2.
 */
export const baseProfileV1alpha1: JsonObject = {
  environmentName: 'default',
  components: {
    ...SHARED_COMPONENTS,
    ...switched(true, ['clusterOperator', 'elasticsearch']),
    authProxy: { ...ON, ...podSection('verrazzano-authproxy') },
    certManager: { ...ON, ...CERT_MANAGER, certificate: DEFAULT_CERTIFICATE },
    fluentd: { ...ON, elasticsearchSecret: LOGS_SECRET, elasticsearchURL: LOGS_URL },
    ingress: { ...ON, ...INGRESS },
    istio: {
      ...ON,
      ...istio({}),
      egress: podSection('istio-egressgateway'),
      ingress: podSection('istio-ingressgateway'),
    },
    kibana: { ...ON, replicas: 1 },
  },
};
