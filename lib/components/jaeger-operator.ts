import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { thirdPartyChart } from '../component/chart';
import type { ChartProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';
import type { JaegerOperatorValues } from './values/jaeger-operator-values';

/**
 * Runs Jaeger, which collects and shows traces.
 *
 * Source: `platform-operator/controllers/verrazzano/component/jaeger/operator` at v1.7.2.
 */
export const jaegerOperator = defineComponent({
  name: 'jaeger-operator',
  specKey: 'jaegerOperator',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: thirdPartyChart('jaegertracing/jaeger-operator', '2.41.0', { appVersion: '1.42.0' }),
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
    },
    'jaeger-operator-jaeger-collector': {
      labels: {
        app: 'jaeger',
        'app.kubernetes.io/name': 'jaeger-operator-jaeger-collector',
        'app.kubernetes.io/instance': 'jaeger-operator-jaeger',
        'app.kubernetes.io/component': 'collector',
        'app.kubernetes.io/part-of': 'jaeger',
        'app.kubernetes.io/managed-by': 'jaeger-operator',
      },
      annotations: {
        'sidecar.istio.io/inject': 'true',
        'proxy.istio.io/config': '{ "holdApplicationUntilProxyStarts": true }',
      },
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
    },
    'jaeger-operator-jaeger-query': {
      labels: {
        app: 'jaeger',
        'app.kubernetes.io/name': 'jaeger-operator-jaeger-query',
        'app.kubernetes.io/instance': 'jaeger-operator-jaeger',
        'app.kubernetes.io/component': 'query',
        'app.kubernetes.io/part-of': 'jaeger',
        'app.kubernetes.io/managed-by': 'jaeger-operator',
      },
      annotations: {
        'sidecar.istio.io/inject': 'true',
        'proxy.istio.io/config': '{ "holdApplicationUntilProxyStarts": true }',
      },
      serviceAccount: 'jaeger-operator-jaeger',
      ports: {
        query: 16686,
        'admin-http': 16687,
        'agent-admin-http': { port: 14271, name: 'admin-http' },
        'grpc-query': { port: 16685, undeclared: true },
      },
      createdBy: 'jaeger-operator',
    },
    'jaeger-operator-jaeger-es-index-cleaner': {
      kind: 'CronJob',
      labels: {
        app: 'jaeger',
        'app.kubernetes.io/name': 'jaeger-operator-jaeger-es-index-cleaner',
        'app.kubernetes.io/instance': 'jaeger-operator-jaeger',
        'app.kubernetes.io/component': 'cronjob-es-index-cleaner',
        'app.kubernetes.io/part-of': 'jaeger',
        'app.kubernetes.io/managed-by': 'jaeger-operator',
      },
      serviceAccount: null,
      unverified: true,
      createdBy: 'jaeger-operator',
    },
  },
  services: {
    'jaeger-operator-metrics': { workload: 'jaeger-operator', ports: ['metrics'] },
    'jaeger-operator-webhook-service': {
      workload: 'jaeger-operator',
      ports: [{ name: null, port: 443, to: 'webhook-server' }],
    },
    'jaeger-operator-jaeger-collector': {
      ports: [
        { name: 'http-zipkin', to: 'zipkin' },
        { name: 'grpc-jaeger', to: 'grpc' },
        { name: 'http-c-tchan-trft', to: 'c-tchan-trft' },
        { name: 'http-c-binary-trft', to: 'c-binary-trft' },
        'grpc-otlp',
        'http-otlp',
      ],
    },
    'jaeger-operator-jaeger-collector-headless': {
      workload: 'jaeger-operator-jaeger-collector',
      headless: true,
      ports: [
        { name: 'http-zipkin', to: 'zipkin' },
        { name: 'grpc-jaeger', to: 'grpc' },
        { name: 'http-c-tchan-trft', to: 'c-tchan-trft' },
        { name: 'http-c-binary-trft', to: 'c-binary-trft' },
        'grpc-otlp',
        'http-otlp',
      ],
    },
    'jaeger-operator-jaeger-query': { ports: [{ name: 'http-query', to: 'query' }, 'grpc-query'] },
  },
  ingresses: {
    'verrazzano-jaeger': {
      host: 'jaeger',
      through: 'authproxy',
      tlsSecret: 'jaeger-tls',
      annotations: { 'backend-protocol': 'HTTP', 'secure-backends': 'false' },
      createdBy: 'operator',
    },
  },
  certificates: { 'jaeger-operator-service-cert': { issuer: 'Issuer/selfsigned-issuer' } },
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
    jaeger: { port: 'admin-http', scheme: 'mesh', createdBy: 'prometheus-operator' },
    'jaeger-operator': { port: 'metrics', createdBy: 'prometheus-operator' },
  },
  crds: { names: { 'jaegertracing.io': ['jaegers'] } },
});

/** What a user may say about Jaeger. */
export type JaegerOperatorProps = ChartProps<JaegerOperatorValues>;

/** Jaeger, as part of a profile. */
export class JaegerOperator extends Component<typeof jaegerOperator, JaegerOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: JaegerOperatorProps = {}) {
    super(scope, jaegerOperator, props);
  }
}
