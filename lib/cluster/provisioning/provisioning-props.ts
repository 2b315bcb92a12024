/** Where a cluster is created: an existing network with its subnets, or a new one. */
export type OciNetwork =
  | { readonly createVcn: true }
  | {
      /** An existing network is used. */
      readonly createVcn: false;
      /** OCID of the virtual cloud network. */
      readonly vcn: string;
      /** OCIDs of its subnets by role: one for each role that the kind of cluster needs. */
      readonly subnets: Readonly<Record<string, string>>;
    };

/** Nodes of one kind. */
export interface OciNodes {
  /** Shape, such as `VM.Standard.E4.Flex`. */
  readonly shape: string;
  /** How many, 1 to 999. */
  readonly replicas: number;
  /** OCPUs of each, 1 to 999; only with a Flex shape. @default - of the shape */
  readonly ocpus?: number;
  /** Memory of each in GiB, 1 to 999; only with a Flex shape. @default - of the shape */
  readonly memoryGbs?: number;
  /** Size of the boot volume in GiB, 50 to 32000. @default - of the image */
  readonly bootVolumeGbs?: number;
}

/** What both kinds of clusters have. */
export interface OciClusterProps {
  /** Name of the cluster. @default - the id */
  readonly name?: string;
  /** Version of Kubernetes such as `v1.27.2`; for OKE only, which needs it. */
  readonly kubernetesVersion?: string;
  /** Range of pods. @default 10.244.0.0/16 */
  readonly podCidr?: string;
  /** Range of services. @default 10.96.0.0/16 */
  readonly serviceCidr?: string;
  /** OCID of the compartment. */
  readonly compartment: string;
  /** Region such as `us-ashburn-1`. */
  readonly region: string;
  /** OCID of the image of the nodes. @default - the latest Oracle Linux 8 of the compartment */
  readonly imageId?: string;
  /** Public key for logging in to the nodes. @default - none */
  readonly sshPublicKey?: string;
  /** Lines of a cloud-init script. @default - none */
  readonly cloudInitScript?: readonly string[];
  /** Network. */
  readonly network: OciNetwork;
}

/** Properties of an `OkeCluster`. */
export interface OkeClusterProps extends OciClusterProps {
  /** Version of Kubernetes such as `v1.27.2`. */
  readonly kubernetesVersion: string;
  /**
   * Network of pods. With OCI_VCN_IP_NATIVE an existing network has a subnet for role `pod` too.
   * @default FLANNEL_OVERLAY
   */
  readonly cniType?: 'FLANNEL_OVERLAY' | 'OCI_VCN_IP_NATIVE';
  /** Node pools by name. @default - none */
  readonly nodePools?: Readonly<Record<string, OciNodes>>;
  /** Number of virtual nodes by name of their pool. @default - none */
  readonly virtualNodePools?: Readonly<Record<string, number>>;
}

/** Properties of an `OcneCluster`. */
export interface OcneClusterProps extends Omit<OciClusterProps, 'kubernetesVersion'> {
  /** Version of Oracle Cloud Native Environment, one that ConfigMap verrazzano-capi/ocne-metadata lists; it determines the version of Kubernetes. */
  readonly ocneVersion: string;
  /** Whether the nodes are left without the packages that OCNE needs, since the image has them. @default false */
  readonly skipDependencies?: boolean;
  /** Nodes of the control plane. */
  readonly controlPlane: OciNodes;
  /** Worker nodes by name of their group. @default - none */
  readonly workers?: Readonly<Record<string, OciNodes>>;
  /** Proxy of the nodes. @default - none */
  readonly proxy?: { readonly httpProxy: string; readonly httpsProxy: string; readonly noProxy?: string };
  /** Registry of the images, and the Secret with its credentials. @default - the public one */
  readonly privateRegistry?: { readonly url: string; readonly credentialsSecret?: string };
}

/** Properties of an `OciClusterIdentity`. */
export interface OciClusterIdentityProps {
  /** Name. @default - the id */
  readonly name?: string;
  /** Namespace of the identity, of its Secret, and of the clusters that it creates. */
  readonly namespace: string;
  /** Name of the Secret with the credentials. @default - the name of the identity with -credentials */
  readonly secret?: string;
}
