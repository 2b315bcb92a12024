import { mysql } from '../../../components/mysql';
import { opensearchDashboards } from '../../../components/opensearch-dashboards';
import { PORTS, pool } from '../../../components/opensearch-pods';
import { prometheus } from '../../../components/prometheus';
import { prometheusOperator } from '../../../components/prometheus-operator';
import type { Expansion } from '../../../connectivity';
import { listAt, nameOf, objectAt, textAt, textsAt, valueAt } from '../../../connectivity/manifest';
import type { JsonObject } from '../../../values/json';
import { madeWorkload, podOf, specText } from './made-workload';

const PROMETHEUS = prometheus.workloads['prometheus-prometheus-operator-kube-p-prometheus'];
const ALERTMANAGER = prometheusOperator.workloads['alertmanager-prometheus-operator-kube-p-alertmanager'];
const DASHBOARDS = opensearchDashboards.workloads['opensearch-dashboards'];

/**
 * Resources of operators that Verrazzano installs, with the pods that these operators make. Sources: the definitions of the
 * components, which name theirs; `pkg/prometheus/server/statefulset.go` of the Prometheus operator, `pkg/builders/cluster.go` of the
 * OpenSearch operator, `mysqloperator/controller/innodbcluster` of the MySQL operator.
 */
export const OPERATOR_KINDS: readonly Expansion[] = [
  { group: 'monitoring.coreos.com', kind: 'Prometheus', objectsOf: prometheusPods },
  { group: 'monitoring.coreos.com', kind: 'Alertmanager', objectsOf: alertmanagerPods },
  { group: 'opensearch.opster.io', kind: 'OpenSearchCluster', objectsOf: opensearchPods },
  { group: 'mysql.oracle.com', kind: 'InnoDBCluster', objectsOf: mysqlPods },
];

/** Name of the port of the web interface, unless the resource has another. Source: API reference of the Prometheus operator. */
const WEB = 'web';

/** How many StatefulSets are listed at most. */
const MAX_SHARDS = 100;

function prometheusPods(object: JsonObject): readonly JsonObject[] {
  const name = nameOf(object);
  const shards = valueAt(object, 'spec', 'shards');
  const count = typeof shards === 'number' && shards >= 1 ? Math.min(shards, MAX_SHARDS) : 1;
  return Array.from({ length: count }, (_, shard) =>
    madeWorkload(withAnnotationsOfPods(object), {
      kind: 'StatefulSet',
      name: `prometheus-${name}${shard === 0 ? '' : `-shard-${shard}`}`,
      labels: {
        ...textsAt(object, 'spec', 'podMetadata', 'labels'),
        ...PROMETHEUS.labels,
        ...versionOf(object),
        'app.kubernetes.io/instance': name,
        'operator.prometheus.io/name': name,
        'operator.prometheus.io/shard': `${shard}`,
        prometheus: name,
      },
      pod: monitoringPod(object, PROMETHEUS.ports),
    }),
  );
}

function alertmanagerPods(object: JsonObject): readonly JsonObject[] {
  const name = nameOf(object);
  return [
    madeWorkload(withAnnotationsOfPods(object), {
      kind: 'StatefulSet',
      name: `alertmanager-${name}`,
      labels: {
        ...textsAt(object, 'spec', 'podMetadata', 'labels'),
        ...ALERTMANAGER.labels,
        ...versionOf(object),
        'app.kubernetes.io/instance': name,
        'app.kubernetes.io/managed-by': 'prometheus-operator',
        alertmanager: name,
      },
      pod: monitoringPod(object, ALERTMANAGER.ports),
    }),
  ];
}

function versionOf(object: JsonObject): Record<string, string> {
  const version = specText(object, 'version')?.replace(/^v/, '');
  return version === undefined ? {} : { 'app.kubernetes.io/version': version };
}

function withAnnotationsOfPods(object: JsonObject): JsonObject {
  const annotations = textsAt(object, 'spec', 'podMetadata', 'annotations');
  return { metadata: { ...objectAt(object, 'metadata'), annotations } };
}

function monitoringPod(object: JsonObject, ports: Parameters<typeof podOf>[0]): JsonObject {
  const names = { 'http-web': specText(object, 'portName') ?? WEB };
  return {
    ...podOf(ports, specText(object, 'serviceAccountName'), names),
    hostNetwork: valueAt(object, 'spec', 'hostNetwork') === true,
  };
}

function opensearchPods(object: JsonObject): readonly JsonObject[] {
  const name = nameOf(object);
  const account = specText(object, 'general', 'serviceAccount');
  const pools = listAt(object, 'spec', 'nodePools').flatMap((each) => {
    const component = textAt(each, 'component');
    if (component === undefined) return [];
    const labels = {
      ...pool(component, roleOf(listAt(each, 'roles'))).labels,
      'opster.io/opensearch-cluster': name,
      ...textsAt(each, 'labels'),
    };
    const pod = podOf(PORTS, account);
    return [madeWorkload(namespaceOnly(object), { kind: 'StatefulSet', name: `${name}-${component}`, labels, pod })];
  });
  if (valueAt(object, 'spec', 'dashboards', 'enable') !== true) return pools;
  const dashboards = madeWorkload(namespaceOnly(object), {
    kind: 'Deployment',
    name: `${name}-dashboards`,
    labels: { ...textsAt(object, 'spec', 'dashboards', 'labels'), 'opensearch.cluster.dashboards': name },
    pod: podOf(DASHBOARDS.ports, account),
  });
  return [...pools, dashboards];
}

/** Nodes that may lead have a label of their own. */
function roleOf(roles: readonly unknown[]): Record<string, string> {
  const role = ['cluster_manager', 'master'].find((each) => roles.includes(each));
  return role === undefined ? {} : { 'opensearch.role': role };
}

function mysqlPods(object: JsonObject): readonly JsonObject[] {
  const name = nameOf(object);
  const account = specText(object, 'serviceAccountName') ?? `${name}-sa`;
  const server = madeWorkload(namespaceOnly(object), {
    kind: 'StatefulSet',
    name,
    labels: {
      ...textsAt(object, 'spec', 'podLabels'),
      ...mysql.workloads.mysql.labels,
      'mysql.oracle.com/cluster': name,
      'app.kubernetes.io/instance': `mysql-innodbcluster-${name}-mysql-server`,
    },
    pod: podOf(mysql.workloads.mysql.ports, account),
  });
  if (valueAt(object, 'spec', 'router', 'instances') === 0) return [server];
  const router = madeWorkload(namespaceOnly(object), {
    kind: 'Deployment',
    name: `${name}-router`,
    labels: {
      ...textsAt(object, 'spec', 'router', 'podLabels'),
      ...mysql.workloads['mysql-router'].labels,
      'mysql.oracle.com/cluster': name,
      'app.kubernetes.io/instance': `mysql-innodbcluster-${name}-router`,
    },
    pod: podOf(mysql.workloads['mysql-router'].ports, account),
  });
  return [server, router];
}

function namespaceOnly(object: JsonObject): JsonObject {
  const namespace = textAt(object, 'metadata', 'namespace');
  return { metadata: namespace === undefined ? {} : { namespace } };
}
