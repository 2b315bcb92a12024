import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';

/** A field that the API server does not let change, with both of its values. */
export interface ImmutableDifference {
  /** Path, such as `spec.selector`. */
  readonly path: string;
  /** Value before; undefined when it is not set. */
  readonly before: JsonValue | undefined;
  /** Value after. */
  readonly after: JsonValue | undefined;
}

interface ImmutableRule {
  /** Kinds, as `group/Kind`; the core group is empty. */
  readonly kinds: readonly string[];
  /** Fields; all below them count. */
  readonly fields?: readonly string[];
  /** Fields of `spec` that may change, where all others may not. */
  readonly mutableSpec?: readonly string[];
  /** It holds only where this field is true. */
  readonly when?: string;
}

/** Values that the API server fills in: leaving them out is the same as stating them. */
const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  'spec.podManagementPolicy': 'OrderedReady',
  'spec.revisionHistoryLimit': 10,
  'spec.completionMode': 'NonIndexed',
  'spec.volumeMode': 'Filesystem',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
  type: 'Opaque',
};

/** What the API server writes, or a controller: not part of what a manifest says. */
const SERVER_WRITTEN: Readonly<Record<string, readonly string[]>> = {
  'batch/Job': ['spec.selector', 'spec.template.metadata.labels'],
};

/**
 * Fields that cannot change, by kind.
 *
 * Source: validation of Kubernetes 1.28, `pkg/apis/<group>/validation` (functions `Validate<Kind>Update`).
 */
const RULES: readonly ImmutableRule[] = [
  { kinds: ['apps/Deployment', 'apps/DaemonSet', 'apps/ReplicaSet'], fields: ['spec.selector'] },
  {
    kinds: ['apps/StatefulSet'],
    mutableSpec: [
      'replicas',
      'ordinals',
      'template',
      'updateStrategy',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
    ],
  },
  {
    kinds: ['batch/Job'],
    fields: ['spec.selector', 'spec.template', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.manualSelector'],
  },
  {
    kinds: ['/PersistentVolumeClaim'],
    fields: [
      'spec.accessModes',
      'spec.storageClassName',
      'spec.volumeName',
      'spec.volumeMode',
      'spec.selector',
      'spec.dataSource',
      'spec.dataSourceRef',
    ],
  },
  {
    kinds: ['/PersistentVolume'],
    mutableSpec: [
      'persistentVolumeReclaimPolicy',
      'capacity',
      'accessModes',
      'mountOptions',
      'storageClassName',
      'claimRef',
    ],
  },
  { kinds: ['/Service'], fields: ['spec.clusterIP'] },
  { kinds: ['/Secret'], fields: ['type'] },
  { kinds: ['/Secret'], fields: ['data', 'stringData', 'immutable'], when: 'immutable' },
  { kinds: ['/ConfigMap'], fields: ['data', 'binaryData', 'immutable'], when: 'immutable' },
  {
    kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    fields: ['roleRef'],
  },
  {
    kinds: ['storage.k8s.io/StorageClass'],
    fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  },
  { kinds: ['networking.k8s.io/IngressClass'], fields: ['spec.controller'] },
  { kinds: ['scheduling.k8s.io/PriorityClass'], fields: ['value', 'preemptionPolicy'] },
  { kinds: ['node.k8s.io/RuntimeClass'], fields: ['handler'] },
  { kinds: ['storage.k8s.io/CSIDriver'], fields: ['spec.attachRequired', 'spec.volumeLifecycleModes'] },
  { kinds: ['discovery.k8s.io/EndpointSlice'], fields: ['addressType'] },
  {
    kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    fields: ['spec.group', 'spec.scope', 'spec.names.plural', 'spec.names.kind'],
  },
  { kinds: ['storage.k8s.io/VolumeAttachment'], fields: ['spec'] },
  { kinds: ['storage.k8s.io/CSIStorageCapacity'], fields: ['storageClassName', 'nodeTopology'] },
];

/**
 * What differs between two versions of one object although the API server does not let it change: an update is refused, and
 * only deleting the object and creating it again helps.
 * @param before - the object as it is
 * @param after - the object as it shall be
 */
export function immutableDifferences(before: JsonObject, after: JsonObject): ImmutableDifference[] {
  const kind = groupKind(after);
  const rules = RULES.filter(
    ({ kinds, when }) => kinds.includes(kind) && (when === undefined || before[when] === true),
  );
  const paths = rules.flatMap((rule) => pathsOf(rule, before, after));
  return [...new Set(paths)].flatMap((path) => differenceAt(path, kind, before, after));
}

function pathsOf({ fields = [], mutableSpec }: ImmutableRule, before: JsonObject, after: JsonObject): string[] {
  if (mutableSpec === undefined) return [...fields];
  const keys = new Set([before, after].flatMap(({ spec }) => (isJsonObject(spec) ? Object.keys(spec) : [])));
  return [...keys].filter((key) => !mutableSpec.includes(key)).map((key) => `spec.${key}`);
}

function differenceAt(path: string, kind: string, before: JsonObject, after: JsonObject): ImmutableDifference[] {
  const written = SERVER_WRITTEN[kind] ?? [];
  if (written.includes(path)) return [];
  const [old, now] = [before, after].map((object) => cleaned(valueAtPath(object, path.split('.')), path, written));
  // What only one side states may be what the API server assigned, such as an address.
  const isAssigned = path === 'spec.clusterIP' || path === 'spec.volumeName' || path === 'spec.storageClassName';
  if (isAssigned && (old === undefined || now === undefined)) return [];
  return canonical(old ?? DEFAULTS[path]) === canonical(now ?? DEFAULTS[path])
    ? []
    : [{ path, before: old, after: now }];
}

/** Without what the API server fills in below the field. */
function cleaned(value: JsonValue | undefined, path: string, written: readonly string[]): JsonValue | undefined {
  if (path === 'spec.volumeClaimTemplates' && Array.isArray(value)) return (value as readonly JsonValue[]).map(claimOf);
  const inner = written.filter((one) => one.startsWith(`${path}.`)).map((one) => one.slice(path.length + 1));
  return inner.reduce<JsonValue | undefined>((part, one) => without(part, one.split('.')), value);
}

/** A claim template without status, kind, and the defaults of the API server. */
function claimOf(claim: JsonValue): JsonValue {
  if (!isJsonObject(claim)) return claim;
  const { status: _, apiVersion: __, kind: ___, metadata, spec, ...rest } = claim;
  const { creationTimestamp: ____, ...named } = isJsonObject(metadata) ? metadata : {};
  const { volumeMode = 'Filesystem', ...claimed } = isJsonObject(spec) ? spec : {};
  return { ...rest, metadata: named, spec: { ...claimed, volumeMode } };
}

function without(value: JsonValue | undefined, [key = '', ...more]: readonly string[]): JsonValue | undefined {
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  const { [key]: inner, ...rest } = value;
  return more.length === 0 ? rest : { ...rest, [key]: without(inner, more) };
}

/** API group and kind, as the rules name them. */
function groupKind({ apiVersion, kind }: JsonObject): string {
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
  return `${group}/${typeof kind === 'string' ? kind : ''}`;
}

/** The same text for equal values: keys sorted; null and empty maps are left out, as the API server does. */
function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(canonical).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .sort()
    .map((key) => [key, canonical(value[key])])
    .filter(([, text]) => text !== 'null' && text !== '{}');
  return `{${members.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join()}}`;
}
