import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { OpensearchPlugins } from './opensearch-plugins';
import { OPENSEARCH_ACCOUNT } from './opensearch-pods';

/**
 * Web interface for searching and charting logs.
 */
export const opensearchDashboards = defineComponent({
  name: 'opensearch-dashboards',
  source: 'platform-operator/controllers/verrazzano/component/opensearchdashboards',
  specKey: 'opensearchDashboards',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  release: null,
  after: ['verrazzano-network-policies', 'opensearch-operator', 'fluent-operator'],
  requires: [
    // validation rule opensearchOperator.required
    'opensearch-operator',
  ],
  images: ['opensearch-dashboards'],
  createdBy: 'opensearch-operator',
  workloads: {
    'opensearch-dashboards': {
      namespace: 'verrazzano-logging',
      labels: { 'opensearch.cluster.dashboards': 'opensearch' },
      serviceAccount: OPENSEARCH_ACCOUNT,
      ports: { http: 5601 },
      egress: 'documented',
      calls: [{ to: 'opensearch', ports: ['http'], reason: 'searches', service: 'opensearch' }],
      external: [
        {
          what: 'plugins, at each start',
          hosts: ['artifacts.opensearch.org'],
          ports: [443],
          setting: 'dashboards-plugins',
        },
      ],
    },
  },
  services: { 'opensearch-dashboards': { ports: ['http'] } },
  ingresses: {
    'opensearch-dashboards': {
      host: 'osd.vmi.system',
      through: 'authproxy',
      tlsSecret: 'system-tls-osd',
      annotations: { 'proxy-body-size': '65M' },
    },
  },
});

/** Options of OpenSearch Dashboards. */
export interface OpensearchDashboardsProps extends Pick<ComponentProps, 'enabled' | 'chart'> {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Plugins.
   * @default - none
   */
  readonly plugins?: OpensearchPlugins;
}

/** OpenSearch Dashboards, as part of a profile. */
export class OpensearchDashboards extends Component<typeof opensearchDashboards, OpensearchDashboardsProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: OpensearchDashboardsProps = {}) {
    super(scope, opensearchDashboards, props);
  }
}
