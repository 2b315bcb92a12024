import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { adminHost } from '../definition/external-calls';

/**
 * Runs Fluent Bit on every node and configures it from custom resources.
 */
export const fluentOperator = defineComponent({
  name: 'fluent-operator',
  source: 'platform-operator/controllers/verrazzano/component/fluentoperator',
  specKey: 'fluentOperator',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  chart: chartOf('fluent-operator'),
  valuesFile: 'fluent-operator-values.yaml',
  enabledWhenUnset: false,
  after: ['verrazzano-network-policies'],
  images: ['fluent-operator', 'fluent-bit', 'oraclelinux'],
  workloads: {
    'fluent-operator': {
      labels: { 'app.kubernetes.io/component': 'operator', 'app.kubernetes.io/name': 'fluent-operator' },
      apiServer: 'sidecar',
    },
    'fluent-bit': {
      kind: 'DaemonSet',
      labels: { 'app.kubernetes.io/name': 'fluent-bit' },
      ports: { metrics: 2020 },
      createdBy: 'fluent-operator',
      apiServer: 'sidecar',
      egress: 'documented',
      calls: [
        {
          to: 'verrazzano-authproxy',
          ports: ['http-api'],
          reason: 'ships logs to OpenSearch',
          service: 'verrazzano-authproxy-opensearch',
          with: ['fluentbit-opensearch-output'],
        },
      ],
      external: [
        adminHost('opensearch.vmi.system', 'ships logs to the admin cluster', {
          when: 'registered managed cluster, with an output for it',
        }),
        { what: 'other outputs', hosts: [], ports: [], optional: true },
      ],
    },
  },
  services: { 'fluent-bit': { ports: ['metrics'] } },
  scrapeTargets: { fluentbit: { port: 'metrics', scheme: 'mesh', createdBy: 'prometheus-operator' } },
  crds: {
    names: {
      'fluentbit.fluent.io': [
        'clusterfilters',
        'clusterfluentbitconfigs',
        'clusterinputs',
        'clusteroutputs',
        'clusterparsers',
        'collectors',
        'filters',
        'fluentbitconfigs',
        'fluentbits',
        'outputs',
        'parsers',
      ],
      'fluentd.fluent.io': [
        'clusterfilters',
        'clusterfluentdconfigs',
        'clusteroutputs',
        'filters',
        'fluentdconfigs',
        'fluentds',
        'outputs',
      ],
    },
  },
});

/** The typed part of the values of chart `fluent-operator`. */
export interface FluentOperatorValues {
  /** Fluent Bit, which collects logs on every node. */
  readonly fluentbit?: {
    /** Its inputs. */
    readonly input?: {
      /** The journal of the node. */
      readonly systemd?: {
        /**
         * Directory of the journal on the nodes.
         * @default /run/log/journal (the chart itself: /var/log/journal)
         */
        readonly path?: string;
      };
    };
  };
}

/** Options of Fluent Operator. */
export type FluentOperatorProps = ChartProps<FluentOperatorValues>;

/** Fluent Operator, as part of a profile. */
export class FluentOperator extends Component<typeof fluentOperator, FluentOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: FluentOperatorProps = {}) {
    super(scope, fluentOperator, props);
  }
}
