import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Runs Coherence clusters on Kubernetes.
 */
export const coherenceOperator = defineComponent({
  name: 'coherence-operator',
  source: 'platform-operator/controllers/verrazzano/component/coherence',
  specKey: 'coherenceOperator',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: chartOf('coherence-operator'),
  chartLabels: { 'app.kubernetes.io/version': STANDARD_LABELS['app.kubernetes.io/version'] },
  valuesFile: 'coherence-values.yaml',
  after: ['verrazzano-network-policies', 'fluent-operator'],
  images: ['coherence-operator'],
  workloads: {
    'coherence-operator': {
      labels: {
        'control-plane': 'coherence',
        'app.kubernetes.io/name': 'coherence-operator',
        'app.kubernetes.io/instance': 'coherence-operator-manager',
        'app.kubernetes.io/component': 'manager',
        'app.kubernetes.io/part-of': 'coherence-operator',
        'app.kubernetes.io/managed-by': 'helm',
        'app.kubernetes.io/created-by': 'controller-manager',
        'sidecar.istio.io/inject': 'false',
      },
      selector: ['control-plane'],
      ports: { operator: 8000, 'webhook-server': 9443, metrics: 8080, health: 8088 },
      apiServer: 'direct',
      calls: [
        {
          to: { elsewhere: 'applications' },
          ports: [6676],
          reason: 'health of Coherence pods before they are scaled or stopped',
          when: 'a Coherence resource is scaled, updated or deleted',
        },
      ],
      serves: [{ from: 'applications', ports: ['operator'], reason: 'Coherence pods register with it' }],
    },
  },
  services: {
    'coherence-operator-webhook': {
      selector: [
        'app.kubernetes.io/name',
        'app.kubernetes.io/instance',
        'app.kubernetes.io/version',
        'app.kubernetes.io/component',
      ],
      ports: [{ name: 'webhook', port: 443, to: 'webhook-server' }],
    },
    'coherence-operator-rest': {
      selector: [
        'app.kubernetes.io/name',
        'app.kubernetes.io/instance',
        'app.kubernetes.io/version',
        'app.kubernetes.io/component',
      ],
      ports: [{ name: 'http-rest', to: 'operator' }],
    },
  },
  webhooks: [
    {
      kind: 'mutating',
      name: 'coherence-operator-mutating-webhook-configuration',
      service: 'coherence-operator-webhook',
      createdBy: 'coherence-operator',
      unverified: true,
    },
    {
      kind: 'validating',
      name: 'coherence-operator-validating-webhook-configuration',
      service: 'coherence-operator-webhook',
      createdBy: 'coherence-operator',
      unverified: true,
    },
  ],
});

/** The typed part of the values of chart `coherence-operator`. */
export interface CoherenceOperatorValues {
  /**
   * Number of pods.
   * @default 1 (the chart itself: 3)
   */
  readonly replicas?: number;
}

/** Options of the Coherence operator. */
export type CoherenceOperatorProps = ChartProps<CoherenceOperatorValues>;

/** The Coherence operator, as part of a profile. */
export class CoherenceOperator extends Component<typeof coherenceOperator, CoherenceOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: CoherenceOperatorProps = {}) {
    super(scope, coherenceOperator, props);
  }
}
