import { isIPv6 } from 'net';
import type { JsonObject, JsonValue } from '../../values/json';
import type { ControlPlaneComponent, Etcd, KubeadmConfigProps, KubeadmNode } from './kubeadm-props';
import type { KubernetesVersion } from './kubeadm-version';
import { kubeadmApiVersion } from './kubeadm-version';

/** The socket of containerd. */
const CONTAINERD_SOCKET = 'unix:///run/containerd/containerd.sock';

/**
 * Where kubeadm reads the kubeconfig file with which nodes join: it is given to `kubeadm join` at run time. `kubeadm config
 * validate` refuses the path of a file that does not exist where it runs.
 */
export const DISCOVERY_FILE = '/dev/stdin';

/** Addresses of Services. */
const SERVICE_SUBNET = '10.96.0.0/12';

/** Domain of Services. */
const DNS_DOMAIN = 'cluster.local';

/** The port of the API server. */
export const API_SERVER_PORT = 6443;

type Args = Readonly<Record<string, string>>;

/** What every document of a cluster needs. */
interface Context {
  readonly props: KubeadmConfigProps;
  readonly version: KubernetesVersion;
}

/**
 * The documents of `kubeadm.yaml` on a host. No document holds a token or a certificate key: `kubeadm init` makes them, and
 * the others join with a file that is written at run time.
 *
 * Source: documentation of Kubernetes, kubeadm Configuration (v1beta3, v1beta4).
 * @param props - the cluster
 * @param version - its version
 * @param node - the host
 */
export function kubeadmDocuments(
  props: KubeadmConfigProps,
  version: KubernetesVersion,
  node: KubeadmNode,
): JsonObject[] {
  const context = { props, version };
  if (node !== firstNode(props)) return [joinConfiguration(context, node)];
  const { kubelet, kubeProxy } = props;
  return [
    initConfiguration(context, node),
    clusterConfiguration(context),
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupDriver: 'systemd',
      ...kubelet,
    },
    ...(kubeProxy === undefined
      ? []
      : [{ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...kubeProxy }]),
  ];
}

/**
 * The node that runs `kubeadm init`.
 * @param props - the cluster
 */
export function firstNode({ nodes }: KubeadmConfigProps): KubeadmNode | undefined {
  return nodes.find(({ role }) => role === 'control-plane');
}

/**
 * Where nodes reach the API server.
 * @param props - the cluster
 */
export function apiServerEndpoint(props: KubeadmConfigProps): string {
  const address = firstNode(props)?.address ?? '';
  return props.controlPlaneEndpoint ?? `${isIPv6(address) ? `[${address}]` : address}:${API_SERVER_PORT}`;
}

function initConfiguration(context: Context, node: KubeadmNode): JsonObject {
  return {
    apiVersion: kubeadmApiVersion(context.version),
    kind: 'InitConfiguration',
    localAPIEndpoint: { advertiseAddress: node.address },
    nodeRegistration: nodeRegistration(context, node),
  };
}

function joinConfiguration(context: Context, node: KubeadmNode): JsonObject {
  const localAPIEndpoint = { advertiseAddress: node.address };
  return {
    apiVersion: kubeadmApiVersion(context.version),
    kind: 'JoinConfiguration',
    ...(node.role === 'control-plane' && { controlPlane: { localAPIEndpoint } }),
    discovery: { file: { kubeConfigPath: context.props.discoveryFile ?? DISCOVERY_FILE } },
    nodeRegistration: nodeRegistration(context, node),
  };
}

function nodeRegistration({ props, version }: Context, node: KubeadmNode): JsonObject {
  const labels = Object.entries(node.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const args = {
    'node-ip': node.address,
    ...(labels.length > 0 && { 'node-labels': labels.sort().join(',') }),
    ...node.kubeletExtraArgs,
  };
  return {
    name: node.name,
    criSocket: props.criSocket ?? CONTAINERD_SOCKET,
    kubeletExtraArgs: extraArgs(version, args),
    ...(node.taints !== undefined && { taints: node.taints.map((taint) => ({ ...taint })) }),
  };
}

function clusterConfiguration({ props, version }: Context): JsonObject {
  const { apiServer = {}, networking = {} } = props;
  const { serviceNodePortRange: range, certSANs } = apiServer;
  const addresses = props.nodes.flatMap(({ role, address }) => (role === 'control-plane' ? [address] : []));
  const serverArgs = { ...(range !== undefined && { 'service-node-port-range': range }), ...apiServer.extraArgs };
  return {
    apiVersion: kubeadmApiVersion(version),
    kind: 'ClusterConfiguration',
    kubernetesVersion: `v${version.text}`,
    clusterName: props.clusterName ?? 'kubernetes',
    controlPlaneEndpoint: apiServerEndpoint(props),
    ...(props.imageRepository !== undefined && { imageRepository: props.imageRepository }),
    networking: {
      serviceSubnet: networking.serviceSubnet ?? SERVICE_SUBNET,
      dnsDomain: networking.dnsDomain ?? DNS_DOMAIN,
      ...(networking.podSubnet !== undefined && { podSubnet: networking.podSubnet }),
    },
    apiServer: {
      certSANs: [...(certSANs ?? addresses)],
      ...component(version, { ...apiServer, extraArgs: serverArgs }),
    },
    controllerManager: component(version, props.controllerManager ?? {}),
    scheduler: component(version, props.scheduler ?? {}),
    etcd: etcdOf(version, props.etcd ?? {}),
  };
}

function component(
  version: KubernetesVersion,
  { extraArgs: args = {}, extraVolumes = [] }: ControlPlaneComponent,
): JsonObject {
  return {
    ...(Object.keys(args).length > 0 && { extraArgs: extraArgs(version, args) }),
    ...(extraVolumes.length > 0 && { extraVolumes: extraVolumes.map((volume) => ({ ...volume })) }),
  };
}

function etcdOf(version: KubernetesVersion, etcd: Etcd): JsonObject {
  if (etcd.endpoints !== undefined) {
    const { endpoints, caFile, certFile, keyFile } = etcd;
    return { external: { endpoints: [...endpoints], caFile, certFile, keyFile } };
  }
  const { dataDir = '/var/lib/etcd', extraArgs: args } = etcd;
  return { local: { dataDir, ...component(version, args === undefined ? {} : { extraArgs: args }) } };
}

/** A map in v1beta3, a list of names and values from v1beta4. */
function extraArgs(version: KubernetesVersion, args: Args): JsonValue {
  if (kubeadmApiVersion(version) === 'kubeadm.k8s.io/v1beta3') return { ...args };
  return Object.entries(args)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
