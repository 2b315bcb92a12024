import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { ResourceRequirements } from '../definition/kubernetes-types';

/** Valid for ninety days, and renewed fifteen days before expiry. */
const QUARTER = { duration: '2160h0m0s', renewBefore: '360h0m0s' };

/** Common fields of the certificates with which the parts of OpenSearch authenticate to each other. */
const NODE_CERTIFICATE = {
  ...QUARTER,
  issuer: 'ClusterIssuer/opensearch-root-issuer',
  issuerRef: 'group',
  bothEnds: true,
  subject: { organizations: ['verrazzano'] },
} as const;

const OF_SERVICE = { commonName: 'opensearch', service: 'opensearch', serviceNames: 'all' } as const;

/**
 * Runs the OpenSearch cluster and its dashboards.
 */
export const opensearchOperator = defineComponent({
  name: 'opensearch-operator',
  source: 'platform-operator/controllers/verrazzano/component/opensearchoperator',
  specKey: 'opensearchOperator',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-logging',
  chart: chartOf('opensearch-operator'),
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
    'opensearch-ca-cert': {
      namespace: 'cert-manager',
      issuer: 'Issuer/opensearch-self-signed-issuer',
      issuerRef: 'name',
      signsAs: 'ClusterIssuer/opensearch-root-issuer',
      commonName: 'ca.opensearch',
      ...QUARTER,
    },
    'opensearch-admin-cert': { ...NODE_CERTIFICATE, commonName: 'admin', awaited: true },
    'opensearch-dashboards-cert': { ...NODE_CERTIFICATE, ...OF_SERVICE, awaited: true },
    'opensearch-master-cert': {
      ...NODE_CERTIFICATE,
      ...OF_SERVICE,
      moreNames: ['opensearch-discovery'],
      awaited: true,
    },
    'opensearch-node-cert': { ...NODE_CERTIFICATE, ...OF_SERVICE, awaited: true },
    'opensearch-monitor-certs': {
      ...NODE_CERTIFICATE,
      namespace: 'verrazzano-monitoring',
      commonName: 'prometheus-operator',
      onlyWith: 'prometheus-operator',
    },
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
     * Resource requests and limits. @default - those of the chart
     */
    readonly resources?: ResourceRequirements;
  };
}

/** Options of the OpenSearch operator. */
export type OpensearchOperatorProps = ChartProps<OpensearchOperatorValues>;

/** The OpenSearch operator, as part of a profile. */
export class OpensearchOperator extends Component<typeof opensearchOperator, OpensearchOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: OpensearchOperatorProps = {}) {
    super(scope, opensearchOperator, props);
  }
}
