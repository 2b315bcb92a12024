import { OAM_V1ALPHA2, OAM_VERRAZZANO_V1ALPHA1 } from '../../definition/verrazzano-api';

/** What the items of a file are, by the name of the file. */
export interface FileKind {
  /** API version. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
}

const CLUSTERS = 'clusters.verrazzano.io/v1alpha1';

/** Kind of the items by name of the file, without `.json`, grouped by API version. */
const KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v1: {
    'config-maps': 'ConfigMap',
    configmaps: 'ConfigMap',
    endpoints: 'Endpoints',
    events: 'Event',
    namespace: 'Namespace',
    namespaces: 'Namespace',
    nodes: 'Node',
    'persistent-volume-claims': 'PersistentVolumeClaim',
    'persistent-volumes': 'PersistentVolume',
    pods: 'Pod',
    pv: 'PersistentVolume',
    pvcs: 'PersistentVolumeClaim',
    secrets: 'Secret',
    serviceaccounts: 'ServiceAccount',
    services: 'Service',
  },
  'apps/v1': {
    daemonsets: 'DaemonSet',
    deployments: 'Deployment',
    replicasets: 'ReplicaSet',
    statefulsets: 'StatefulSet',
  },
  'batch/v1': { cronjobs: 'CronJob', jobs: 'Job' },
  'networking.k8s.io/v1': { ingress: 'Ingress', 'network-policies': 'NetworkPolicy' },
  'rbac.authorization.k8s.io/v1': {
    'cluster-role-bindings': 'ClusterRoleBinding',
    'cluster-roles': 'ClusterRole',
    'role-bindings': 'RoleBinding',
    roles: 'Role',
  },
  'admissionregistration.k8s.io/v1': {
    'mutating-webhook-configs': 'MutatingWebhookConfiguration',
    'validating-webhook-configs': 'ValidatingWebhookConfiguration',
  },
  'apiextensions.k8s.io/v1': { crd: 'CustomResourceDefinition' },
  'cert-manager.io/v1': { 'certificate-requests': 'CertificateRequest', certificates: 'Certificate' },
  'acme.cert-manager.io/v1': { 'acme-orders': 'Order' },
  'monitoring.coreos.com/v1': { 'pod-monitors': 'PodMonitor', 'service-monitors': 'ServiceMonitor' },
  'networking.istio.io/v1beta1': { gateways: 'Gateway', virtualservices: 'VirtualService' },
  'mysql.oracle.com/v2': { 'inno-db-cluster': 'InnoDBCluster' },
  'platform.verrazzano.io/v1alpha1': { 'verrazzano-modules': 'Module' },
  'install.verrazzano.io/v1beta1': { 'verrazzano-resources': 'Verrazzano' },
  [OAM_V1ALPHA2]: { 'application-configurations': 'ApplicationConfiguration', components: 'Component' },
  [OAM_VERRAZZANO_V1ALPHA1]: {
    'ingress-traits': 'IngressTrait',
    'metrics-traits': 'MetricsTrait',
    'verrazzano-coherence-workload': 'VerrazzanoCoherenceWorkload',
    'verrazzano-helidon-workload': 'VerrazzanoHelidonWorkload',
    'verrazzano-weblogic-workload': 'VerrazzanoWebLogicWorkload',
  },
  'app.verrazzano.io/v1alpha1': { 'metrics-bindings': 'MetricsBinding', 'metrics-templates': 'MetricsTemplate' },
  [CLUSTERS]: {
    'multicluster-application-configurations': 'MultiClusterApplicationConfiguration',
    'multicluster-components': 'MultiClusterComponent',
    'multicluster-config-maps': 'MultiClusterConfigMap',
    'multicluster-secrets': 'MultiClusterSecret',
    'verrazzano-managed-clusters': 'VerrazzanoManagedCluster',
    'verrazzano-projects': 'VerrazzanoProject',
  },
  'coherence.oracle.com/v1': { coherence: 'Coherence' },
  'weblogic.oracle/v8': { domain: 'Domain', 'weblogic-domains': 'Domain' },
};

const BY_NAME: ReadonlyMap<string, FileKind> = new Map(
  Object.entries(KINDS).flatMap(([apiVersion, names]) =>
    Object.entries(names).map(([name, kind]) => [name, { apiVersion, kind }] as const),
  ),
);

/**
 * Kind of the items of a file that the `bug-report` command of Verrazzano's command line or its script for cluster snapshots writes.
 * Both write some lists without `kind`.
 *
 * Source: `tools/vz/pkg/constants/constants.go`, `tools/vz/pkg/helpers/vzcapture.go` and `tools/scripts/k8s-dump-cluster.sh` at v1.7.2.
 * @param file - path of the file
 * @returns undefined for files of other names
 */
export function kindOfFile(file: string): FileKind | undefined {
  const name = file
    .split(/[\\/]/)
    .pop()
    ?.replace(/\.(?:json|txt)$/, '');
  return name === undefined ? undefined : BY_NAME.get(name);
}
