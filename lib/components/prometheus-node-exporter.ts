import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Exports metrics of the nodes.
 */
export const prometheusNodeExporter = defineComponent({
  name: 'prometheus-node-exporter',
  source: 'platform-operator/controllers/verrazzano/component/prometheus/nodeexporter',
  specKey: 'prometheusNodeExporter',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: chartOf('prometheus-node-exporter'),
  chartLabels: STANDARD_LABELS,
  valuesFile: 'prometheus-node-exporter-values.yaml',
  enabledBy: ['prometheus'],
  after: ['prometheus-operator', 'fluent-operator'],
  namespaces: ['verrazzano-monitoring'],
  images: ['node-exporter'],
  workloads: {
    'prometheus-node-exporter': {
      kind: 'DaemonSet',
      labels: {
        'app.kubernetes.io/component': 'metrics',
        'app.kubernetes.io/part-of': 'prometheus-node-exporter',
        'app.kubernetes.io/name': 'prometheus-node-exporter',
        'app.kubernetes.io/instance': 'prometheus-node-exporter',
        'sidecar.istio.io/inject': 'false',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
      annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' },
      ports: { metrics: { port: 9100, value: 'service.port' } },
      hostNetwork: true,
      dns: false,
    },
  },
  services: { 'prometheus-node-exporter': { ports: ['metrics'] } },
  scrapeTargets: {
    'prometheus-node-exporter': { port: 'metrics', job: 'node-exporter', release: 'prometheus-node-exporter' },
  },
});

/** The typed part of the values of chart `prometheus-node-exporter`. */
export interface PrometheusNodeExporterValues {
  /**
   * Flags of the exporter, such as `--collector.systemd`; the list replaces that of the chart.
   * @default - those of the chart
   */
  readonly extraArgs?: readonly string[];
}

/** Options of the node exporter. */
export type PrometheusNodeExporterProps = ChartProps<PrometheusNodeExporterValues>;

/** The node exporter, as part of a profile. */
export class PrometheusNodeExporter extends Component<typeof prometheusNodeExporter, PrometheusNodeExporterProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: PrometheusNodeExporterProps = {}) {
    super(scope, prometheusNodeExporter, props);
  }
}
