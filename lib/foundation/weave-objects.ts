import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { JsonObject } from '../values/json';
import type { SecretReference } from '../values/secret-reference';

const NAME = 'weave-net';
const LABELS = { name: NAME };
const NAMESPACE = 'kube-system';

/** The last release, of 25 January 2021. */
export const WEAVE_VERSION = '2.8.1';

/** Settings of the DaemonSet. */
export interface WeaveSettings {
  /** The password of the encryption; undefined for none. */
  readonly password: SecretReference | undefined;
  /** Addresses of pods in CIDR notation; undefined for Weave's default. */
  readonly ipAllocRange: string | undefined;
  /** Whether clients of Services of type LoadBalancer with a local policy keep their address. */
  readonly noMasqLocal: boolean;
  /** Size of packets in bytes; undefined for Weave's default. */
  readonly mtu: number | undefined;
  /** Whether NetworkPolicies are enforced. */
  readonly networkPolicyController: boolean;
}

/**
 * The objects of Weave Net, all in `kube-system`.
 *
 * Source: weaveworks/weave at v2.8.1, `prog/weave-kube/weave-daemonset-k8s-1.11.yaml`.
 * @param settings - see {@link WeaveSettings}
 */
export function weaveObjects(settings: WeaveSettings): KubernetesManifest[] {
  const metadata = { name: NAME, namespace: NAMESPACE, labels: LABELS };
  const clusterScoped = { name: NAME, labels: LABELS };
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }];
  const rbac = 'rbac.authorization.k8s.io';
  const apiVersion = `${rbac}/v1`;
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion, kind: 'ClusterRole', metadata: clusterScoped, rules: clusterRules() },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: clusterScoped,
      roleRef: { kind: 'ClusterRole', name: NAME, apiGroup: rbac },
      subjects,
    },
    { apiVersion, kind: 'Role', metadata, rules: rules() },
    { apiVersion, kind: 'RoleBinding', metadata, roleRef: { kind: 'Role', name: NAME, apiGroup: rbac }, subjects },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: daemonSet(settings) },
  ];
}

function clusterRules(): JsonObject[] {
  const read = ['get', 'list', 'watch'];
  return [
    { apiGroups: [''], resources: ['pods', 'namespaces', 'nodes'], verbs: read },
    { apiGroups: ['extensions'], resources: ['networkpolicies'], verbs: read },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: read },
    { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch', 'update'] },
  ];
}

/** The list of peers is in a ConfigMap. */
function rules(): JsonObject[] {
  return [
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [NAME], verbs: ['get', 'update'] },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
  ];
}

function daemonSet(settings: WeaveSettings): JsonObject {
  const { networkPolicyController } = settings;
  return {
    minReadySeconds: 5,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        initContainers: [initContainer()],
        containers: [weave(settings), ...(networkPolicyController ? [policyController()] : [])],
        hostNetwork: true,
        hostPID: false,
        dnsPolicy: 'ClusterFirstWithHostNet',
        priorityClassName: 'system-node-critical',
        restartPolicy: 'Always',
        securityContext: { seLinuxOptions: {} },
        serviceAccountName: NAME,
        tolerations: ['NoSchedule', 'NoExecute'].map((effect) => ({ effect, operator: 'Exists' })),
        volumes: Object.entries(HOST_PATHS).map(([name, hostPath]) => ({ name, hostPath })),
      },
    },
    updateStrategy: { type: 'RollingUpdate' },
  };
}

/** Folders and files of the host, by the name of their volume. */
const HOST_PATHS: Readonly<Record<string, JsonObject>> = {
  weavedb: { path: '/var/lib/weave' },
  'cni-bin': { path: '/opt' },
  'cni-bin2': { path: '/home' },
  'cni-conf': { path: '/etc' },
  'cni-machine-id': { path: '/etc/machine-id' },
  dbus: { path: '/var/lib/dbus' },
  'lib-modules': { path: '/lib/modules' },
  'xtables-lock': { path: '/run/xtables.lock', type: 'FileOrCreate' },
};

const LOCK_MOUNT = { name: 'xtables-lock', mountPath: '/run/xtables.lock', readOnly: false };
const HOST_NAME = { name: 'HOSTNAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } };

function base(name: string, image: string): JsonObject {
  return {
    name,
    image: `weaveworks/${image}:${WEAVE_VERSION}`,
    imagePullPolicy: 'Always',
    securityContext: { privileged: true },
  };
}

/** Puts the plugin's binary and configuration on the host. */
function initContainer(): JsonObject {
  return {
    ...base('weave-init', 'weave-kube'),
    command: ['/home/weave/init.sh'],
    volumeMounts: [
      { name: 'cni-bin', mountPath: '/host/opt' },
      { name: 'cni-bin2', mountPath: '/host/home' },
      { name: 'cni-conf', mountPath: '/host/etc' },
      { name: 'lib-modules', mountPath: '/lib/modules' },
      LOCK_MOUNT,
    ],
  };
}

function weave({ password, ipAllocRange, noMasqLocal, mtu, networkPolicyController }: WeaveSettings): JsonObject {
  const secretKeyRef = password && { name: password.name, key: password.key };
  return {
    ...base('weave', 'weave-kube'),
    command: ['/home/weave/launch.sh'],
    env: [
      { name: 'INIT_CONTAINER', value: 'true' },
      HOST_NAME,
      ...(secretKeyRef ? [{ name: 'WEAVE_PASSWORD', valueFrom: { secretKeyRef } }] : []),
      ...(ipAllocRange === undefined ? [] : [{ name: 'IPALLOC_RANGE', value: ipAllocRange }]),
      ...(noMasqLocal ? [{ name: 'NO_MASQ_LOCAL', value: '1' }] : []),
      ...(mtu === undefined ? [] : [{ name: 'WEAVE_MTU', value: String(mtu) }]),
      ...(networkPolicyController ? [] : [{ name: 'EXPECT_NPC', value: '0' }]),
    ],
    readinessProbe: { httpGet: { host: '127.0.0.1', path: '/status', port: 6784 } },
    resources: { requests: { cpu: '50m' } },
    volumeMounts: [
      { name: 'weavedb', mountPath: '/weavedb' },
      { name: 'dbus', mountPath: '/host/var/lib/dbus', readOnly: true },
      { name: 'cni-machine-id', mountPath: '/host/etc/machine-id', readOnly: true },
      LOCK_MOUNT,
    ],
  };
}

function policyController(): JsonObject {
  return {
    ...base('weave-npc', 'weave-npc'),
    env: [HOST_NAME],
    resources: { requests: { cpu: '50m' } },
    volumeMounts: [LOCK_MOUNT],
  };
}
