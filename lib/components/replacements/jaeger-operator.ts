import type { Replacement } from '../../definition/replacement';
import { imageAt, imageWithRegistryAt } from './image-at';

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
      source: 'gh-pages index of jaegertracing/helm-charts (2026-06-14)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '2.41.0',
  newest: '4.11.1',
  keeps: [
    {
      value: 'fullnameOverride: jaeger-operator-jaeger',
      keeps: 'the service account of the collector and the query service, and so their principal',
      since: 'line jaeger',
    },
    {
      value:
        'extraObjects with Services jaeger-operator-jaeger-collector (9411, 4317, 4318) and jaeger-operator-jaeger-query (16686, 16685), which select app.kubernetes.io/name: jaeger',
      keeps: 'the address to which Istio sends traces, and the backend of the Ingress',
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
  ],
  values: [{ since: 'adoption', until: 'chart 2.43.0', remove: ['containerSecurityContext'] }],
  variants: [
    {
      since: 'line jaeger',
      pullSecretValues: ['jaeger.image.pullSecrets[0]', 'esIndexCleaner.image.pullSecrets[0]'],
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
      fix: 'install it beside the old ones, move the Services, then remove the operator',
      source: 'chart jaeger 4.11.1 of jaegertracing/helm-charts, rendered with fullnameOverride jaeger-operator-jaeger',
    },
    {
      since: 'line jaeger',
      kind: 'port',
      level: 'error',
      what: 'metrics are on port 8888 instead of 14269 and 16687, and health checks on 13133; the Service has ports 14250, 14267 and 14268, on which nothing listens unless userconfig has receiver jaeger',
      fix: 'update the scrape target and the policy; let senders use 9411 (Zipkin) or 4317 and 4318 (OTLP)',
      source: 'chart jaeger 4.11.1 of jaegertracing/helm-charts, rendered',
    },
    {
      since: 'line jaeger',
      kind: 'values',
      level: 'error',
      what: 'an OpenTelemetry configuration replaces the flags of the collector; jaeger-agent is removed',
      fix: 'rewrite the configuration with receivers zipkin and otlp, and OpenSearch as storage',
    },
    {
      since: 'line jaeger',
      kind: 'migration',
      level: 'warning',
      what: 'it is unproven whether Jaeger 2 reads the indices of Jaeger 1',
      fix: 'keep the old query pods until the traces have expired',
    },
    {
      since: 'line jaeger',
      kind: 'hook',
      level: 'note',
      what: 'the chart depends on a library chart, which must be vendored',
      fix: 'vendor the packed chart',
    },
  ],
  kubernetes: [{ since: 'line jaeger', range: '>=1.21', by: 'chart' }],
  after: [{ component: 'istio', why: 'the proxies of Istio send their traces to the collector' }],
  stops: [{ at: '2.57.0', why: 'the last chart of the operator', advised: true }],
  instead: 'opentelemetry-operator',
};
