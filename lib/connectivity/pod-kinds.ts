import { POD_TEMPLATE_PATHS } from '../values/pod-template-path';

/** Where a kind of object has the pods that its controller makes. */
export interface PodKind {
  /** Path of the pod template: an object with `metadata` and `spec`. */
  readonly template: readonly string[];
  /** API groups of the kind. */
  readonly groups: readonly string[];
}

const BUILT_IN: readonly string[] = ['', 'apps', 'batch', 'extensions'];
const TEMPLATE = POD_TEMPLATE_PATHS.Deployment;
const POD = POD_TEMPLATE_PATHS.Pod;

/** The kinds whose pods are known. Sources of those of others: the API references of Argo Rollouts, OpenShift, OpenKruise and KubeVirt. */
export const POD_KINDS: Readonly<Record<string, PodKind>> = {
  ...Object.fromEntries(
    Object.entries(POD_TEMPLATE_PATHS).map(([kind, template]) => [kind, { template, groups: BUILT_IN }]),
  ),
  StatefulSet: { template: TEMPLATE, groups: [...BUILT_IN, 'apps.kruise.io'] },
  DaemonSet: { template: TEMPLATE, groups: [...BUILT_IN, 'apps.kruise.io'] },
  CloneSet: { template: TEMPLATE, groups: ['apps.kruise.io'] },
  Rollout: { template: TEMPLATE, groups: ['argoproj.io'] },
  DeploymentConfig: { template: TEMPLATE, groups: ['', 'apps.openshift.io'] },
  VirtualMachine: { template: TEMPLATE, groups: ['kubevirt.io'] },
  VirtualMachineInstance: { template: POD, groups: ['kubevirt.io'] },
  VirtualMachineInstanceReplicaSet: { template: TEMPLATE, groups: ['kubevirt.io'] },
};

/**
 * Kinds whose operators make pods that their own object does not show, by API group. Sources: the API references of these
 * operators.
 */
export const OPERATOR_KINDS: Readonly<Record<string, readonly string[]>> = {
  'acid.zalan.do': ['postgresql'],
  'agent.k8s.elastic.co': ['Agent'],
  'apps.strimzi.io': ['Kafka'],
  'argoproj.io': ['ArgoCD', 'CronWorkflow', 'EventSource', 'Sensor', 'Workflow'],
  'cassandra.datastax.com': ['CassandraDatacenter'],
  'ceph.rook.io': ['CephCluster', 'CephFilesystem', 'CephObjectStore'],
  'clickhouse.altinity.com': ['ClickHouseInstallation'],
  'coherence.oracle.com': ['Coherence'],
  'core.oam.dev': ['ApplicationConfiguration', 'Component', 'ContainerizedWorkload'],
  'elasticsearch.k8s.elastic.co': ['Elasticsearch'],
  'grafana.integreatly.org': ['Grafana'],
  'install.istio.io': ['IstioOperator'],
  'jaegertracing.io': ['Jaeger'],
  'k8s.keycloak.org': ['Keycloak'],
  'k8s.mariadb.com': ['MariaDB'],
  'kafka.strimzi.io': ['Kafka', 'KafkaBridge', 'KafkaConnect', 'KafkaMirrorMaker2', 'StrimziPodSet'],
  'kibana.k8s.elastic.co': ['Kibana'],
  'monitoring.coreos.com': ['Alertmanager', 'Prometheus', 'PrometheusAgent', 'ThanosRuler'],
  'minio.min.io': ['Tenant'],
  'mongodbcommunity.mongodb.com': ['MongoDBCommunity'],
  'mysql.oracle.com': ['InnoDBCluster'],
  'oam.verrazzano.io': ['VerrazzanoCoherenceWorkload', 'VerrazzanoHelidonWorkload', 'VerrazzanoWebLogicWorkload'],
  'opensearch.opster.io': ['OpenSearchCluster'],
  'opentelemetry.io': ['OpenTelemetryCollector'],
  'postgres-operator.crunchydata.com': ['PostgresCluster'],
  'postgresql.cnpg.io': ['Cluster', 'Pooler'],
  'psmdb.percona.com': ['PerconaServerMongoDB'],
  'pxc.percona.com': ['PerconaXtraDBCluster'],
  'rabbitmq.com': ['RabbitmqCluster'],
  'ray.io': ['RayCluster', 'RayJob', 'RayService'],
  'redis.redis.opstreelabs.in': ['Redis', 'RedisCluster'],
  'serving.knative.dev': ['Configuration', 'Revision', 'Service'],
  'sparkoperator.k8s.io': ['SparkApplication'],
  'tekton.dev': ['PipelineRun', 'TaskRun'],
  'weblogic.oracle': ['Cluster', 'Domain'],
};

/**
 * The path to the `metadata` and `spec` of the pods of an object: to a template, or empty for a pod.
 * @param kind - a kind whose pods are known
 */
export function podPath(kind: string): readonly string[] {
  return POD_KINDS[kind]?.template ?? POD;
}

/**
 * Whether the controller of a kind makes pods, known or not. All these kinds have namespaces.
 * @param group - API group
 * @param kind - the kind
 */
export function makesPods(group: string, kind: string): boolean {
  const isKnown = Object.hasOwn(POD_KINDS, kind) && POD_KINDS[kind]?.groups.includes(group) === true;
  return isKnown || (Object.hasOwn(OPERATOR_KINDS, group) && OPERATOR_KINDS[group]?.includes(kind) === true);
}
