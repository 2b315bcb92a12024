import type { Replacement } from '../../definition/replacement';
import { POD_NAME } from '../../definition/scrape-labels';
import {
  COLLECTOR_2_PORTS,
  JAEGER_2_LABELS,
  METRICS_CALL,
  QUERY_PORTS,
  selectorOfJaeger2,
  STORAGE,
} from '../jaeger-pods';
import { imageAt, imageWithRegistryAt } from './image-at';

/** Labels by which the chart selects its pods. */
const SELECTOR = Object.keys(selectorOfJaeger2(''));

/** Jaeger: its operator ended, version 2 is one program with the configuration of OpenTelemetry. */
export const jaegerOperator: Replacement = {
  component: 'jaeger-operator',
  status: 'retired',
  statement:
    'Jaeger 1 reached its end of life on 2025-12-31, and its operator chart was deleted; chart jaeger installs Jaeger 2',
  source: 'github.com/jaegertracing/jaeger/issues/6321; gh-pages of jaegertracing/helm-charts 4d793c8f18 (2026-06-14)',
  risk: 'high',
  installed: '2.41.0',
  installedApp: '1.42.0',
  charts: [
    {
      name: 'jaeger-operator',
      kind: 'helm',
      repository: 'https://jaegertracing.github.io/helm-charts',
      releases: [
        '1.42.0: 2.41.0',
        '1.43.0: 2.42.0 2.43.0',
        '1.45.0: 2.45.0',
        '1.46.0: 2.46.0-2',
        '1.47.0: 2.47.0',
        '1.49.0: 2.49.0',
        '1.52.0: 2.50.0-1 2.51.0 2.52.0 2.53.0',
        '1.57.0: 2.54.0 2.55.0 2.56.0',
        '1.61.0: 2.57.0',
      ],
      source: 'gh-pages index of jaegertracing/helm-charts (2026-06-14)',
      licence: 'Apache-2.0',
    },
    {
      name: 'jaeger',
      kind: 'helm',
      repository: 'https://jaegertracing.github.io/helm-charts',
      releases: [
        '2.0.0-rc2: 4.0.0',
        '2.12.0: 4.0.1',
        '2.13.0: 4.1.0-5 4.2.0-3',
        '2.14.1: 4.3.0-4 4.4.0-7',
        '2.15.1: 4.5.0',
        '2.16.0: 4.6.0',
        '2.17.0: 4.7.0',
        '2.18.0: 4.8.0 4.9.0 4.10.0',
        '2.19.0: 4.11.0-1',
      ],
      // The first that mounts volumes of one's own.
      derivedFrom: '4.11.1',
      source: 'gh-pages index of jaegertracing/helm-charts (2026-06-14)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '2.41.0',
  newest: '4.11.1',
  derived: ['jaeger-operator', 'jaeger'],
  keeps: [
    {
      value: 'fullnameOverride: jaeger-operator-jaeger',
      keeps: 'the service account of the collector and the query service, and so their principal',
      since: 'line jaeger',
    },
    {
      value:
        'extraObjects with Services jaeger-operator-jaeger-collector (9411, 14250, 14268, 4317, 4318) and jaeger-operator-jaeger-query (16686, 16685), which select app.kubernetes.io/name: jaeger',
      keeps: 'the address of tracing in Istio, and the backend of the Ingress',
      since: 'line jaeger',
    },
    {
      value: 'jaeger.podLabels.app: jaeger',
      keeps: 'NetworkPolicy vmi-system-prometheus, which selects it',
      since: 'line jaeger',
    },
    {
      value: 'jaeger.podLabels."sidecar.istio.io/inject": "true"',
      keeps: 'its sidecar: the chart has no value for pod annotations',
      since: 'line jaeger',
    },
    {
      value: 'jaeger.extraEnv with ES_USERNAME and ES_PASSWORD of Secret verrazzano-jaeger-secret',
      keeps: 'the login, which userconfig names as ${env:ES_USERNAME} and ${env:ES_PASSWORD}, outside of Git',
      since: 'line jaeger',
    },
    {
      value: 'userconfig with receivers otlp, zipkin and jaeger, and index_prefix: verrazzano',
      keeps: 'what senders use, and the indices',
      since: 'line jaeger',
    },
  ],
  // Configuration, Services and login follow from the platform: lib/installer/published/jaeger-values.ts.
  values: [
    { since: 'adoption', until: 'chart 2.43.0', remove: ['containerSecurityContext'] },
    { since: 'line jaeger', insteadOfFiles: {} },
  ],
  variants: [
    {
      since: 'line jaeger',
      pullSecretValues: ['jaeger.image.pullSecrets[0]', 'esIndexCleaner.image.pullSecrets[0]'],
      workloads: {
        'jaeger-operator': null,
        'jaeger-operator-jaeger-collector': null,
        'jaeger-operator-jaeger-query': null,
        'jaeger-instance': null,
        'jaeger-operator-jaeger': {
          like: 'jaeger-operator-jaeger-collector',
          labels: { ...JAEGER_2_LABELS, ...selectorOfJaeger2('all-in-one') },
          selector: SELECTOR,
          annotations: { 'prometheus.io/port': '8888', 'prometheus.io/scrape': 'true' },
          chartLabels: false,
          createdBy: 'chart',
          ports: {
            'admin-http': null,
            'c-tchan-trft': null,
            grpc: { port: 14250, undeclared: true },
            'c-binary-trft': { port: 14268, undeclared: true },
            query: 16686,
            'grpc-query': 16685,
            'config-rest': 5778,
            'zk-compact-trft': { port: 5775, protocol: 'UDP' },
            'jg-compact-trft': { port: 6831, protocol: 'UDP' },
            'jg-binary-trft': { port: 6832, protocol: 'UDP' },
            'internal-metrics': 8888,
            'span-metrics': 8889,
            health: 13133,
          },
          calls: [...STORAGE.calls, METRICS_CALL],
        },
        'jaeger-operator-jaeger-es-index-cleaner': {
          labels: { ...JAEGER_2_LABELS, ...selectorOfJaeger2('es-index-cleaner') },
          selector: SELECTOR,
          chartLabels: false,
          createdBy: 'chart',
          serviceAccount: 'jaeger-operator-jaeger-es-index-cleaner',
        },
      },
      services: {
        'jaeger-operator-metrics': null,
        'jaeger-operator-webhook-service': null,
        'jaeger-operator-jaeger-collector-headless': null,
        'jaeger-operator-jaeger': {
          selector: SELECTOR,
          ports: [
            'zk-compact-trft',
            'config-rest',
            'jg-compact-trft',
            'jg-binary-trft',
            { name: 'http-zipkin', to: 'zipkin' },
            { name: 'grpc-http', to: 'grpc' },
            { name: 'c-tchan-trft', port: 14267, to: 14267, dangling: true },
            { name: 'http-c-binary-trft', to: 'c-binary-trft' },
            { name: 'otlp-grpc', to: 'grpc-otlp' },
            { name: 'otlp-http', to: 'http-otlp' },
            { name: 'http-query', to: 'query' },
            'grpc-query',
            'internal-metrics',
            'span-metrics',
          ],
        },
        'jaeger-operator-jaeger-collector': {
          workload: 'jaeger-operator-jaeger',
          selector: SELECTOR,
          ports: COLLECTOR_2_PORTS,
        },
        'jaeger-operator-jaeger-query': {
          workload: 'jaeger-operator-jaeger',
          selector: SELECTOR,
          ports: QUERY_PORTS,
        },
      },
      ingresses: { 'verrazzano-jaeger': { behind: 'jaeger-operator-jaeger/query' } },
      scrapeTargets: {
        'jaeger-operator': null,
        jaeger: {
          port: 'internal-metrics',
          scheme: 'mesh',
          labels: { pod_name: POD_NAME },
          podLabels: true,
          createdBy: 'prometheus-operator',
        },
      },
      withoutWebhooks: [
        'jaeger-operator-mutating-webhook-configuration',
        'jaeger-operator-validating-webhook-configuration',
      ],
      withoutCertificates: ['jaeger-operator-service-cert'],
      images: {
        'docker.io/jaegertracing/jaeger:{app}': imageWithRegistryAt('jaeger.image'),
        'docker.io/jaegertracing/jaeger-es-index-cleaner:{app}': imageWithRegistryAt('esIndexCleaner.image'),
      },
    },
    {
      since: 'adoption',
      until: 'line jaeger',
      // The operator gives its pods that of their resource.
      pullSecretValues: ['image.imagePullSecrets[0]', 'jaeger.spec.imagePullSecrets[0].name'],
    },
    {
      since: 'chart 2.42.0',
      until: 'line jaeger',
      images: {
        'docker.io/jaegertracing/jaeger-operator:{app}': imageAt('image'),
        // The operator chooses those of its resource.
        'docker.io/jaegertracing/jaeger-collector:{app}': null,
        'docker.io/jaegertracing/jaeger-query:{app}': null,
        'docker.io/jaegertracing/jaeger-es-index-cleaner:{app}': null,
      },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'object',
      level: 'error',
      what: "Jaeger resource jaeger-operator-jaeger is a template of Verrazzano's chart",
      fix: 'keep the resource as a manifest of your own; otherwise a sync prunes the collector',
    },
    {
      since: 'line jaeger',
      kind: 'object',
      level: 'error',
      what: 'a single Deployment jaeger-operator-jaeger, which selects app.kubernetes.io/name, instance and component all-in-one, replaces the operator, the collector and the query service; CronJob jaeger-operator-jaeger-es-index-cleaner gets a service account of its own',
      fix: 'delete resource jaeger-operator-jaeger before the sync, while the operator runs: Services of the same names belong to it, and go when it is pruned after the chart has taken them; no trace is taken until the new pod is ready',
      source: 'chart jaeger 4.11.1 of jaegertracing/helm-charts, rendered with fullnameOverride jaeger-operator-jaeger',
    },
    {
      since: 'line jaeger',
      kind: 'port',
      level: 'warning',
      what: 'metrics are on port 8888 instead of 14269 and 16687, and health checks on 13133; the Service of the chart has port 14267 (TChannel), on which nothing listens; Services jaeger-operator-jaeger-collector-headless, jaeger-operator-metrics and jaeger-operator-webhook-service are removed',
      fix: 'nothing for the platform, whose scrape target and policies follow; let your own senders that use TChannel or the headless Service use 9411 (Zipkin), 4317 and 4318 (OTLP) or 14250 (gRPC)',
      source: 'chart jaeger 4.11.1 of jaegertracing/helm-charts, rendered',
    },
    {
      since: 'line jaeger',
      kind: 'values',
      level: 'warning',
      what: 'an OpenTelemetry configuration replaces the flags of the collector and the query; it is derived for storage in memory, OpenSearch and Elasticsearch; jaeger-agent, Kafka in between, and your own Jaeger resources have no counterpart',
      fix: 'stay with 2.57.0 while jaeger-agent sidecars, Kafka or your own Jaeger resources are used, and on clusters where the platform creates no instance',
      source: 'cmd/jaeger of jaegertracing/jaeger 2.19.0',
    },
    {
      since: 'line jaeger',
      kind: 'policy',
      level: 'warning',
      what: 'AuthorizationPolicies jaeger-collector-authzpol and jaeger-query-authzpol of Verrazzano select component collector and query, which no pod has',
      fix: 'replace them by the policies of this package, which name the new pods',
    },
    {
      since: 'line jaeger',
      kind: 'behaviour',
      level: 'warning',
      what: 'the pods of CronJob jaeger-operator-jaeger-es-index-cleaner have a sidecar, without which the auth proxy refuses them; as an ordinary container the sidecar keeps them from completing',
      fix: 'let istiod inject native sidecars (ENABLE_NATIVE_SIDECARS, on Kubernetes 1.29 and later), or delete completed cleaners',
      source: 'istio.io, Kubernetes Native Sidecars; AuthorizationPolicies of Verrazzano 1.7.2',
    },
    {
      since: 'line jaeger',
      kind: 'crd',
      level: 'warning',
      what: 'the chart does not have CRD jaegers.jaegertracing.io: pruning it deletes every Jaeger resource, and without the operator nothing removes the pods of jaeger-operator-jaeger',
      fix: 'delete resource jaeger-operator-jaeger while the operator runs; let Argo CD prune the CRD when no other Jaeger resource is left',
      source: 'both charts, rendered',
    },
    {
      since: 'line jaeger',
      kind: 'principal',
      level: 'note',
      what: 'ServiceAccount jaeger-operator is removed with the operator',
      fix: 'nothing, unless your own policy names it as a principal',
      source: 'both charts, rendered',
    },
    {
      since: 'line jaeger',
      kind: 'migration',
      level: 'note',
      what: 'indices keep their names (<prefix>-jaeger-span-<date>) and mappings, with OpenSearch 1 to 3 as Elasticsearch 7; it was not tried whether Jaeger 2 shows traces of Jaeger 1',
      fix: 'look for an older trace after the hop',
      source: 'internal/storage/elasticsearch/config of jaegertracing/jaeger 2.19.0',
    },
    {
      since: 'line jaeger',
      kind: 'hook',
      level: 'note',
      what: 'the chart depends on a library chart, which must be vendored where it is read from Git',
      fix: 'read it from its Helm repository, whose package has it',
    },
  ],
  kubernetes: [{ since: 'line jaeger', range: '>=1.21', by: 'chart' }],
  after: [{ component: 'istio', why: 'the proxies of Istio send their traces to the collector' }],
  stops: [{ at: '2.57.0', why: 'the last chart of the operator', advised: true }],
  instead: 'opentelemetry-operator',
};
