import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Configures Fluent Bit to write logs to OpenSearch.
 */
export const fluentbitOpensearchOutput = defineComponent({
  name: 'fluentbit-opensearch-output',
  source: 'platform-operator/controllers/verrazzano/component/fluentbitosoutput',
  specKey: 'fluentbitOpensearchOutput',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  chart: ownChart('fluentbit-opensearch-output'),
  enabledWhenUnset: false,
  after: ['fluent-operator'],
  requires: [
    // its chart holds custom resources of that operator
    'fluent-operator',
  ],
  images: [],
});

/** The typed part of the values of chart `fluentbit-opensearch-output`. */
export interface FluentbitOpensearchOutputValues {
  /** Logs of workloads. */
  readonly application?: {
    /**
     * Whether they go to OpenSearch.
     * @default true
     */
    readonly enabled?: boolean;
  };
  /** Logs of the platform. */
  readonly system?: {
    /**
     * Whether they go to OpenSearch.
     * @default true
     */
    readonly enabled?: boolean;
  };
}

/** Options of the OpenSearch output of Fluent Bit. */
export type FluentbitOpensearchOutputProps = ChartProps<FluentbitOpensearchOutputValues>;

/** The OpenSearch output of Fluent Bit, as part of a profile. */
export class FluentbitOpensearchOutput extends Component<
  typeof fluentbitOpensearchOutput,
  FluentbitOpensearchOutputProps
> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: FluentbitOpensearchOutputProps = {}) {
    super(scope, fluentbitOpensearchOutput, props);
  }
}
