import type { WorkloadDefinition } from '../definition/workload-definition';
import { objectStorage } from '../definition/external-calls';

/** Service account of the operator, under which the pods of the cluster run too. */
export const OPENSEARCH_ACCOUNT = 'opensearch-operator-controller-manager';

/** Ports of every node. */
export const PORTS = { http: 9200, transport: 9300 } as const;

/** Nodes of one kind; these are the groups of the prod profile. */
export const pool = (name: string, labels: Record<string, string> = {}) =>
  ({
    kind: 'StatefulSet',
    namespace: 'verrazzano-logging',
    labels: { 'opster.io/opensearch-cluster': 'opensearch', 'opster.io/opensearch-nodepool': name, ...labels },
    selector: ['opster.io/opensearch-cluster', 'opster.io/opensearch-nodepool'],
    serviceAccount: OPENSEARCH_ACCOUNT,
    apiServer: 'direct',
    egress: 'documented',
    calls: [{ to: 'opensearch', ports: ['http', 'transport'], reason: 'the nodes are one cluster' }],
    external: [
      objectStorage('a backup or restore runs', { ifBlocked: 'backup and restore fail' }),
      {
        what: 'plugins, at each start',
        hosts: ['artifacts.opensearch.org'],
        ports: [443],
        setting: 'opensearch-plugins',
        ifBlocked: 'nodes do not restart',
      },
      { what: 'destinations of alerts', hosts: [], ports: [443, 25, 465, 587], optional: true },
    ],
  }) as const;

const HELPER = {
  namespace: 'verrazzano-logging',
  serviceAccount: OPENSEARCH_ACCOUNT,
  atRunTime: true,
} as const;

/** Pods that bootstrap a cluster. */
export const opensearchHelpers = {
  'opensearch-bootstrap-0': {
    ...HELPER,
    kind: 'Pod',
    labels: { 'opster.io/opensearch-cluster': 'opensearch' },
    ports: PORTS,
    egress: 'documented',
    calls: [
      { to: 'opensearch', ports: ['transport'], reason: 'forms the first cluster', service: 'opensearch-discovery' },
    ],
  },
  'opensearch-securityconfig-update': {
    ...HELPER,
    kind: 'Job',
    calls: [{ to: 'opensearch', ports: ['http'], reason: 'writes users and roles', service: 'opensearch' }],
  },
} as const satisfies Record<string, WorkloadDefinition>;
