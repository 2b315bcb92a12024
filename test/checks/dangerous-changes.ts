import type { Risk } from '../../lib/checks/diff/change';

/** The greatest risk, an object of rich-objects.yaml, a path, and the new value; undefined removes the field. */
export type DangerousChange = readonly [risk: Risk, object: string, path: string, value: unknown];

const WEB = 'spec.template.spec';
const HOOK = 'ValidatingWebhookConfiguration/vwc';
const DEFINITION = 'CustomResourceDefinition/widgets.shop.example.com';

/** Changes that a reviewer must see first. */
export const DANGEROUS: readonly DangerousChange[] = [
  // Fields that cannot change.
  ['immutable', 'Deployment/web', 'spec.selector.matchLabels.app', 'x'],
  ['immutable', 'StatefulSet/db', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage', '2Gi'],
  ['immutable', 'StatefulSet/db', 'spec.serviceName', 'x'],
  ['immutable', 'Service/headless', 'spec.clusterIP', '10.96.0.9'],
  ['immutable', 'Job/job', 'spec.template.spec.containers.0.image', 'job:2'],
  ['immutable', 'StorageClass/fast', 'parameters.type', 'hdd'],
  ['immutable', 'ConfigMap/web', 'data.a', 'x'],
  ['immutable', 'Secret/basic', 'type', 'Opaque'],
  ['immutable', 'RoleBinding/rb', 'roleRef.name', 'x'],
  ['immutable', 'PersistentVolumeClaim/uploads', 'spec.resources.requests.storage', '512Mi'],
  ['immutable', 'PersistentVolume/pv2', 'spec.csi.volumeHandle', 'x'],
  ['immutable', DEFINITION, 'spec.scope', 'Cluster'],
  // Data.
  ['data-loss', 'PersistentVolume/pv1', 'spec.persistentVolumeReclaimPolicy', 'Delete'],
  ['data-loss', 'StatefulSet/db', 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Delete'],
  ['data-loss', DEFINITION, 'spec.versions.0.served', false],
  ['data-loss', DEFINITION, 'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.free', undefined],
  // Policies.
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.ports', undefined],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.ports', []],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.ports.0.endPort', 9999],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.from', []],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.from.0.podSelector', {}],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.from.0.podSelector', undefined],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.from.0.namespaceSelector', {}],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.from.1.ipBlock.cidr', '0.0.0.0/0'],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.from.1.ipBlock.except', undefined],
  ['access', 'NetworkPolicy/np', 'spec.ingress.0.from.1.ipBlock.except.0', '10.1.0.0/24'],
  ['access', 'NetworkPolicy/np', 'spec.policyTypes', ['Ingress']],
  ['access', 'NetworkPolicy/np', 'spec.policyTypes', ['Egress']],
  ['selector', 'NetworkPolicy/np', 'spec.podSelector.matchLabels.app', 'x'],
  // Roles.
  ['access', 'Role/r', 'rules.0.verbs', ['*']],
  ['access', 'Role/r', 'rules.0.resources.0', 'secrets'],
  ['access', 'Role/r', 'rules.0.resourceNames', undefined],
  ['access', 'ClusterRole/cr', 'rules.2', { apiGroups: [''], resources: ['users'], verbs: ['impersonate'] }],
  ['access', 'ClusterRole/cr', 'rules.1.nonResourceURLs', ['*']],
  ['access', 'ClusterRoleBinding/crb', 'subjects.1', { kind: 'Group', name: 'system:authenticated' }],
  // Admission.
  ['access', HOOK, 'webhooks.0.failurePolicy', 'Ignore'],
  ['access', HOOK, 'webhooks.0.rules.0.operations', ['CREATE']],
  ['access', HOOK, 'webhooks.0.namespaceSelector.matchExpressions.0.values', ['b', 'shop']],
  ['access', HOOK, 'webhooks', []],
  ['access', HOOK, 'webhooks.0.clientConfig.service.name', 'other'],
  ['access', 'Namespace/shop2', 'metadata.labels.pod-security~kubernetes~io/enforce', 'privileged'],
  ['access', 'Namespace/shop2', 'metadata.labels', undefined],
  // Privileges of pods.
  ['access', 'Deployment/web', `${WEB}.volumes`, [{ name: 'host', hostPath: { path: '/' } }]],
  ['access', 'Deployment/web', `${WEB}.hostNetwork`, true],
  ['access', 'StatefulSet/db', `${WEB}.hostPID`, true],
  ['access', 'Deployment/web', `${WEB}.containers.0.securityContext`, { privileged: true }],
  ['access', 'Deployment/web', `${WEB}.containers.0.securityContext`, { capabilities: { add: ['SYS_ADMIN'] } }],
  ['access', 'Deployment/web', `${WEB}.containers.0.securityContext`, { procMount: 'Unmasked' }],
  ['access', 'Deployment/web', `${WEB}.containers.1`, { name: 'b', image: 'b', securityContext: { privileged: true } }],
  ['access', 'Deployment/web', `${WEB}.securityContext`, { runAsUser: 0 }],
  ['access', 'Deployment/web', `${WEB}.securityContext`, { seccompProfile: { type: 'Unconfined' } }],
  ['access', 'Deployment/web', `${WEB}.securityContext`, { sysctls: [{ name: 'kernel.msgmax', value: '1' }] }],
  ['access', 'Deployment/web', `${WEB}.serviceAccountName`, 'admin'],
  [
    'access',
    'Deployment/web',
    'spec.template.metadata.annotations.container~apparmor~security~beta~kubernetes~io/web',
    'unconfined',
  ],
  // Outside.
  ['exposure', 'Service/web', 'spec.loadBalancerSourceRanges', undefined],
  ['exposure', 'Service/web', 'spec.loadBalancerSourceRanges', ['0.0.0.0/0']],
  ['selector', 'Service/web', 'spec.selector.app', 'x'],
  ['selector', 'Service/alias', 'spec.externalName', 'other.example.com'],
  ['exposure', 'Service/headless', 'spec.externalIPs', ['192.0.2.8']],
  ['exposure', 'Ingress/shop', 'spec.rules.0.host', 'other.example.com'],
  ['exposure', 'Ingress/shop', 'spec.tls', undefined],
  [
    'exposure',
    'Ingress/shop',
    'metadata.annotations',
    { 'nginx.ingress.kubernetes.io/whitelist-source-range': '0.0.0.0/0' },
  ],
  ['selector', 'PodDisruptionBudget/web', 'spec.selector.matchLabels.app', 'x'],
];
