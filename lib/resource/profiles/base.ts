import { PLATFORM_OPENSEARCH } from '../../components/platform-opensearch';
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
import { DEFAULT_CERTIFICATE, profileComponents, v1alpha1Key, v1beta1Key } from './switches';

/** What the base files of both API versions set besides `enabled` in sections that they name alike. */
const SHARED_SETTINGS: Readonly<Record<string, JsonObject>> = {
  clusterIssuer: { clusterResourceNamespace: DEFAULT_CA.clusterResourceNamespace },
  console: CONSOLE,
  dns: { wildcard: { domain: 'nip.io' } },
  keycloak: KEYCLOAK,
  kiali: KIALI,
  prometheusOperator: PROMETHEUS_OPERATOR,
};

/**
 * The base profile of v1beta1, over which every profile is merged.
 *
 * Source: platform-operator/manifests/profiles/v1beta1/base.yaml at v1.7.2.
 */
export const baseProfile: JsonObject = {
  environmentName: 'default',
  components: profileComponents('base', v1beta1Key, {
    ...SHARED_SETTINGS,
    authProxy: AUTH_PROXY,
    certManager: { ...CERT_MANAGER, certificate: { acme: { provider: '' }, ...DEFAULT_CERTIFICATE } },
    fluentd: { opensearchSecret: PLATFORM_OPENSEARCH.secret, opensearchURL: PLATFORM_OPENSEARCH.url },
    ingressNGINX: INGRESS,
    istio: {
      ...istio({
        egressGateways: [istioGateway('istio-egressgateway')],
        ingressGateways: [istioGateway('istio-ingressgateway', { service: { type: 'LoadBalancer' } })],
      }),
    },
    opensearchDashboards: { replicas: 1 },
  }),
};

/** One replica, preferably on a node without another pod of `app`, as v1alpha1 writes it. */
function podSection(app: string): JsonObject {
  return { kubernetes: { replicas: 1, affinity: preferredAntiAffinityOfApp(app) } };
}

/**
 * The base profile of v1alpha1, over which every profile is merged.
 *
 * Source: platform-operator/manifests/profiles/v1alpha1/base.yaml at v1.7.2.
 */
export const baseProfileV1alpha1: JsonObject = {
  environmentName: 'default',
  components: profileComponents('baseV1alpha1', v1alpha1Key, {
    ...SHARED_SETTINGS,
    authProxy: podSection('verrazzano-authproxy'),
    certManager: { ...CERT_MANAGER, certificate: DEFAULT_CERTIFICATE },
    fluentd: { elasticsearchSecret: PLATFORM_OPENSEARCH.secret, elasticsearchURL: PLATFORM_OPENSEARCH.url },
    ingress: INGRESS,
    istio: {
      ...istio({}),
      egress: podSection('istio-egressgateway'),
      ingress: podSection('istio-ingressgateway'),
    },
    kibana: { replicas: 1 },
  }),
};
