import type { Replacement } from '../../definition/replacement';
import { OPENSEARCH_SERVERS, OPENSEARCH_SOURCE } from './opensearch-servers';

/** OpenSearch Dashboards: a part of the OpenSearchCluster resource. */
export const opensearchDashboards: Replacement = {
  component: 'opensearch-dashboards',
  status: 'maintained',
  statement:
    'maintained; it stays in spec.dashboards of the OpenSearchCluster resource, with the version of the server',
  source: OPENSEARCH_SOURCE,
  risk: 'high',
  installed: '2.3.0',
  charts: [
    {
      name: 'opensearch-dashboards',
      kind: 'image',
      repository: 'docker.io/opensearchproject/opensearch-dashboards',
      releases: OPENSEARCH_SERVERS,
      source: OPENSEARCH_SOURCE,
      licence: 'Apache-2.0',
    },
  ],
  resource: {
    kind: 'OpenSearchCluster',
    since: 'app 2.4.0',
    fields: { 'spec.dashboards.version': '{app}' },
    images: { 'spec.dashboards.image': 'docker.io/opensearchproject/opensearch-dashboards:{app}' },
  },
  closest: '2.3.0',
  newest: '3.6.0',
  end: { version: '2.19.2', why: 'the version at which the ladder of the server ends' },
  keeps: [{ value: 'Service opensearch-dashboards, port 5601', keeps: 'the backend of the system Ingress' }],
  variants: [{ since: 'app 2.4.0', images: { 'docker.io/opensearchproject/opensearch-dashboards:{app}': 'resource' } }],
  changes: [
    {
      since: 'app 2.4.0',
      kind: 'migration',
      level: 'warning',
      what: 'the index of saved objects is migrated, and cannot be migrated back',
      fix: 'export the saved objects, or take a snapshot of index .kibana first',
    },
  ],
  needs: [
    {
      since: 'app 2.4.0',
      component: 'opensearch',
      range: '>=2.4',
      why: 'OpenSearch Dashboards must not be newer than the server',
    },
    {
      since: 'app 2.19.0',
      component: 'opensearch',
      range: '>=2.19',
      why: 'OpenSearch Dashboards must not be newer than the server',
    },
    {
      since: 'app 3.0.0',
      component: 'opensearch',
      range: '>=3.0',
      why: 'OpenSearch Dashboards must not be newer than the server',
    },
  ],
  stops: [{ at: '2.19.2', why: 'the server stops at this version' }],
};
