import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS, ownChart } from '../definition/chart';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { LabelSelector } from '../definition/kubernetes-types';
import { instancePrincipal, ociApi, workloadClusters } from '../definition/external-calls';
import { SERVICE_APP } from '../definition/scrape-labels';

/**
 * Registers managed clusters at the admin cluster.
 */
export const clusterOperator = defineComponent({
  name: 'verrazzano-cluster-operator',
  source: 'platform-operator/controllers/verrazzano/component/clusteroperator',
  specKey: 'clusterOperator',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-cluster-operator'),
  chartLabels: { 'app.kubernetes.io/version': STANDARD_LABELS['app.kubernetes.io/version'] },
  after: ['verrazzano-network-policies', 'rancher'],
  images: ['verrazzano-cluster-operator'],
  workloads: {
    'verrazzano-cluster-operator': {
      chartLabels: false,
      labels: { app: 'verrazzano-cluster-operator', 'sidecar.istio.io/inject': 'false' },
      ports: { 'http-metric': 9100 },
      apiServer: 'direct',
      calls: [
        {
          to: 'verrazzano-cluster-operator/verrazzano-cluster-operator-webhook',
          ports: ['webhook'],
          reason: 'waits for its webhook',
          service: 'verrazzano-cluster-operator-webhook',
        },
        {
          to: 'ingress-controller/ingress-controller-ingress-nginx-controller',
          ports: ['https'],
          reason: 'API of Rancher',
          service: 'ingress-controller-ingress-nginx-controller',
          with: ['rancher'],
        },
      ],
      external: [
        workloadClusters('a managed cluster is one of Cluster API', { setting: 'cluster-api' }),
        ociApi(['iaas.<region>', 'identity.<region>'], 'networks and compartments', {
          when: 'a quick-create resource exists',
        }),
        instancePrincipal('a quick-create resource asks for it'),
      ],
    },
    'verrazzano-cluster-operator-webhook': {
      labels: { app: 'verrazzano-cluster-operator-webhook', 'sidecar.istio.io/inject': 'false' },
      serviceAccount: 'verrazzano-cluster-operator',
      ports: { 'http-metric': 9100, webhook: 9443 },
      apiServer: 'direct',
      external: [
        ociApi(['iaas.<region>'], 'subnets, while it admits a quick-create resource', {
          when: 'that resource names subnets',
          ifBlocked: 'the resource is refused',
        }),
        instancePrincipal('a quick-create resource asks for it'),
      ],
    },
  },
  services: {
    'verrazzano-cluster-operator': { ports: ['http-metric'] },
    'verrazzano-cluster-operator-webhook': { ports: [{ name: 'https-webhook', port: 443, to: 'webhook' }] },
  },
  webhooks: [
    {
      kind: 'validating',
      name: 'verrazzano-cluster-operator-webhook',
      service: 'verrazzano-cluster-operator-webhook',
      hooks: {
        'clusters.verrazzano.io': {
          resources: ['clusters.verrazzano.io/verrazzanomanagedclusters'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-verrazzanomanagedcluster',
        },
        'ocneociquickcreate.verrazzano.io': {
          resources: ['clusters.verrazzano.io/ocneociquickcreates'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-ocneociquickcreate',
        },
        'okequickcreate.verrazzano.io': {
          resources: ['clusters.verrazzano.io/okequickcreates'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-okequickcreate',
        },
      },
    },
  ],
  scrapeTargets: {
    'verrazzano-cluster-operator': {
      port: 'http-metric',
      labels: { app: SERVICE_APP },
      createdBy: 'prometheus-operator',
    },
  },
  crds: {
    by: 'operator',
    names: { 'clusters.verrazzano.io': ['ocneociquickcreates', 'okequickcreates', 'verrazzanomanagedclusters'] },
  },
});

/** The typed part of the values of chart `verrazzano-cluster-operator`. */
export interface ClusterOperatorValues {
  /** Registration of the clusters of Rancher. */
  readonly syncClusters?: {
    /**
     * Whether clusters of Rancher are registered as managed clusters automatically.
     * @default false
     */
    readonly enabled?: boolean;
    /**
     * Selects the clusters of Rancher that are registered, by their labels.
     * @default - all of them
     */
    readonly clusterSelector?: LabelSelector;
  };
}

/** Options of the cluster operator. */
export type ClusterOperatorProps = ChartProps<ClusterOperatorValues>;

/** The cluster operator, as part of a profile. */
export class ClusterOperator extends Component<typeof clusterOperator, ClusterOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ClusterOperatorProps = {}) {
    super(scope, clusterOperator, props);
  }
}
