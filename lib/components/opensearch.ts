import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import type { ComponentProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { ResourceRequirements } from '../definition/kubernetes-types';
import { POD_NAME } from '../definition/scrape-labels';
import type { OpensearchPlugins } from './opensearch-plugins';
import { opensearchHelpers, PORTS, pool } from './opensearch-pods';

/**
 * Stores logs and traces.
 */
export const opensearch = defineComponent({
  name: 'opensearch',
  source: 'platform-operator/controllers/verrazzano/component/opensearch',
  specKey: 'opensearch',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  release: null,
  after: ['verrazzano-network-policies', 'opensearch-operator', 'fluent-operator'],
  requires: [
    // validation rule opensearchOperator.required
    'opensearch-operator',
  ],
  images: ['opensearch', 'oraclelinux'],
  createdBy: 'opensearch-operator',
  workloads: {
    'opensearch-es-master': {
      ...pool('es-master', { 'opensearch.role': 'cluster_manager' }),
      replicas: 3,
      ports: { ...PORTS, metrics: { port: 9600, undeclared: true }, rca: { port: 9650, undeclared: true } },
    },
    'opensearch-es-data': { ...pool('es-data'), replicas: 3, ports: PORTS },
    'opensearch-es-ingest': { ...pool('es-ingest'), ports: PORTS },
    ...opensearchHelpers,
  },
  services: {
    opensearch: {
      workload: 'opensearch-es-master',
      selector: ['opster.io/opensearch-cluster'],
      ports: ['http', 'transport', 'metrics', 'rca'],
    },
    'opensearch-discovery': {
      workload: 'opensearch-es-master',
      selector: ['opster.io/opensearch-cluster'],
      headless: true,
      ports: ['transport'],
    },
    'opensearch-es-master': { headless: true, ports: ['http', 'transport'] },
    'opensearch-es-data': { headless: true, ports: ['http', 'transport'] },
    'opensearch-es-ingest': { headless: true, ports: ['http', 'transport'] },
  },
  ingresses: {
    opensearch: {
      host: 'opensearch.vmi.system',
      through: 'authproxy',
      behind: 'http',
      tlsSecret: 'system-tls-os-ingest',
      annotations: { 'proxy-body-size': '65M' },
    },
  },
  scrapeTargets: {
    opensearch: {
      port: 'http',
      paths: ['/_prometheus/metrics'],
      scheme: 'https',
      tls: { ca: { secret: 'opensearch-monitor-certs' }, client: true, unchecked: true },
      labels: { kubernetes_pod_name: POD_NAME },
      in: 'verrazzano-logging',
      createdBy: 'prometheus-operator',
    },
  },
});

/** A group of OpenSearch nodes. */
export interface OpensearchNode {
  /** Name; an item replaces the fields of the profile's group of the same name. */
  readonly name: string;
  /**
   * Number of nodes.
   * @default - that of the profile, else 0
   */
  readonly replicas?: number;
  /** Roles of the nodes. */
  readonly roles?: ReadonlyArray<'master' | 'data' | 'ingest'>;
  /** Options of the Java virtual machine. */
  readonly javaOpts?: string;
  /**
   * Resource requests and limits of a node.
   * @default - that of the profile, else none
   */
  readonly resources?: ResourceRequirements;
  /**
   * Disk of a node.
   * @default - the default volume source
   */
  readonly storage?: {
    /** Kubernetes quantity, such as `50Gi`. */
    readonly size: string;
  };
}

/** Conditions of a rollover to a new index; the first that is met counts. */
export interface OpensearchRollover {
  /** Age, such as `1d`. */
  readonly minIndexAge?: string;
  /** Size of the primary shards, such as `10gb`. */
  readonly minSize?: string;
  /** Number of documents. */
  readonly minDocCount?: number;
}

/** A retention policy of indices. */
export interface OpensearchPolicy {
  /** Name of the policy. */
  readonly policyName: string;
  /** Indices it applies to, such as `verrazzano-system*`. */
  readonly indexPattern: string;
  /** Age at which an index is deleted, such as `14d`. */
  readonly minIndexAge?: string;
  /** Conditions of its rollover. */
  readonly rollover?: OpensearchRollover;
}

/** Options of OpenSearch. */
export interface OpensearchProps extends Pick<ComponentProps, 'enabled' | 'chart'> {
  /**
   * Groups of nodes.
   * @default - those of the profile
   */
  readonly nodes?: readonly OpensearchNode[];
  /**
   * Retention policies of indices. @default - those of the platform
   */
  readonly policies?: readonly OpensearchPolicy[];
  /**
   * Whether to leave the policies of the platform out.
   * @default false
   */
  readonly disableDefaultPolicy?: boolean;
  /**
   * Plugins.
   * @default - none
   */
  readonly plugins?: OpensearchPlugins;
}

/** OpenSearch, as part of a profile. */
export class Opensearch extends Component<typeof opensearch, OpensearchProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: OpensearchProps = {}) {
    super(scope, opensearch, props);
  }
}
