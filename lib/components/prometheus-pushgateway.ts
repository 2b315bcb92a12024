import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { Quantity } from '../definition/kubernetes-types';

/**
 * Accepts metrics from jobs that end before they could be scraped.
 */
export const prometheusPushgateway = defineComponent({
  name: 'prometheus-pushgateway',
  source: 'platform-operator/controllers/verrazzano/component/prometheus/pushgateway',
  specKey: 'prometheusPushgateway',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: chartOf('prometheus-pushgateway'),
  chartLabels: STANDARD_LABELS,
  valuesFile: 'prometheus-pushgateway-values.yaml',
  enabledWhenUnset: false,
  after: ['prometheus-operator'],
  namespaces: ['verrazzano-monitoring'],
  images: ['prometheus-pushgateway'],
  workloads: {
    'prometheus-pushgateway': {
      labels: {
        'app.kubernetes.io/name': 'prometheus-pushgateway',
        'app.kubernetes.io/instance': 'prometheus-pushgateway',
        'sidecar.istio.io/inject': 'false',
      },
      ports: { metrics: 9091 },
      dns: false,
      serves: [{ from: 'applications', ports: ['metrics'], reason: 'jobs push metrics' }],
    },
  },
  services: { 'prometheus-pushgateway': { ports: [{ name: 'http', to: 'metrics' }] } },
  scrapeTargets: { 'prometheus-pushgateway': { port: 'http', honorLabels: true, release: 'prometheus-pushgateway' } },
});

/** The typed part of the values of chart `prometheus-pushgateway`. */
export interface PrometheusPushgatewayValues {
  /** A volume for pushed metrics. */
  readonly persistentVolume?: {
    /**
     * Whether pushed metrics are kept on a volume.
     * @default false
     */
    readonly enabled?: boolean;
    /**
     * Size.
     * @default 2Gi
     */
    readonly size?: Quantity;
  };
}

/** Options of the push gateway. */
export type PrometheusPushgatewayProps = ChartProps<PrometheusPushgatewayValues>;

/** The push gateway, as part of a profile. */
export class PrometheusPushgateway extends Component<typeof prometheusPushgateway, PrometheusPushgatewayProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: PrometheusPushgatewayProps = {}) {
    super(scope, prometheusPushgateway, props);
  }
}
