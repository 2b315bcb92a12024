import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Serves metrics of Prometheus as custom metrics of Kubernetes.
 */
export const prometheusAdapter = defineComponent({
  name: 'prometheus-adapter',
  source: 'platform-operator/controllers/verrazzano/component/prometheus/adapter',
  specKey: 'prometheusAdapter',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: chartOf('prometheus-adapter'),
  chartLabels: STANDARD_LABELS,
  valuesFile: 'prometheus-adapter-values.yaml',
  enabledWhenUnset: false,
  namespaces: ['verrazzano-monitoring'],
  images: ['prometheus-adapter'],
  workloads: {
    'prometheus-adapter': {
      labels: {
        'app.kubernetes.io/component': 'metrics',
        'app.kubernetes.io/part-of': 'prometheus-adapter',
        'app.kubernetes.io/name': 'prometheus-adapter',
        'app.kubernetes.io/instance': 'prometheus-adapter',
        'sidecar.istio.io/inject': 'false',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
      ports: { https: { port: 6443, value: 'listenPort' } },
      apiServer: 'direct',
      calls: [
        {
          to: 'prometheus',
          ports: ['http-web'],
          reason: 'metrics that it offers',
          service: 'prometheus-operator-kube-p-prometheus',
          refusedUpstream: 'no rule admits it, and without a sidecar it has no certificate of the mesh',
        },
      ],
      serves: [{ from: 'api-server', ports: ['https'], reason: 'aggregated API of metrics' }],
    },
  },
  services: { 'prometheus-adapter': { ports: [{ name: null, port: 443, to: 'https' }] } },
});

/** The typed part of the values of chart `prometheus-adapter`. */
export interface PrometheusAdapterValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
}

/** Options of the Prometheus adapter. */
export type PrometheusAdapterProps = ChartProps<PrometheusAdapterValues>;

/** The Prometheus adapter, as part of a profile. */
export class PrometheusAdapter extends Component<typeof prometheusAdapter, PrometheusAdapterProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: PrometheusAdapterProps = {}) {
    super(scope, prometheusAdapter, props);
  }
}
