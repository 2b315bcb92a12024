import type { JsonObject } from '../../values/json';

/** Facts of a component of the control plane that runs as a static pod. */
export interface ControlPlaneComponent {
  /** Flags without their dashes, such as `profiling: 'false'`; all values are strings. @default - none */
  readonly extraArgs?: Readonly<Record<string, string>>;
  /** Files and folders of the host that the pod mounts. @default - none */
  readonly extraVolumes?: readonly HostPathMount[];
}

/** A file or folder of the host in a static pod. */
export interface HostPathMount {
  /** Name of the volume, a DNS label. */
  readonly name: string;
  /** Path on the host, absolute. */
  readonly hostPath: string;
  /** Path in the pod, absolute. */
  readonly mountPath: string;
  /** Whether the pod may only read. @default false */
  readonly readOnly?: boolean;
  /** What is at the path of the host. @default - not checked */
  readonly pathType?: 'Directory' | 'DirectoryOrCreate' | 'File' | 'FileOrCreate';
}

/** Facts of the API server. */
export interface ApiServer extends ControlPlaneComponent {
  /** More addresses and names in its certificate. @default - the addresses of the control plane nodes */
  readonly certSANs?: readonly string[];
  /**
   * Ports that Services of type NodePort may use, such as `80-60000`.
   * @default - 30000-32767, as the API server has it
   */
  readonly serviceNodePortRange?: string;
}

/** An etcd that runs on the control plane nodes, or one elsewhere. */
export type Etcd =
  | {
      /** Folder of the data on the host. @default '/var/lib/etcd' */
      readonly dataDir?: string;
      /** Flags without their dashes. @default - none */
      readonly extraArgs?: Readonly<Record<string, string>>;
      /** An etcd elsewhere has other options. */
      readonly endpoints?: never;
    }
  | {
      /** An etcd elsewhere has its own folder. */
      readonly dataDir?: never;
      /** URLs of the members. */
      readonly endpoints: readonly string[];
      /** File of the CA certificate on the hosts. */
      readonly caFile: string;
      /** File of the client certificate on the hosts. */
      readonly certFile: string;
      /** File of the client key on the hosts; its content is never in Git. */
      readonly keyFile: string;
    };

/** A taint of a node. */
export interface NodeTaint {
  /** Its key. */
  readonly key: string;
  /** Its value. @default - none */
  readonly value?: string;
  /** What it does to pods that do not tolerate it. */
  readonly effect: 'NoExecute' | 'NoSchedule' | 'PreferNoSchedule';
}

/** A host that becomes a node. */
export interface KubeadmNode {
  /** Name of the node, a DNS-1123 subdomain; its files are below a folder of that name. */
  readonly name: string;
  /** What it runs. */
  readonly role: 'control-plane' | 'worker';
  /** Its address, IPv4 or IPv6. */
  readonly address: string;
  /** Labels of the node. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Taints of the node; an empty list lets pods run on a control plane node. @default - those of kubeadm */
  readonly taints?: readonly NodeTaint[];
  /** More flags of its kubelet, without their dashes. @default - none */
  readonly kubeletExtraArgs?: Readonly<Record<string, string>>;
}

/** Addresses of the cluster. */
export interface KubeadmNetworking {
  /** Addresses of Services in CIDR notation; of both families as `<IPv4 range>,<IPv6 range>`. @default '10.96.0.0/12' */
  readonly serviceSubnet?: string;
  /** Addresses of pods in CIDR notation; of both families as for Services. @default - allocated by the network plugin, as Weave Net does */
  readonly podSubnet?: string;
  /** Domain of Services. @default 'cluster.local' */
  readonly dnsDomain?: string;
}

/** Properties of {@link KubeadmConfig}. */
export interface KubeadmConfigProps {
  /** Version of Kubernetes with patch, such as `1.28.15`. */
  readonly version: string;
  /** The hosts. The first control plane node runs `kubeadm init`, all others `kubeadm join`. */
  readonly nodes: readonly KubeadmNode[];
  /** Where nodes reach the API server, `<host>:<port>`; needed for more than one control plane node. @default - the first node */
  readonly controlPlaneEndpoint?: string;
  /** Name of the cluster in kubeconfig files. @default 'kubernetes' */
  readonly clusterName?: string;
  /** Addresses. @default - those of kubeadm */
  readonly networking?: KubeadmNetworking;
  /** The API server. @default - as kubeadm has it */
  readonly apiServer?: ApiServer;
  /** The controller manager. @default - as kubeadm has it */
  readonly controllerManager?: ControlPlaneComponent;
  /** The scheduler. @default - as kubeadm has it */
  readonly scheduler?: ControlPlaneComponent;
  /** The etcd. @default - on the control plane nodes, in /var/lib/etcd */
  readonly etcd?: Etcd;
  /** Registry of the images of Kubernetes, with a path. @default 'registry.k8s.io' */
  readonly imageRepository?: string;
  /** Socket of the container runtime. @default 'unix:///run/containerd/containerd.sock' */
  readonly criSocket?: string;
  /** Fields of `KubeletConfiguration` (kubelet.config.k8s.io/v1beta1). @default - cgroupDriver: systemd */
  readonly kubelet?: JsonObject;
  /** Fields of `KubeProxyConfiguration` (kubeproxy.config.k8s.io/v1alpha1). @default - none */
  readonly kubeProxy?: JsonObject;
  /** Kernel modules that hosts need besides those of Kubernetes, such as `rbd` for Ceph. @default - none */
  readonly kernelModules?: readonly string[];
  /**
   * Where kubeadm reads the kubeconfig file with which nodes join: a path on the hosts, or an HTTPS URL.
   * @default '/dev/stdin', for `kubeadm join --config kubeadm.yaml < /etc/kubernetes/discovery.conf`
   */
  readonly discoveryFile?: string;
}
