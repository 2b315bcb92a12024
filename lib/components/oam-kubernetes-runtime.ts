import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { ResourceRequirements } from '../definition/kubernetes-types';

/**
 * Turns OAM applications into workloads and traits.
 */
export const oam = defineComponent({
  name: 'oam-kubernetes-runtime',
  source: 'platform-operator/controllers/verrazzano/component/oam',
  specKey: 'oam',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: chartOf('oam-kubernetes-runtime'),
  valuesFile: 'oam-kubernetes-runtime-values.yaml',
  after: ['verrazzano-network-policies'],
  images: ['oam-kubernetes-runtime'],
  workloads: {
    'oam-kubernetes-runtime': {
      labels: {
        'app.kubernetes.io/name': 'oam-kubernetes-runtime',
        'app.kubernetes.io/instance': 'oam-kubernetes-runtime',
        'sidecar.istio.io/inject': 'false',
      },
      dns: false,
      apiServer: 'direct',
    },
  },
  crds: {
    by: 'operator',
    names: {
      'core.oam.dev': [
        'applicationconfigurations',
        'components',
        'containerizedworkloads',
        'healthscopes',
        'manualscalertraits',
        'scopedefinitions',
        'traitdefinitions',
        'workloaddefinitions',
      ],
    },
  },
});

/** The typed part of the values of chart `oam-kubernetes-runtime`. */
export interface OamValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicaCount?: number;
  /**
   * Resource requests and limits of a pod.
   * @default - those of the chart
   */
  readonly resources?: ResourceRequirements;
}

/** Options of the OAM runtime. */
export type OamProps = ChartProps<OamValues>;

/** The OAM runtime, as part of a profile. */
export class Oam extends Component<typeof oam, OamProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: OamProps = {}) {
    super(scope, oam, props);
  }
}
