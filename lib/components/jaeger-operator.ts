import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { POD_NAME } from '../definition/scrape-labels';
import type { JaegerOperatorValues } from './values/jaeger-operator-values';
import { ANNOTATIONS, COLLECTOR_PORTS, labels, METRICS_CALL, QUERY_PORTS, STORAGE } from './jaeger-pods';

/** Labels of its samples. */
const LABELLED = { labels: { pod_name: POD_NAME }, podLabels: true } as const;

/**
 * Runs Jaeger, which collects and shows traces.
 */
export const jaegerOperator = defineComponent({
  name: 'jaeger-operator',
  source: 'platform-operator/controllers/verrazzano/component/jaeger/operator',
  specKey: 'jaegerOperator',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: chartOf('jaeger-operator'),
  valuesFile: 'jaeger-operator-values.yaml',
  enabledWhenUnset: false,
  after: ['verrazzano-network-policies', 'cert-manager', 'opensearch', 'fluent-operator'],
  namespaces: ['verrazzano-monitoring'],
  images: [
    'jaeger-operator',
    'jaeger-agent',
    'jaeger-collector',
    'jaeger-query',
    'jaeger-ingester',
    'jaeger-es-index-cleaner',
    'jaeger-es-rollover',
    'jaeger-all-in-one',
  ],
  workloads: {
    'jaeger-operator': {
      labels: {
        'app.kubernetes.io/name': 'jaeger-operator',
        'app.kubernetes.io/instance': 'jaeger-operator',
        'sidecar.istio.io/inject': 'false',
      },
      ports: { metrics: 8383, 'webhook-server': 9443 },
      dns: false,
      apiServer: 'direct',
    },
    'jaeger-operator-jaeger-collector': {
      labels: labels('jaeger-operator-jaeger-collector', 'collector'),
      annotations: ANNOTATIONS,
      serviceAccount: 'jaeger-operator-jaeger',
      ports: {
        zipkin: 9411,
        'c-tchan-trft': 14267,
        'c-binary-trft': 14268,
        'admin-http': 14269,
        grpc: 14250,
        'grpc-otlp': 4317,
        'http-otlp': 4318,
      },
      createdBy: 'jaeger-operator',
      ...STORAGE,
      egress: 'documented',
      serves: [{ from: 'injected', ports: ['zipkin'], reason: 'sidecars send spans' }],
    },
    'jaeger-operator-jaeger-query': {
      labels: labels('jaeger-operator-jaeger-query', 'query'),
      annotations: ANNOTATIONS,
      serviceAccount: 'jaeger-operator-jaeger',
      ports: {
        query: 16686,
        'admin-http': 16687,
        'agent-admin-http': { port: 14271, name: 'admin-http' },
        'grpc-query': { port: 16685, undeclared: true },
      },
      createdBy: 'jaeger-operator',
      ...STORAGE,
      egress: 'documented',
      calls: [
        ...STORAGE.calls,
        METRICS_CALL,
        {
          to: 'jaeger-operator/jaeger-operator-jaeger-collector',
          ports: ['grpc'],
          reason: 'its agent reports spans',
          service: 'jaeger-operator-jaeger-collector-headless',
        },
      ],
    },
    'jaeger-operator-jaeger-es-index-cleaner': {
      kind: 'CronJob',
      labels: labels('jaeger-operator-jaeger-es-index-cleaner', 'cronjob-es-index-cleaner'),
      serviceAccount: null,
      unverified: true,
      createdBy: 'jaeger-operator',
      ...STORAGE,
      egress: 'documented',
    },
    'jaeger-instance': {
      labels: { app: 'jaeger', 'app.kubernetes.io/managed-by': 'jaeger-operator' },
      annotations: { 'sidecar.istio.io/inject': 'true' },
      serviceAccount: null,
      createdBy: 'jaeger-operator',
      atRunTime: true,
      egress: 'documented',
      external: [STORAGE.external[0]],
    },
  },
  services: {
    'jaeger-operator-metrics': { workload: 'jaeger-operator', ports: ['metrics'] },
    'jaeger-operator-webhook-service': {
      workload: 'jaeger-operator',
      ports: [{ name: null, port: 443, to: 'webhook-server' }],
    },
    'jaeger-operator-jaeger-collector': {
      ports: COLLECTOR_PORTS,
    },
    'jaeger-operator-jaeger-collector-headless': {
      workload: 'jaeger-operator-jaeger-collector',
      headless: true,
      ports: COLLECTOR_PORTS,
    },
    'jaeger-operator-jaeger-query': { ports: QUERY_PORTS },
  },
  ingresses: {
    'verrazzano-jaeger': {
      host: 'jaeger',
      through: 'authproxy',
      behind: 'jaeger-operator-jaeger-query/query',
      tlsSecret: 'jaeger-tls',
      annotations: { 'backend-protocol': 'HTTP', 'secure-backends': 'false' },
      createdBy: 'operator',
      onlyWhen: { value: 'jaeger.create', otherwise: true },
      onlyOn: 'admin',
    },
  },
  certificates: {
    'jaeger-operator-service-cert': {
      issuer: 'Issuer/selfsigned-issuer',
      service: 'jaeger-operator-webhook-service',
      subject: { organizationalUnits: ['jaeger-operator'] },
    },
  },
  webhooks: [
    {
      kind: 'mutating',
      name: 'jaeger-operator-mutating-webhook-configuration',
      service: 'jaeger-operator-webhook-service',
      hooks: {
        'deployment.sidecar-injector.jaegertracing.io': {
          resources: ['apps/deployments'],
          path: '/mutate-v1-deployment',
          failurePolicy: 'Ignore',
        },
        'mjaeger.kb.io': { resources: ['jaegertracing.io/jaegers'], path: '/mutate-jaegertracing-io-v1-jaeger' },
      },
      caFrom: 'jaeger-operator-service-cert',
    },
    {
      kind: 'validating',
      name: 'jaeger-operator-validating-webhook-configuration',
      service: 'jaeger-operator-webhook-service',
      hooks: {
        'vjaeger.kb.io': { resources: ['jaegertracing.io/jaegers'], path: '/validate-jaegertracing-io-v1-jaeger' },
      },
      caFrom: 'jaeger-operator-service-cert',
    },
  ],
  scrapeTargets: {
    jaeger: { port: 'admin-http', scheme: 'mesh', ...LABELLED, createdBy: 'prometheus-operator' },
    'jaeger-operator': { port: 'metrics', ...LABELLED, createdBy: 'prometheus-operator' },
  },
  crds: { names: { 'jaegertracing.io': ['jaegers'] } },
});

/** Options of Jaeger. */
export type JaegerOperatorProps = ChartProps<JaegerOperatorValues>;

/** Jaeger, as part of a profile. */
export class JaegerOperator extends Component<typeof jaegerOperator, JaegerOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: JaegerOperatorProps = {}) {
    super(scope, jaegerOperator, props);
  }
}
