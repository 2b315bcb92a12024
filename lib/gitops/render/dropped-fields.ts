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
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'imagePullSecrets',
  'initContainers',
  'nodeSelector',
  'readinessGates',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
];

const WORKLOAD_FIELDS = [
  'spec.minReadySeconds',
  ...['matchLabels', 'matchExpressions'].map((field) => `spec.selector.${field}`),
  ...['labels', 'annotations'].map((field) => `spec.template.metadata.${field}`),
  ...POD_FIELDS.map((field) => `spec.template.spec.${field}`),
];

/**
 * Fields that the API server does not store when they are empty (an empty list, map or text, zero, false, or null), by kind. `*` is
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

/** What to do with one field: fields of the map that it holds, or of each map in its list, and whether it goes when it is empty. */
interface Field {
  readonly key: string;
  isDropped: boolean;
  readonly inMap: Field[];
  readonly inItems: Field[];
}

/** Trees by kind, made when they are first asked for. */
const trees = new Map<string, readonly Field[]>();

/** The fields of a kind as a tree, for one walk through each object. */
function treeOf(kind: string): readonly Field[] {
  const known = trees.get(kind) ?? newTree(kind);
  trees.set(kind, known);
  return known;
}

function newTree(kind: string): readonly Field[] {
  const root: Field[] = [];
  for (const path of new Set([...(DROPPED_WHEN_EMPTY['*'] ?? []), ...(DROPPED_WHEN_EMPTY[kind] ?? [])])) {
    let fields = root;
    let field: Field | undefined;
    for (const step of path.split('.')) {
      field = fieldOf(fields, step.replace('[]', ''));
      fields = step.endsWith('[]') ? field.inItems : field.inMap;
    }
    if (field) field.isDropped = true;
  }
  return root;
}

function fieldOf(fields: Field[], key: string): Field {
  const known = fields.find((field) => field.key === key);
  if (known !== undefined) return known;
  const added: Field = { key, isDropped: false, inMap: [], inItems: [] };
  fields.push(added);
  return added;
}

/**
 * A manifest without the empty fields that the API server drops.
 * @param manifest - any object; it is not changed
 */
export function withoutDroppedFields(manifest: Manifest): Manifest {
  const kind = kindName({ group: groupOf(manifest.apiVersion), kind: manifest.kind });
  return without(manifest, treeOf(kind)) as Manifest;
}

function selectorFields(selector: string): string[] {
  return [`${selector}.matchExpressions[].values`, `${selector}.matchExpressions`, `${selector}.matchLabels`];
}

/** The map itself where nothing is dropped from it. */
function without(value: unknown, fields: readonly Field[]): unknown {
  if (!isMap(value)) return value;
  let result: Record<string, unknown> | undefined;
  for (const field of fields) {
    const before = value[field.key];
    if (before === undefined) continue;
    const after = inside(before, field);
    const isGone = field.isDropped && isEmpty(after);
    if (after === before && !isGone) continue;
    result ??= { ...value };
    if (isGone) delete result[field.key];
    else result[field.key] = after;
  }
  return result ?? value;
}

function inside(value: unknown, { inMap, inItems }: Field): unknown {
  if (!Array.isArray(value)) return inMap.length === 0 ? value : without(value, inMap);
  if (inItems.length === 0) return value;
  const list = value as readonly unknown[];
  return list.some((item) => without(item, inItems) !== item) ? list.map((item) => without(item, inItems)) : list;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.keys(value).length === 0;
}
