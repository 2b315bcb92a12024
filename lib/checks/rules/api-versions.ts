/** An API version that Kubernetes deprecated or removed. */
export interface ApiVersionRow {
  readonly group: string;
  readonly version: string;
  /** Kinds; all of the version unless given. */
  readonly kinds?: readonly string[];
  /** Minor version of Kubernetes 1 in which it is deprecated. */
  readonly deprecated: number;
  /** Minor version in which it is gone; undefined while that is not decided. */
  readonly removed?: number;
  /** What to write instead; undefined where the kind is gone. */
  readonly replacement?: string;
}

/** `group/version`, kinds, deprecated in, removed in, replacement; no text where the kind is gone. */
type Row = readonly [string, string, number, number | undefined, string];

/**
 * Source: Deprecated API Migration Guide of Kubernetes, the release notes of 1.19 to 1.36, and
 * `zz_generated.prerelease-lifecycle.go` of k8s.io/api.
 */
const ROWS: readonly Row[] = [
  ['extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 9, 16, 'apps/v1'],
  ['extensions/v1beta1', 'NetworkPolicy', 9, 16, 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 10, 16, 'Pod Security Admission'],
  ['extensions/v1beta1', 'Ingress', 14, 22, 'networking.k8s.io/v1'],
  ['apps/v1beta1', '', 9, 16, 'apps/v1'],
  ['apps/v1beta2', '', 9, 16, 'apps/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    16,
    22,
    'admissionregistration.k8s.io/v1',
  ],
  ['apiextensions.k8s.io/v1beta1', '', 16, 22, 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', '', 19, 22, 'apiregistration.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', 19, 22, 'authentication.k8s.io/v1'],
  ['authorization.k8s.io/v1beta1', '', 19, 22, 'authorization.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 19, 22, 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', 'Lease', 19, 22, 'coordination.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress IngressClass', 19, 22, 'networking.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1beta1', '', 17, 22, 'rbac.authorization.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1alpha1', '', 17, 22, 'rbac.authorization.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', 14, 22, 'scheduling.k8s.io/v1'],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', 17, 22, 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment', 19, 22, 'storage.k8s.io/v1'],
  ['batch/v1beta1', 'CronJob', 21, 25, 'batch/v1'],
  ['batch/v2alpha1', 'CronJob', 21, 21, 'batch/v1'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 21, 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', 'Event', 19, 25, 'events.k8s.io/v1'],
  ['autoscaling/v2beta1', '', 22, 25, 'autoscaling/v2'],
  ['policy/v1beta1', 'PodDisruptionBudget', 21, 25, 'policy/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', 21, 25, 'Pod Security Admission'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', 22, 25, 'node.k8s.io/v1'],
  ['node.k8s.io/v1alpha1', 'RuntimeClass', 20, 22, 'node.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1alpha1', '', 20, 23, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', '', 23, 26, 'flowcontrol.apiserver.k8s.io/v1beta3'],
  ['autoscaling/v2beta2', '', 23, 26, 'autoscaling/v2'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', 24, 27, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1alpha1', 'CSIStorageCapacity', 21, 24, 'storage.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', '', 26, 29, 'flowcontrol.apiserver.k8s.io/v1beta3, or v1 from 1.29'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', '', 29, 32, 'flowcontrol.apiserver.k8s.io/v1'],
  ['resource.k8s.io/v1alpha1', '', 27, 27, 'resource.k8s.io/v1alpha2'],
  ['resource.k8s.io/v1alpha2', '', 30, 31, 'resource.k8s.io/v1beta1'],
  ['networking.k8s.io/v1alpha1', 'ClusterCIDR', 28, 29, ''],
  [
    'admissionregistration.k8s.io/v1alpha1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    29,
    32,
    'admissionregistration.k8s.io/v1',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    31,
    34,
    'admissionregistration.k8s.io/v1',
  ],
  ['policy/v1beta1', 'Eviction', 22, 25, 'policy/v1'],
  ['storage.k8s.io/v1alpha1', 'VolumeAttachment', 21, 24, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1alpha1', 'VolumeAttributesClass', 32, 35, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'VolumeAttributesClass', 34, 37, 'storage.k8s.io/v1'],
  ['storagemigration.k8s.io/v1alpha1', '', 35, 35, 'storagemigration.k8s.io/v1beta1'],
  ['resource.k8s.io/v1beta1', '', 35, 38, 'resource.k8s.io/v1'],
  [
    'resource.k8s.io/v1beta2',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    36,
    39,
    'resource.k8s.io/v1',
  ],
  ['networking.k8s.io/v1beta1', 'IPAddress ServiceCIDR', 34, 37, 'networking.k8s.io/v1'],
  ['coordination.k8s.io/v1alpha2', 'LeaseCandidate', 35, 38, 'coordination.k8s.io/v1beta1'],
  ['certificates.k8s.io/v1alpha1', 'ClusterTrustBundle', 34, 37, 'certificates.k8s.io/v1beta1'],
  [
    'admissionregistration.k8s.io/v1alpha1',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
    35,
    38,
    'admissionregistration.k8s.io/v1, or v1beta1 before 1.36',
  ],
  ['certificates.k8s.io/v1alpha1', 'PodCertificateRequest', 35, 35, 'certificates.k8s.io/v1beta1'],
  ['coordination.k8s.io/v1alpha1', 'LeaseCandidate', 32, 32, 'coordination.k8s.io/v1alpha2, or v1beta1 from 1.33'],
  ['networking.k8s.io/v1alpha1', 'IPAddress ServiceCIDR', 31, 31, 'networking.k8s.io/v1beta1, or v1 from 1.33'],
  ['resource.k8s.io/v1alpha3', 'PodSchedulingContext', 32, 32, ''],
  [
    'resource.k8s.io/v1alpha3',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    32,
    34,
    'resource.k8s.io/v1beta1, or v1 from 1.34',
  ],
  ['scheduling.k8s.io/v1alpha1', 'Workload', 36, 36, 'scheduling.k8s.io/v1alpha2'],
  ['v1', 'ComponentStatus', 19, undefined, 'the health endpoints of the components'],
  ['v1', 'Endpoints', 33, undefined, 'discovery.k8s.io/v1 EndpointSlice'],
];

/** API versions of Kubernetes that are deprecated or gone. */
export const API_VERSIONS: readonly ApiVersionRow[] = ROWS.map(([api, kinds, deprecated, removed, replacement]) => {
  const [version = '', group = ''] = api.split('/').reverse();
  return {
    group,
    version,
    deprecated,
    ...(replacement !== '' && { replacement }),
    ...(kinds !== '' && { kinds: kinds.split(' ') }),
    ...(removed !== undefined && { removed }),
  };
});
