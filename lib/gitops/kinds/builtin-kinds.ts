import type { KindScope } from './kind-scope';

/** Kinds of one API group by scope. */
interface GroupKinds {
  readonly namespaced?: string;
  readonly cluster?: string;
}

/**
 * The kinds that Kubernetes 1.24 to 1.28 serve and that can be kept in Git, by group.
 * Source: `kubectl api-resources` and the API reference of these releases (requests such as TokenReview left out).
 */
const KUBERNETES: Record<string, GroupKinds> = {
  '': {
    namespaced:
      'ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController ' +
      'ResourceQuota Secret Service ServiceAccount',
    cluster: 'Namespace Node PersistentVolume',
  },
  'admissionregistration.k8s.io': {
    cluster:
      'MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy ' +
      'ValidatingAdmissionPolicyBinding',
  },
  'apiextensions.k8s.io': { cluster: 'CustomResourceDefinition' },
  'apiregistration.k8s.io': { cluster: 'APIService' },
  apps: { namespaced: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet' },
  autoscaling: { namespaced: 'HorizontalPodAutoscaler' },
  batch: { namespaced: 'CronJob Job' },
  'certificates.k8s.io': { cluster: 'CertificateSigningRequest ClusterTrustBundle' },
  'coordination.k8s.io': { namespaced: 'Lease' },
  'discovery.k8s.io': { namespaced: 'EndpointSlice' },
  'events.k8s.io': { namespaced: 'Event' },
  'flowcontrol.apiserver.k8s.io': { cluster: 'FlowSchema PriorityLevelConfiguration' },
  'internal.apiserver.k8s.io': { cluster: 'StorageVersion' },
  'networking.k8s.io': { namespaced: 'Ingress NetworkPolicy', cluster: 'IngressClass ClusterCIDR IPAddress' },
  'node.k8s.io': { cluster: 'RuntimeClass' },
  policy: { namespaced: 'PodDisruptionBudget', cluster: 'PodSecurityPolicy' },
  'rbac.authorization.k8s.io': { namespaced: 'Role RoleBinding', cluster: 'ClusterRole ClusterRoleBinding' },
  'resource.k8s.io': {
    namespaced: 'PodSchedulingContext ResourceClaim ResourceClaimTemplate',
    cluster: 'ResourceClass',
  },
  'scheduling.k8s.io': { cluster: 'PriorityClass' },
  'storage.k8s.io': { namespaced: 'CSIStorageCapacity', cluster: 'CSIDriver CSINode StorageClass VolumeAttachment' },
};

/** Custom kinds that this room itself writes. Source: the CRDs of Argo CD 2.8. */
const ARGO_CD: Record<string, GroupKinds> = {
  'argoproj.io': { namespaced: 'Application ApplicationSet AppProject' },
};

/** Scopes of the kinds that are part of Kubernetes. */
export const KUBERNETES_KINDS: readonly KindScope[] = scopes(KUBERNETES);

/** Scopes of well-known custom kinds. */
export const WELL_KNOWN_CUSTOM_KINDS: readonly KindScope[] = scopes(ARGO_CD);

function scopes(table: Record<string, GroupKinds>): KindScope[] {
  return Object.entries(table).flatMap(([group, { namespaced, cluster }]) => [
    ...words(namespaced).map((kind) => ({ group, kind, namespaced: true })),
    ...words(cluster).map((kind) => ({ group, kind, namespaced: false })),
  ]);
}

function words(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(' ');
}
