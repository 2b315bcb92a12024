import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Exports metrics of the state of Kubernetes objects.
 */
export const kubeStateMetrics = defineComponent({
  name: 'kube-state-metrics',
  source: 'platform-operator/controllers/verrazzano/component/prometheus/kubestatemetrics',
  specKey: 'kubeStateMetrics',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: chartOf('kube-state-metrics'),
  chartLabels: STANDARD_LABELS,
  valuesFile: 'kube-state-metrics-values.yaml',
  enabledWhenUnset: false,
  after: ['prometheus-operator'],
  namespaces: ['verrazzano-monitoring'],
  images: ['kube-state-metrics'],
  workloads: {
    'kube-state-metrics': {
      labels: {
        'app.kubernetes.io/component': 'metrics',
        'app.kubernetes.io/part-of': 'kube-state-metrics',
        'app.kubernetes.io/name': 'kube-state-metrics',
        'app.kubernetes.io/instance': 'kube-state-metrics',
        'sidecar.istio.io/inject': 'false',
        release: 'kube-state-metrics',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
      ports: { http: { port: 8080, value: 'service.port' } },
      dns: false,
      apiServer: 'direct',
    },
  },
  services: { 'kube-state-metrics': { ports: ['http'] } },
  scrapeTargets: { 'kube-state-metrics': { port: 'http', honorLabels: true, release: 'kube-state-metrics' } },
});

/** The typed part of the values of chart `kube-state-metrics`. */
export interface KubeStateMetricsValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
}

/** Options of kube-state-metrics. */
export type KubeStateMetricsProps = ChartProps<KubeStateMetricsValues>;

/** Kube-state-metrics, as part of a profile. */
export class KubeStateMetrics extends Component<typeof kubeStateMetrics, KubeStateMetricsProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: KubeStateMetricsProps = {}) {
    super(scope, kubeStateMetrics, props);
  }
}
