import type { JsonObject } from '../../values/json';
import type { CheckedObject } from '../checked-object';
import type { Path } from '../../values/path';

/** A kind that a reference may lead to. */
export interface TargetKind {
  readonly group: string;
  readonly kind: string;
  /** Whether it is looked for in a namespace. */
  readonly namespaced: boolean;
}

/** A name in one object that another object must have. */
export interface Reference {
  readonly from: CheckedObject;
  /** Where the name is. */
  readonly path: Path;
  /** What it may lead to. */
  readonly kind: TargetKind;
  /** Namespace in which it is looked for; undefined for kinds without one, and where any namespace may have it. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Key that a ConfigMap or Secret must have. */
  readonly key?: string;
  /** Port that a Service must have, by number or name. */
  readonly port?: string | number;
  /** Listener that a Gateway must have. */
  readonly listener?: string;
  /** Where the key, port or listener is. */
  readonly partPath?: Path;
  /**
   * What waits for the target: `apply` where the API server refuses the object before, `health` where the object does not become ready
   * before, `none` otherwise.
   */
  readonly waits: 'apply' | 'health' | 'none';
  /** How bad it is when the target is missing. */
  readonly severity: 'error' | 'warning';
  /**
   * What the input must have so that a missing target is known to be missing, since such objects often come from elsewhere: another of its
   * kind, anywhere or in its namespace; in the second case one of its name elsewhere will do.
   * @default - nothing
   */
  readonly knownBy?: 'kind' | 'namespace';
}

/** How an object that is referred to is described: group and kind, as in `Secret` or `Issuer.cert-manager.io`. */
export const TARGETS = {
  ConfigMap: { group: '', kind: 'ConfigMap', namespaced: true },
  Secret: { group: '', kind: 'Secret', namespaced: true },
  Service: { group: '', kind: 'Service', namespaced: true },
  ServiceAccount: { group: '', kind: 'ServiceAccount', namespaced: true },
  PersistentVolumeClaim: { group: '', kind: 'PersistentVolumeClaim', namespaced: true },
  PersistentVolume: { group: '', kind: 'PersistentVolume', namespaced: false },
  StorageClass: { group: 'storage.k8s.io', kind: 'StorageClass', namespaced: false },
  PriorityClass: { group: 'scheduling.k8s.io', kind: 'PriorityClass', namespaced: false },
  IngressClass: { group: 'networking.k8s.io', kind: 'IngressClass', namespaced: false },
  GatewayClass: { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', namespaced: false },
  RuntimeClass: { group: 'node.k8s.io', kind: 'RuntimeClass', namespaced: false },
  Role: { group: 'rbac.authorization.k8s.io', kind: 'Role', namespaced: true },
  ClusterRole: { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', namespaced: false },
  Issuer: { group: 'cert-manager.io', kind: 'Issuer', namespaced: true },
  ClusterIssuer: { group: 'cert-manager.io', kind: 'ClusterIssuer', namespaced: false },
  Gateway: { group: 'networking.istio.io', kind: 'Gateway', namespaced: true },
  VirtualService: { group: 'networking.istio.io', kind: 'VirtualService', namespaced: true },
  Certificate: { group: 'cert-manager.io', kind: 'Certificate', namespaced: true },
  VolumeSnapshotClass: { group: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshotClass', namespaced: false },
  Ingress: { group: 'networking.k8s.io', kind: 'Ingress', namespaced: true },
  SecretStore: { group: 'external-secrets.io', kind: 'SecretStore', namespaced: true },
  ClusterSecretStore: { group: 'external-secrets.io', kind: 'ClusterSecretStore', namespaced: false },
  SecretProviderClass: { group: 'secrets-store.csi.x-k8s.io', kind: 'SecretProviderClass', namespaced: true },
  KubernetesGateway: { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespaced: true },
  Deployment: { group: 'apps', kind: 'Deployment', namespaced: true },
  ValidatingAdmissionPolicy: {
    group: 'admissionregistration.k8s.io',
    kind: 'ValidatingAdmissionPolicy',
    namespaced: false,
  },
  AnalysisTemplate: { group: 'argoproj.io', kind: 'AnalysisTemplate', namespaced: true },
  ClusterAnalysisTemplate: { group: 'argoproj.io', kind: 'ClusterAnalysisTemplate', namespaced: false },
} as const satisfies Readonly<Record<string, TargetKind>>;

/** A kind of {@link TARGETS}. */
export type TargetName = keyof typeof TARGETS;

/** Finds the references of one object. */
export type FindReferences = (object: CheckedObject) => Reference[];

/**
 * A reference to an object in the namespace of the one that refers, or to one without namespace.
 * @param from - the object that refers
 * @param target - the kind that is referred to, or its name in {@link TARGETS}
 * @param name - the name
 * @param path - where the name is
 * @param more - what differs
 */
export function reference(
  from: CheckedObject,
  target: TargetName | TargetKind,
  name: string,
  path: Path,
  more: Partial<
    Pick<Reference, 'namespace' | 'key' | 'port' | 'listener' | 'partPath' | 'waits' | 'severity' | 'knownBy'>
  > = {},
): Reference {
  const kind: TargetKind = typeof target === 'string' ? TARGETS[target] : target;
  const namespace = kind.namespaced ? from.namespace : undefined;
  return { from, path, kind, namespace, name, waits: 'health', severity: 'error', ...more };
}

/**
 * What a reference to a namespace says: where that is another one, the input may have nothing of it, as of a mesh or a gateway that others
 * install.
 * @param from - the object that refers
 * @param namespace - the namespace
 */
export function ofNamespace(
  { namespace: own }: CheckedObject,
  namespace: string | undefined,
): Pick<Reference, 'namespace' | 'knownBy'> {
  return { namespace, ...(namespace !== own && ({ knownBy: 'namespace' } as const)) };
}

/** Whether a reference says that its target may be missing. */
export function isOptional(parent: JsonObject): boolean {
  return parent.optional === true;
}
