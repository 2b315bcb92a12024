import { adminHost } from '../definition/external-calls';
import { JAEGER_STORES } from '../definition/stated-addresses';

/** Labels of the pods of the Jaeger that the platform makes. */
export const labels = (name: string, component: string) => ({
  app: 'jaeger',
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': 'jaeger-operator-jaeger',
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/part-of': 'jaeger',
  'app.kubernetes.io/managed-by': 'jaeger-operator',
});

/** Annotations of its pods. */
export const ANNOTATIONS = {
  'sidecar.istio.io/inject': 'true',
  'proxy.istio.io/config': '{ "holdApplicationUntilProxyStarts": true }',
};

/** Ports of the Services of the collector. */
export const COLLECTOR_PORTS = [
  { name: 'http-zipkin', to: 'zipkin' },
  { name: 'grpc-jaeger', to: 'grpc' },
  { name: 'http-c-tchan-trft', to: 'c-tchan-trft' },
  { name: 'http-c-binary-trft', to: 'c-binary-trft' },
  'grpc-otlp',
  'http-otlp',
] as const;

/** Ports of the Service of the collector of Jaeger 2, which does not take TChannel. */
export const COLLECTOR_2_PORTS = COLLECTOR_PORTS.filter(
  (port) => typeof port === 'string' || port.to !== 'c-tchan-trft',
);

/** Ports of the Service of the query. */
export const QUERY_PORTS = [{ name: 'http-query', to: 'query' }, 'grpc-query'] as const;

/**
 * Labels by which chart `jaeger`, which installs Jaeger 2, selects its pods.
 * @param component - the part, such as `all-in-one`
 */
export const selectorOfJaeger2 = (component: string) => ({
  'app.kubernetes.io/name': 'jaeger',
  'app.kubernetes.io/instance': 'jaeger-operator',
  'app.kubernetes.io/component': component,
});

/** Labels that values of that chart add: policies select the first, and without a sidecar the auth proxy refuses its pods. */
export const JAEGER_2_LABELS = { app: 'jaeger', 'sidecar.istio.io/inject': 'true' };

/** Where the page of Jaeger finds metrics of services. */
export const METRICS_CALL = {
  to: 'prometheus',
  ports: ['http-web'],
  reason: 'metrics of services',
  service: 'prometheus-operator-kube-p-prometheus',
  when: 'a metrics storage is configured',
} as const;

/** What pods of Jaeger that use its storage call. */
export const STORAGE = {
  calls: [
    {
      to: 'verrazzano-authproxy',
      ports: ['http-api'],
      reason: 'stores and reads spans in OpenSearch',
      service: 'verrazzano-authproxy-opensearch',
      with: ['opensearch', 'keycloak'],
    },
  ],
  external: [
    adminHost('opensearch.vmi.system', 'stores spans in the admin cluster', { when: 'registered managed cluster' }),
    {
      what: 'OpenSearch or Elasticsearch of the user, for spans',
      hosts: [],
      ports: [],
      setting: 'jaeger-opensearch',
      stated: JAEGER_STORES.opensearch,
    },
    {
      what: 'Cassandra of the user, for spans',
      hosts: [],
      ports: [9042],
      setting: 'jaeger-cassandra',
      stated: JAEGER_STORES.cassandra,
    },
    { what: 'other storage of the user', hosts: [], ports: [], optional: true },
  ],
} as const;
