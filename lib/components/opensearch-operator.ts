import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { thirdPartyChart } from '../component/chart';
import type { ChartProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';
import type { ResourceRequirements } from '../component/kubernetes-types';

/**
 * Runs the OpenSearch cluster and its dashboards.
 *
 * Source: `platform-operator/controllers/verrazzano/component/opensearchoperator` at v1.7.2.
 */
export const opensearchOperator = defineComponent({
  name: 'opensearch-operator',
  specKey: 'opensearchOperator',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-logging',
  chart: thirdPartyChart('opensearch-operator', '2.4.0'),
  valuesFile: 'opensearch-operator-values.yaml',
  after: [
    'verrazzano-network-policies',
    'cluster-issuer',
    'ingress-controller',
    'verrazzano-monitoring-operator',
    'mysql',
  ],
  namespaces: ['verrazzano-logging'],
  images: ['opensearch-operator'],
  workloads: {
    'opensearch-operator-controller-manager': {
      labels: { 'control-plane': 'controller-manager' },
      apiServer: 'direct',
      egress: 'documented',
      calls: [{ to: 'opensearch', ports: ['http'], reason: 'administers the cluster', service: 'opensearch' }],
    },
  },
  services: {
    'opensearch-operator-controller-manager-metrics-service': {
      ports: [{ name: 'https', port: 8443, to: 'https', dangling: true }],
    },
  },
  certificates: {
    'opensearch-ca-cert': { namespace: 'cert-manager', issuer: 'Issuer/opensearch-self-signed-issuer' },
    'opensearch-admin-cert': { issuer: 'ClusterIssuer/opensearch-root-issuer', awaited: true },
    'opensearch-dashboards-cert': { issuer: 'ClusterIssuer/opensearch-root-issuer', awaited: true },
    'opensearch-master-cert': { issuer: 'ClusterIssuer/opensearch-root-issuer', awaited: true },
    'opensearch-node-cert': { issuer: 'ClusterIssuer/opensearch-root-issuer', awaited: true },
    'opensearch-monitor-certs': { namespace: 'verrazzano-monitoring' },
  },
  crds: {
    by: 'operator',
    names: {
      'opensearch.opster.io': [
        'opensearchactiongroups',
        'opensearchclusters',
        'opensearchroles',
        'opensearchtenants',
        'opensearchuserrolebindings',
        'opensearchusers',
      ],
    },
  },
});

/** The typed part of the values of chart `opensearch-operator`. */
export interface OpensearchOperatorValues {
  /** The operator. */
  readonly manager?: {
    /**
     * What it gets and may use.
     * @default - as the chart says
     */
    readonly resources?: ResourceRequirements;
  };
}

/** What a user may say about the OpenSearch operator. */
export type OpensearchOperatorProps = ChartProps<OpensearchOperatorValues>;

/** The OpenSearch operator, as part of a profile. */
export class OpensearchOperator extends Component<typeof opensearchOperator, OpensearchOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: OpensearchOperatorProps = {}) {
    super(scope, opensearchOperator, props);
  }
}
