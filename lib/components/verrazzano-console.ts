import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * The web console of the platform.
 */
export const console = defineComponent({
  name: 'verrazzano-console',
  source: 'platform-operator/controllers/verrazzano/component/console',
  specKey: 'console',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-console'),
  after: ['verrazzano-network-policies', 'verrazzano-authproxy'],
  images: ['console'],
  workloads: {
    'verrazzano-console': {
      labels: { app: 'verrazzano-console' },
      annotations: { 'sidecar.istio.io/inject': 'true' },
      ports: { 'http-console': 8000 },
    },
  },
  services: { 'verrazzano-console': { ports: ['http-console'] } },
});

/** The typed part of the values of chart `console`. */
export interface ConsoleValues {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
}

/** Options of the console. */
export type ConsoleProps = ChartProps<ConsoleValues>;

/** The console, as part of a profile. */
export class Console extends Component<typeof console, ConsoleProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ConsoleProps = {}) {
    super(scope, console, props);
  }
}
