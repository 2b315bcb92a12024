import type { Replacement } from '../../definition/replacement';
import { OPENSEARCH_SERVERS, OPENSEARCH_SOURCE } from './opensearch-servers';

/** OpenSearch: the OpenSearchCluster resource stays, and its version moves. */
export const opensearch: Replacement = {
  component: 'opensearch',
  status: 'maintained',
  statement: 'maintained; the versions are those of the server in the OpenSearchCluster resource',
  source: OPENSEARCH_SOURCE,
  risk: 'very high',
  installed: '2.3.0',
  charts: [
    {
      name: 'opensearch',
      kind: 'image',
      repository: 'docker.io/opensearchproject/opensearch',
      releases: OPENSEARCH_SERVERS,
      source: OPENSEARCH_SOURCE,
      licence: 'Apache-2.0',
    },
  ],
  resource: {
    kind: 'OpenSearchCluster',
    since: 'app 2.4.0',
    fields: { 'spec.general.version': '{app}' },
    images: { 'spec.general.image': 'docker.io/opensearchproject/opensearch:{app}' },
  },
  closest: '2.3.0',
  newest: '3.6.0',
  end: {
    version: '2.19.2',
    why: 'the newest server that both operator 2.7 and operator 2.8 support; pass opensearch=3.6.0 to go further',
  },
  keeps: [
    { value: 'OpenSearchCluster verrazzano-logging/opensearch', keeps: 'the names of StatefulSets and volumes' },
    {
      value: 'node pools es-master, es-data, es-ingest',
      keeps: 'the volumes: the names of their claims derive from the pools',
    },
  ],
  variants: [{ since: 'app 2.4.0', images: { 'docker.io/opensearchproject/opensearch:{app}': 'resource' } }],
  changes: [
    {
      since: 'adoption',
      kind: 'image',
      level: 'warning',
      what: 'the image is a build of Verrazzano with plugins; it is unproven whether the public image has them',
      fix: 'list the plugins (_cat/plugins) and compare them before the image changes',
    },
    {
      since: 'adoption',
      kind: 'statefulset',
      level: 'error',
      what: 'a renamed node pool or claim template means new, empty volumes',
      fix: 'keep the names of the pools; first set the reclaim policy of the volumes to Retain',
    },
    {
      since: 'app 3.0.0',
      kind: 'migration',
      level: 'warning',
      what: 'OpenSearch 3 cannot read indices created before 2.0, and removes APIs; the only way back is a snapshot',
      fix: 'take a snapshot, reindex old indices, and read the breaking changes of 3.0',
    },
    {
      since: 'app 2.4.0',
      kind: 'migration',
      level: 'warning',
      what: 'once the cluster has been upgraded, nodes of a lower version cannot join: a rolling downgrade is impossible',
      fix: 'take a snapshot first; let the operator roll the pools one by one',
    },
  ],
  needs: [
    {
      since: 'app 2.4.0',
      until: 'app 2.19.3',
      component: 'opensearch-operator',
      range: '>=2.5',
      why: 'operators 2.5 to 2.7 support servers 1.3 to 2.19.2',
      source: 'README of opensearch-k8s-operator, compatibility table',
    },
    {
      since: 'app 2.19.3',
      component: 'opensearch-operator',
      range: '>=2.8',
      why: 'operators below 2.8 support servers up to 2.19.2',
      source: 'README of opensearch-k8s-operator, compatibility table',
    },
  ],
  stops: [
    {
      at: '2.19.2',
      why: 'operator 2.8 supports no lower version and operator 2.7 no higher one; 3.x comes after 2.19',
    },
  ],
  instead:
    'chart opensearch of https://opensearch-project.github.io/helm-charts/, without an operator: names and volumes differ',
};
