import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';

const CHANGE = ['create', 'delete', 'get', 'list', 'patch', 'update'];
const ISTIO_GROUPS = ['networking', 'install', 'security', 'telemetry'].map((group) => `${group}.istio.io`);

/** What the OAM runtime may manage beyond the roles of its chart. */
const ROLES: Readonly<Record<string, { apiGroups: string[]; resources: string[]; verbs: string[] }>> = {
  pvc: {
    apiGroups: [''],
    resources: ['persistentvolumeclaims', 'persistentvolumes'],
    verbs: [...CHANGE, 'deletecollection'],
  },
  istio: {
    apiGroups: [...ISTIO_GROUPS, 'coordination.k8s.io'],
    resources: ['*'],
    verbs: [...CHANGE, 'watch', 'deletecollection'],
  },
  certificate: { apiGroups: ['cert-manager.io'], resources: ['*'], verbs: [...CHANGE, 'watch', 'deletecollection'] },
};

/**
 * Roles that the platform operator adds to those of the OAM runtime.
 *
 * Source: `platform-operator/controllers/verrazzano/component/oam` at v1.7.2.
 */
export function oamRoles(): readonly KubernetesManifest[] {
  return Object.entries(ROLES).map(([name, rule]) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: `oam-kubernetes-runtime-${name}`,
      labels: { 'rbac.oam.dev/aggregate-to-controller': 'true' },
    },
    rules: [rule],
  }));
}
