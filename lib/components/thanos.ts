import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { HELM_LABELS, thirdPartyChart } from '../component/chart';
import type { ChartProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';
import type { ThanosValues } from './values/thanos-values';

/**
 * Queries several Prometheus servers as one.
 *
 * Source: `platform-operator/controllers/verrazzano/component/thanos` at v1.7.2.
 */
export const thanos = defineComponent({
  name: 'thanos',
  specKey: 'thanos',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: thirdPartyChart('thanos', '12.1.1', { appVersion: '0.32.2' }),
  chartLabels: HELM_LABELS,
  valuesFile: 'thanos-values.yaml',
  enabledWhenUnset: false,
  after: ['istio', 'verrazzano-network-policies', 'ingress-controller', 'prometheus-operator', 'fluent-operator'],
  namespaces: ['verrazzano-monitoring'],
  images: ['thanos', 'prometheus-config-reloader'],
  workloads: {
    'thanos-query-frontend': {
      labels: {
        'app.kubernetes.io/name': 'thanos',
        'app.kubernetes.io/instance': 'thanos',
        'app.kubernetes.io/component': 'query-frontend',
      },
      ports: { http: 10902 },
    },
    'thanos-query': {
      labels: {
        'app.kubernetes.io/name': 'thanos',
        'app.kubernetes.io/instance': 'thanos',
        'app.kubernetes.io/component': 'query',
      },
      ports: { http: 10902, grpc: 10901 },
    },
  },
  services: {
    'thanos-query-frontend': { ports: [{ name: 'http', port: 9090 }] },
    'thanos-query-grpc': { workload: 'thanos-query', ports: ['grpc'] },
    'thanos-query': { ports: [{ name: 'http', port: 9090 }] },
  },
  ingresses: {
    'thanos-query-frontend': {
      host: 'thanos-query',
      through: 'authproxy',
      tlsSecret: 'system-tls-thanos-query',
      sessionCookie: '{host}',
    },
    'thanos-query-store': {
      host: 'thanos-query-store',
      through: 'authproxy',
      authproxyPort: 'grpc',
      path: '/',
      tlsSecret: 'system-tls-query-store',
      annotations: {
        'backend-protocol': 'GRPC',
        'ssl-redirect': 'true',
        'proxy-body-size': null,
        'rewrite-target': null,
        'service-upstream': null,
        'upstream-vhost': null,
      },
    },
    'thanos-ruler': {
      host: 'thanos-ruler',
      through: 'authproxy',
      tlsSecret: 'system-tls-thanos-ruler',
      optional: true,
    },
  },
  scrapeTargets: {
    'thanos-query-frontend': { port: 'http', scheme: 'mesh' },
    'thanos-query': { port: 'http', scheme: 'mesh' },
  },
});

/** What a user may say about Thanos. */
export type ThanosProps = ChartProps<ThanosValues>;

/** Thanos, as part of a profile. */
export class Thanos extends Component<typeof thanos, ThanosProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: ThanosProps = {}) {
    super(scope, thanos, props);
  }
}
