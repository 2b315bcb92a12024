import { API_SERVER_PORT } from './kubeadm/kubeadm-documents';
import type { KubeadmConfigProps } from './kubeadm/kubeadm-props';

/** How a part of the cluster runs. */
export type PartForm = 'DaemonSet' | 'Deployment' | 'static pod' | 'systemd unit';

/** A port that a part listens on. */
export interface PartPort {
  /** Number. */
  readonly port: number;
  /** Protocol. */
  readonly protocol: 'TCP' | 'UDP';
  /** What it is for. */
  readonly purpose: string;
  /** Whether only the node itself reaches it. */
  readonly isLocal: boolean;
}

/** A part of the cluster that kubeadm brings. */
export interface FoundationPart {
  /** Its name, such as `kube-apiserver`. */
  readonly component: string;
  /** How it runs. */
  readonly form: PartForm;
  /** Namespace; undefined for what is not a pod. */
  readonly namespace: string | undefined;
  /** Labels that select its pods; empty for what is not a pod. */
  readonly labels: Readonly<Record<string, string>>;
  /** Nodes it runs on. */
  readonly nodes: 'all' | 'control-plane' | 'any';
  /** Whether it uses the network of its node, where NetworkPolicies do not hold it. */
  readonly isHostNetwork: boolean;
  /** What it listens on. */
  readonly ports: readonly PartPort[];
}

const tcp = (port: number, purpose: string, isLocal = false): PartPort => ({ port, protocol: 'TCP', purpose, isLocal });

const staticPod = (component: string, ports: readonly PartPort[]): FoundationPart => ({
  component,
  form: 'static pod',
  namespace: 'kube-system',
  labels: { component, tier: 'control-plane' },
  nodes: 'control-plane',
  isHostNetwork: true,
  ports,
});

/**
 * What runs in a cluster after `kubeadm init`, with the ports that policies and firewalls need.
 *
 * Source: documentation of Kubernetes, Ports and Protocols; manifests of kubeadm.
 * @param props - the cluster
 */
export function kubeadmInventory(props: KubeadmConfigProps): FoundationPart[] {
  const isExternal = props.etcd?.endpoints !== undefined;
  const [metrics, health] = [portOf(props, 'metricsBindAddress', 10249), portOf(props, 'healthzBindAddress', 10256)];
  return [
    {
      component: 'kubelet',
      form: 'systemd unit',
      namespace: undefined,
      labels: {},
      nodes: 'all',
      isHostNetwork: true,
      ports: [
        tcp(numberOf(props.kubelet?.port, 10250), 'API'),
        tcp(numberOf(props.kubelet?.healthzPort, 10248), 'health', true),
      ],
    },
    staticPod('kube-apiserver', [tcp(API_SERVER_PORT, 'API')]),
    staticPod('kube-controller-manager', [tcp(10257, 'metrics and health', true)]),
    staticPod('kube-scheduler', [tcp(10259, 'metrics and health', true)]),
    ...(isExternal
      ? []
      : [staticPod('etcd', [tcp(2379, 'clients'), tcp(2380, 'members'), tcp(2381, 'metrics and health', true)])]),
    {
      component: 'kube-proxy',
      form: 'DaemonSet',
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-proxy' },
      nodes: 'all',
      isHostNetwork: true,
      ports: [tcp(health, 'health'), tcp(metrics, 'metrics', props.kubeProxy?.metricsBindAddress === undefined)],
    },
    {
      component: 'coredns',
      form: 'Deployment',
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns' },
      nodes: 'any',
      isHostNetwork: false,
      ports: [{ port: 53, protocol: 'UDP', purpose: 'names', isLocal: false }, tcp(53, 'names'), tcp(9153, 'metrics')],
    },
  ];
}

/** The port of an address such as `0.0.0.0:10249`. */
function portOf({ kubeProxy }: KubeadmConfigProps, field: string, otherwise: number): number {
  const address = kubeProxy?.[field];
  const port = typeof address === 'string' ? /:(\d+)$/.exec(address)?.[1] : undefined;
  return port === undefined ? otherwise : Number(port);
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
