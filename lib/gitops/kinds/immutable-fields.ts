import { objectOf, type JsonObject, type JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { groupOf } from './kind-scope';
import { isSameField } from './same-field';
import { serverFields, type FieldFacts } from './server-fields';

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
  /** A manifest that leaves such a field out removes it, and so changes it, even where the API server assigns one to others. */
  readonly removable?: true;
  /** When it holds. @default - always */
  readonly when?: (before: JsonObject, after: JsonObject) => boolean;
}

const isImmutable = ({ immutable }: JsonObject): boolean => immutable === true;

const areBalanced = (...services: readonly JsonObject[]): boolean =>
  services.every((service) => valueAtPath(service, ['spec', 'type']) === 'LoadBalancer');

/** A Job with an index for each pod may grow, together with the number of pods at a time. */
function isResized({ spec }: JsonObject): boolean {
  const { completionMode, completions, parallelism } = objectOf(spec);
  return completionMode === 'Indexed' && completions === parallelism;
}

/**
 * Fields that cannot change, by kind.
 *
 * Source: validation of Kubernetes 1.28, `pkg/apis/<group>/validation` (functions `Validate<Kind>Update`); compared with a real API server in
 * `test/cluster`.
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
  { kinds: ['apps/ControllerRevision'], fields: ['data'] },
  {
    kinds: ['batch/Job'],
    fields: ['spec.selector', 'spec.template', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.manualSelector'],
  },
  { kinds: ['batch/Job'], fields: ['spec.completions'], when: (_, after) => !isResized(after) },
  {
    kinds: ['/PersistentVolumeClaim'],
    mutableSpec: ['resources', 'volumeAttributesClassName'],
    fields: ['spec.resources.limits'],
    removable: true,
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
  { kinds: ['/Service'], fields: ['spec.clusterIP', 'spec.healthCheckNodePort'] },
  { kinds: ['/Service'], fields: ['spec.loadBalancerClass'], when: areBalanced },
  { kinds: ['/Secret'], fields: ['type'] },
  { kinds: ['/Secret'], fields: ['data', 'stringData', 'immutable'], removable: true, when: isImmutable },
  { kinds: ['/ConfigMap'], fields: ['data', 'binaryData', 'immutable'], removable: true, when: isImmutable },
  { kinds: ['/ResourceQuota'], fields: ['spec.scopes'] },
  { kinds: ['/Node'], fields: ['spec.podCIDR', 'spec.providerID'], removable: true },
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
  {
    kinds: ['storage.k8s.io/CSIDriver'],
    fields: ['spec.attachRequired', 'spec.fsGroupPolicy', 'spec.podInfoOnMount', 'spec.volumeLifecycleModes'],
  },
  { kinds: ['discovery.k8s.io/EndpointSlice'], fields: ['addressType'] },
  {
    kinds: ['events.k8s.io/Event'],
    fields: [
      'action',
      'eventTime',
      'note',
      'reason',
      'regarding',
      'related',
      'reportingController',
      'reportingInstance',
      'type',
    ],
  },
  {
    kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
    fields: ['spec.group', 'spec.scope', 'spec.names.plural', 'spec.names.kind'],
  },
  { kinds: ['storage.k8s.io/VolumeAttachment'], fields: ['spec'] },
  { kinds: ['storage.k8s.io/CSIStorageCapacity'], fields: ['storageClassName', 'nodeTopology'] },
];

/**
 * What differs between two versions of one object although the API server does not let it change: an update is refused, and
 * only deleting the object and creating it again helps. What only one side states is no difference where the API server fills it in.
 * @param before - the object as it is
 * @param after - the object as it shall be
 */
export function immutableDifferences(before: JsonObject, after: JsonObject): ImmutableDifference[] {
  const [group, kind] = groupKind(after);
  const rules = RULES.filter(
    ({ kinds, when }) => kinds.includes(`${group}/${kind}`) && when?.(before, after) !== false,
  );
  const facts = serverFields(group, kind);
  const [old, now] = [settled(before, before), settled(after, before)];
  const areManifests = [before, after].every((object) => valueAtPath(object, ['metadata', 'uid']) === undefined);
  const found = rules.flatMap((rule) => {
    const isRemoved = areManifests && rule.removable === true;
    return pathsOf(rule, before, after).filter((path) => !isSameAt(path, old, now, { facts, isRemoved }));
  });
  return [...new Set(found)].map((path) => ({ path, before: valueIn(before, path), after: valueIn(after, path) }));
}

function pathsOf(
  { fields = [], mutableSpec }: ImmutableRule,
  before: JsonObject,
  after: JsonObject,
): readonly string[] {
  if (mutableSpec === undefined) return fields;
  const keys = new Set([before, after].flatMap(({ spec }) => Object.keys(objectOf(spec))));
  return [...fields, ...[...keys].filter((key) => !mutableSpec.includes(key)).map((key) => `spec.${key}`)];
}

function isSameAt(
  path: string,
  before: JsonObject,
  after: JsonObject,
  { facts, isRemoved }: { readonly facts: FieldFacts; readonly isRemoved: boolean },
): boolean {
  const keys = path.split('.');
  const { assigned, ...own } = keys.reduce<FieldFacts>(({ fields }, key) => fields?.[key] ?? {}, facts);
  const [was, is] = [before, after].map((object) => objectOf(valueAtPath(object, keys.slice(0, -1))));
  return isSameField(
    keys.at(-1) ?? '',
    was ?? {},
    is ?? {},
    isRemoved || assigned === undefined ? own : { ...own, assigned },
  );
}

function valueIn(object: JsonObject, path: string): JsonValue | undefined {
  return valueAtPath(object, path.split('.'));
}

/** Where the pods of a Job run, which may change until it begins. Source: `validatePodTemplateUpdate` of Kubernetes. */
const PLACE: readonly string[] = ['affinity', 'nodeSelector', 'schedulingGates', 'tolerations'];

/** Without what may change in the object as it is. */
function settled(object: JsonObject, { kind, spec, status }: JsonObject): JsonObject {
  const isWaiting = kind === 'Job' && objectOf(spec).suspend === true && objectOf(status).startTime === undefined;
  if (!isWaiting) return object;
  const template = objectOf(objectOf(object.spec).template);
  const { labels: _, annotations: __, ...metadata } = objectOf(template.metadata);
  const pod = Object.fromEntries(Object.entries(objectOf(template.spec)).filter(([key]) => !PLACE.includes(key)));
  return { ...object, spec: { ...objectOf(object.spec), template: { ...template, metadata, spec: pod } } };
}

/** API group and kind. */
function groupKind({ apiVersion, kind }: JsonObject): readonly [group: string, kind: string] {
  return [groupOf(typeof apiVersion === 'string' ? apiVersion : ''), typeof kind === 'string' ? kind : ''];
}
