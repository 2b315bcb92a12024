import type { Manifest } from './rendered-object';
import { groupOf, kindName } from '../kinds/kind-scope';

const CONTAINER_FIELDS = [
  'args',
  'command',
  'env',
  'envFrom',
  'imagePullPolicy',
  'ports',
  'resources.claims',
  'resources.limits',
  'resources.requests',
  'volumeDevices',
  'volumeMounts',
  'workingDir',
];

const POD_FIELDS = [
  ...['containers', 'initContainers'].flatMap((list) => CONTAINER_FIELDS.map((field) => `${list}[].${field}`)),
  'hostAliases',
  'imagePullSecrets',
  'initContainers',
  'nodeSelector',
  'readinessGates',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
];

const WORKLOAD_FIELDS = [
  ...['matchLabels', 'matchExpressions'].map((field) => `spec.selector.${field}`),
  ...['labels', 'annotations'].map((field) => `spec.template.metadata.${field}`),
  ...POD_FIELDS.map((field) => `spec.template.spec.${field}`),
];

/**
 * Fields that the API server does not store when they are empty (an empty list, map or text, zero, or null), by kind. `*` is
 * every kind, `[]` every item of a list.
 *
 * Written out, they would differ from what is stored for ever: each apply would change the object, and no `kubectl diff`
 * would be empty. Whether absent or empty, they mean the same.
 *
 * Source: `omitempty` in `k8s.io/apimachinery/pkg/apis/meta/v1/types.go`, `k8s.io/api/networking/v1/types.go`,
 * `k8s.io/api/{core,apps,batch,rbac}/v1/types.go`, Kubernetes 1.24 to 1.28.
 */
const DROPPED_WHEN_EMPTY: Readonly<Record<string, readonly string[]>> = {
  '*': ['metadata.labels', 'metadata.annotations', 'metadata.finalizers', 'metadata.ownerReferences'],
  'NetworkPolicy.networking.k8s.io': [
    ...['spec.podSelector', 'spec.ingress[].from[].podSelector', 'spec.ingress[].from[].namespaceSelector'].flatMap(
      selectorFields,
    ),
    ...['spec.egress[].to[].podSelector', 'spec.egress[].to[].namespaceSelector'].flatMap(selectorFields),
    'spec.ingress[].from[].ipBlock.except',
    'spec.egress[].to[].ipBlock.except',
    'spec.ingress[].from',
    'spec.ingress[].ports',
    'spec.egress[].to',
    'spec.egress[].ports',
    'spec.ingress',
    'spec.egress',
    'spec.policyTypes',
  ],
  'Ingress.networking.k8s.io': ['spec.tls[].hosts', 'spec.tls', 'spec.rules'],
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
  ServiceAccount: ['secrets', 'imagePullSecrets'],
  Service: [
    'spec.selector',
    'spec.ports[].nodePort',
    'spec.ports',
    'spec.externalIPs',
    'spec.loadBalancerSourceRanges',
  ],
  Pod: POD_FIELDS.map((field) => `spec.${field}`),
  'DaemonSet.apps': WORKLOAD_FIELDS,
  'Deployment.apps': WORKLOAD_FIELDS,
  'ReplicaSet.apps': WORKLOAD_FIELDS,
  'StatefulSet.apps': [...WORKLOAD_FIELDS, 'spec.volumeClaimTemplates'],
  'Job.batch': WORKLOAD_FIELDS,
  'CronJob.batch': WORKLOAD_FIELDS.map((field) => `spec.jobTemplate.${field}`),
  'RoleBinding.rbac.authorization.k8s.io': ['subjects'],
  'ClusterRoleBinding.rbac.authorization.k8s.io': ['subjects'],
};

/**
 * A manifest without the empty fields that the API server drops.
 * @param manifest - any object; it is not changed
 */
export function withoutDroppedFields(manifest: Manifest): Manifest {
  const kind = kindName({ group: groupOf(manifest.apiVersion), kind: manifest.kind });
  const paths = [...(DROPPED_WHEN_EMPTY['*'] ?? []), ...(DROPPED_WHEN_EMPTY[kind] ?? [])];
  return paths.reduce<unknown>((value, path) => without(value, path.split('.')), manifest) as Manifest;
}

function selectorFields(selector: string): string[] {
  return [`${selector}.matchExpressions[].values`, `${selector}.matchExpressions`, `${selector}.matchLabels`];
}

function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined || !isMap(value)) return value;
  const key = step.replace('[]', '');
  const field = value[key];
  if (rest.length === 0) return isEmpty(field) ? omit(value, key) : value;
  if (!step.endsWith('[]')) return isMap(field) ? { ...value, [key]: without(field, rest) } : value;
  return Array.isArray(field) ? { ...value, [key]: field.map((item) => without(item, rest)) } : value;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.keys(value).length === 0;
}

function omit(value: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
