import type { JsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import { podTemplateOf } from '../pods';
import { CONTAINER_LISTS } from '../../values/container-lists';
import type { Match } from '../walk';
import { matches, textMatches } from '../walk';
import { isJsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import { isOptional, reference, type Reference, type TargetName } from './reference';

/** Where pods name objects: the pattern of the object that has the name, the field with the name, and the kind. */
const IN_POD: ReadonlyArray<readonly [pattern: string, field: string, target: TargetName]> = [
  ['volumes[].configMap', 'name', 'ConfigMap'],
  ['volumes[].secret', 'secretName', 'Secret'],
  ['volumes[].projected.sources[].configMap', 'name', 'ConfigMap'],
  ['volumes[].projected.sources[].secret', 'name', 'Secret'],
  ['volumes[].persistentVolumeClaim', 'claimName', 'PersistentVolumeClaim'],
  ['volumes[].csi.nodePublishSecretRef', 'name', 'Secret'],
  ['volumes[].azureFile', 'secretName', 'Secret'],
  ...['cephfs', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'].map((kind): [string, string, TargetName] => [
    `volumes[].${kind}.secretRef`,
    'name',
    'Secret',
  ]),
  ['volumes[].csi.volumeAttributes', 'secretProviderClass', 'SecretProviderClass'],
  ['imagePullSecrets[]', 'name', 'Secret'],
];

const IN_CONTAINER: ReadonlyArray<readonly [pattern: string, target: TargetName]> = [
  ['env[].valueFrom.configMapKeyRef', 'ConfigMap'],
  ['env[].valueFrom.secretKeyRef', 'Secret'],
  ['envFrom[].configMapRef', 'ConfigMap'],
  ['envFrom[].secretRef', 'Secret'],
];

/** ServiceAccounts and ConfigMaps that every namespace has. */
const IN_EVERY_NAMESPACE: readonly string[] = [
  'ServiceAccount default',
  'ConfigMap kube-root-ca.crt',
  // Of Istio, and of OpenShift.
  'ConfigMap istio-ca-root-cert',
  'ConfigMap openshift-service-ca.crt',
];

/** What pods need: ConfigMaps, Secrets, claims, ServiceAccounts, and classes. Source: Kubernetes API, PodSpec. */
export function podReferences(object: CheckedObject): Reference[] {
  const template = podTemplateOf(object);
  if (template === undefined) return [];
  const { spec, path } = template;
  const base = [...path, 'spec'];
  const named = IN_POD.flatMap(([pattern, field, target]) =>
    matches(spec, pattern, base).flatMap((match) => namedIn(object, match, field, target)),
  );
  const containers = CONTAINER_LISTS.flatMap((list) =>
    IN_CONTAINER.flatMap(([pattern, target]) =>
      matches(spec, `${list}[].${pattern}`, base).flatMap((match) => namedIn(object, match, 'name', target)),
    ),
  );
  return [...accounts(object, spec, base), ...named, ...containers, ...classes(object, spec, base)]
    .filter(({ kind: { kind }, name }) => !IN_EVERY_NAMESPACE.includes(`${kind} ${name}`))
    .filter((each) => !isOwnClaim(object, each));
}

function namedIn(from: CheckedObject, { value, path }: Match, field: string, target: TargetName): Reference[] {
  if (!isJsonObject(value) || isOptional(value)) return [];
  const name = value[field];
  if (typeof name !== 'string' || name === '') return [];
  const keys = typeof value.key === 'string' ? [['key', value.key] as const] : itemKeys(value);
  const base = reference(from, target, name, [...path, field]);
  if (keys.length === 0) return [base];
  return keys.map(([at, key]) => ({ ...base, key, partPath: [...path, ...(typeof at === 'string' ? [at] : at)] }));
}

function itemKeys(volume: JsonObject): ReadonlyArray<readonly [Path, string]> {
  return textMatches(volume, 'items[].key').map(({ path, value }) => [path, value] as const);
}

function accounts(from: CheckedObject, spec: JsonObject, base: Path): Reference[] {
  const field = typeof spec.serviceAccountName === 'string' ? 'serviceAccountName' : 'serviceAccount';
  return textMatches(spec, field, base).map(({ path, value }) =>
    reference(from, 'ServiceAccount', value, path, { waits: from.kind === 'Pod' ? 'apply' : 'health' }),
  );
}

function classes(from: CheckedObject, spec: JsonObject, base: Path): Reference[] {
  const claims = textMatches(spec, 'volumes[].ephemeral.volumeClaimTemplate.spec.storageClassName', base);
  const priority = textMatches(spec, 'priorityClassName', base).filter(({ value }) => !value.startsWith('system-'));
  return [
    ...claims.map(({ path, value }) => reference(from, 'StorageClass', value, path, { severity: 'warning' })),
    ...priority.map(({ path, value }) => reference(from, 'PriorityClass', value, path)),
    ...textMatches(spec, 'runtimeClassName', base).map(({ path, value }) =>
      reference(from, 'RuntimeClass', value, path),
    ),
  ];
}

/** Claims that the templates of a StatefulSet make. */
function isOwnClaim({ kind, object }: CheckedObject, { kind: target, name }: Reference): boolean {
  if (kind !== 'StatefulSet' || target.kind !== 'PersistentVolumeClaim') return false;
  return textMatches(object, 'spec.volumeClaimTemplates[].metadata.name').some(({ value }) => value === name);
}
