import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Synchronizes a managed cluster with its admin cluster.
 */
export const clusterAgent = defineComponent({
  name: 'verrazzano-cluster-agent',
  source: 'platform-operator/controllers/verrazzano/component/clusteragent',
  specKey: 'clusterAgent',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-cluster-agent'),
  after: ['verrazzano-network-policies', 'oam-kubernetes-runtime', 'istio'],
  images: ['verrazzano-application-operator'],
  workloads: {
    'verrazzano-cluster-agent': {
      labels: { app: 'verrazzano-cluster-agent', 'sidecar.istio.io/inject': 'false' },
      ports: { 'http-metric': 9100 },
      apiServer: 'direct',
      external: [
        {
          what: 'API of the admin cluster, by Rancher or directly',
          hosts: ['rancher.<admin domain>', '<API server of the admin cluster>'],
          ports: [443, 6443],
          cluster: 'admin',
          when: 'registered managed cluster',
        },
      ],
    },
  },
  crds: {
    names: {
      'clusters.verrazzano.io': [
        'multiclusterapplicationconfigurations',
        'multiclustercomponents',
        'multiclusterconfigmaps',
        'multiclustersecrets',
        'verrazzanoprojects',
      ],
    },
  },
});

/** Options of the cluster agent. */
export type ClusterAgentProps = ComponentProps;

/** The cluster agent, as part of a profile. */
export class ClusterAgent extends Component<typeof clusterAgent, ClusterAgentProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ClusterAgentProps = {}) {
    super(scope, clusterAgent, props);
  }
}
