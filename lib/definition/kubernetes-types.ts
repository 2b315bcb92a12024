import type { JsonObject } from '../values/json';

/** An amount as Kubernetes writes it: `0.5`, `500m`, `128Mi`, `50Gi`. */
export type Quantity = string | number;

/** Amounts by resource. */
export interface ResourceList {
  /**
   * Processors; `1` is one, `500m` is a half.
   * @default - none
   */
  readonly cpu?: Quantity;
  /**
   * Memory in bytes, such as `128Mi`.
   * @default - none
   */
  readonly memory?: Quantity;
  /** Any other resource, such as `ephemeral-storage`. */
  readonly [resource: string]: Quantity | undefined;
}

/** Resource requests and limits of a container (core/v1 ResourceRequirements). */
export interface ResourceRequirements {
  /**
   * Requests. @default - none, or equal to `limits`
   */
  readonly requests?: ResourceList;
  /**
   * Limits.
   * @default - none
   */
  readonly limits?: ResourceList;
}

/** A port of a Service (core/v1 ServicePort). */
export interface ServicePort {
  /** Number. */
  readonly port: number;
  /**
   * Name; needed when there is more than one port.
   * @default - none
   */
  readonly name?: string;
  /**
   * Transport protocol.
   * @default TCP
   */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /**
   * Name or number of the port of the pods.
   * @default - same as the port
   */
  readonly targetPort?: number | string;
  /**
   * Port on every node.
   * @default - Kubernetes chooses one where the type of the Service needs it
   */
  readonly nodePort?: number;
  /**
   * Application protocol.
   * @default - none
   */
  readonly appProtocol?: string;
}

/** One condition on labels (meta/v1 LabelSelectorRequirement). */
export interface LabelSelectorRequirement {
  /** Key of the label. */
  readonly key: string;
  /** How the label relates to `values`. */
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /**
   * Values for `In` and `NotIn`.
   * @default - none
   */
  readonly values?: readonly string[];
}

/** Selects objects by their labels; all conditions must hold (meta/v1 LabelSelector). */
export interface LabelSelector {
  /**
   * Labels and their values.
   * @default - none
   */
  readonly matchLabels?: Readonly<Record<string, string>>;
  /**
   * Conditions on labels.
   * @default - none
   */
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** A taint that pods tolerate (core/v1 Toleration). */
export interface Toleration {
  /**
   * Key of the taint.
   * @default - every key, with operator `Exists`
   */
  readonly key?: string;
  /**
   * How the taint relates to `value`.
   * @default Equal
   */
  readonly operator?: 'Exists' | 'Equal';
  /**
   * Value of the taint.
   * @default - none
   */
  readonly value?: string;
  /**
   * Effect of the taint.
   * @default - every effect
   */
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /**
   * How long `NoExecute` is tolerated, in seconds. @default - forever
   */
  readonly tolerationSeconds?: number;
}

/** A mount of a volume in a container (core/v1 VolumeMount). */
export interface VolumeMount {
  /** Name of the volume. */
  readonly name: string;
  /** Path in the container. */
  readonly mountPath: string;
  /**
   * Whether it is read-only.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * Path inside the volume.
   * @default - its root
   */
  readonly subPath?: string;
  /**
   * Path inside the volume, with variables of the environment; not together with `subPath`.
   * @default - its root
   */
  readonly subPathExpr?: string;
  /**
   * Whether mounts made later are seen by the host and the container.
   * @default None
   */
  readonly mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional';
}

/** Rules about the nodes of pods, as Kubernetes writes them (core/v1 Affinity). */
export type Affinity = JsonObject;

/** A volume of a pod, as Kubernetes writes it: `name` and one source (core/v1 Volume). */
export type Volume = JsonObject;

/** Annotations of a Service of type `LoadBalancer`; those that the load balancers of OCI and Azure read are typed. */
export interface LoadBalancerAnnotations {
  /**
   * OCI: shape of the load balancer, such as `flexible` or `400Mbps`.
   * @default - left to OCI: `100Mbps`
   */
  readonly 'service.beta.kubernetes.io/oci-load-balancer-shape'?: string;
  /**
   * OCI: smallest bandwidth of shape `flexible`, as text, in Mbps.
   * @default - none; shape `flexible` needs it
   */
  readonly 'service.beta.kubernetes.io/oci-load-balancer-shape-flex-min'?: string;
  /**
   * OCI: largest bandwidth of shape `flexible`, as text, in Mbps.
   * @default - none; shape `flexible` needs it
   */
  readonly 'service.beta.kubernetes.io/oci-load-balancer-shape-flex-max'?: string;
  /**
   * OCI: whether the load balancer has a private address only; text, as every annotation.
   * @default 'false'
   */
  readonly 'service.beta.kubernetes.io/oci-load-balancer-internal'?: 'true' | 'false';
  /**
   * OCI: OCID of the subnet of the load balancer.
   * @default - that of the cluster
   */
  readonly 'service.beta.kubernetes.io/oci-load-balancer-subnet1'?: string;
  /**
   * Azure: path that the health probe asks for, such as `/healthz`.
   * @default - left to Azure
   */
  readonly 'service.beta.kubernetes.io/azure-load-balancer-health-probe-request-path'?: string;
  /** Any other annotation. */
  readonly [annotation: string]: string | undefined;
}
