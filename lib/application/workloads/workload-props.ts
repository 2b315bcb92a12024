import type { LabelSelector, ServicePort } from '../../definition/kubernetes-types';
import type { JsonObject, JsonValue } from '../../values/json';
import type { WorkloadPods, WorkloadPort } from './pod-spec';

/** Name, labels and annotations of an object. */
export interface WorkloadMetadata {
  /** Name. @default - see where it is used */
  readonly name?: string;
  /** Labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Members of a Service that are written as Kubernetes has them. */
export const OTHER_SERVICE_FIELDS = [
  'allocateLoadBalancerNodePorts',
  'clusterIP',
  'clusterIPs',
  'externalIPs',
  'externalName',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'internalTrafficPolicy',
  'ipFamilies',
  'ipFamilyPolicy',
  'loadBalancerClass',
  'loadBalancerIP',
  'loadBalancerSourceRanges',
  'publishNotReadyAddresses',
  'selector',
  'sessionAffinity',
  'sessionAffinityConfig',
  'type',
] as const;

/** `spec` of the Service of a Helidon workload (core/v1 ServiceSpec). */
export interface HelidonServiceSpec extends Partial<Record<(typeof OTHER_SERVICE_FIELDS)[number], JsonValue>> {
  /** Ports. @default - one for each port of each container */
  readonly ports?: readonly ServicePort[];
}

/** The Service of a Helidon workload. */
export interface HelidonService extends WorkloadMetadata {
  /** `spec` of the Service (core/v1 ServiceSpec). @default - type ClusterIP, and a port for each port of each container */
  readonly spec?: HelidonServiceSpec;
}

/** A microservice that runs as a Deployment with a Service (VerrazzanoHelidonWorkload). */
export interface HelidonWorkloadProps extends WorkloadMetadata {
  /** The Deployment. */
  readonly deployment: WorkloadMetadata & {
    /** Name of the Deployment and, unless it has its own, of the Service. */
    readonly name: string;
    /** Its pods. */
    readonly pods: WorkloadPods;
    /** Selects pods besides the label that the operator adds. @default - that label only */
    readonly selector?: LabelSelector;
    /** How pods are replaced (apps/v1 DeploymentStrategy). @default - as Kubernetes: RollingUpdate */
    readonly strategy?: JsonObject;
  };
  /** The Service. @default - as the operator makes it */
  readonly service?: HelidonService;
}

/** A port of a Coherence cluster. */
export interface CoherencePort {
  /** Name. */
  readonly name: string;
  /** Number. @default - known to the Coherence operator for `metrics` and `management` */
  readonly port?: number;
  /** The Service for the port. @default - one named `<cluster>-<port>` */
  readonly service?: JsonObject;
  /** A ServiceMonitor for the port. @default - none */
  readonly serviceMonitor?: JsonObject;
  /** Transport protocol. @default TCP */
  readonly protocol?: 'TCP' | 'UDP';
  /** Port of the node. @default - none */
  readonly nodePort?: number;
  /** Port of the host. @default - none */
  readonly hostPort?: number;
}

/** `spec` of a Coherence resource: what is used often, typed, and the rest as the Coherence operator has it. */
export interface CoherenceSpec {
  /** Name of the Coherence cluster. @default - name of the resource */
  readonly cluster?: string;
  /** Role of its members. @default - name of the resource */
  readonly role?: string;
  /** Number of members. @default 3 */
  readonly replicas?: number;
  /** Image. @default - that of the Coherence operator */
  readonly image?: string;
  /** Secrets for pulling images. @default - none */
  readonly imagePullSecrets?: ReadonlyArray<{ readonly name: string }>;
  /** Ports. @default - none */
  readonly ports?: readonly CoherencePort[];
  /** Settings of Coherence. @default - none */
  readonly coherence?: JsonObject;
  /** Settings of the Java virtual machine. @default - none */
  readonly jvm?: JsonObject;
  /** What runs in the members. @default - a storage member */
  readonly application?: JsonObject;
  /** Labels of pods. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of pods. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Any other field of the resource. */
  readonly [field: string]: unknown;
}

/** A Coherence cluster (VerrazzanoCoherenceWorkload). */
export interface CoherenceWorkloadProps extends WorkloadMetadata {
  /** The Coherence resource. */
  readonly coherence: WorkloadMetadata & {
    /** Name of the resource. */
    readonly name: string;
    /** Its `spec`. */
    readonly spec: CoherenceSpec;
  };
}

/** `spec` of a WebLogic Domain: what is used often, typed, and the rest as the WebLogic operator has it. */
export interface WebLogicDomainSpec {
  /** Identifies the domain; Services of its servers are named after it. */
  readonly domainUID: string;
  /** Where the domain is. @default - left to the WebLogic operator */
  readonly domainHome?: string;
  /** Where the domain comes from. @default - left to the WebLogic operator */
  readonly domainHomeSourceType?: 'Image' | 'FromModel' | 'PersistentVolume';
  /** Image. @default - left to the WebLogic operator */
  readonly image?: string;
  /** Secrets for pulling images. @default - none */
  readonly imagePullSecrets?: ReadonlyArray<{ readonly name: string }>;
  /** Secret with `username` and `password` of the administrator. @default - none */
  readonly webLogicCredentialsSecret?: { readonly name: string };
  /** Number of servers of a cluster. @default - left to the WebLogic operator */
  readonly replicas?: number;
  /** Model, secrets and the like. @default - none */
  readonly configuration?: JsonObject;
  /** Pods of servers. @default - none */
  readonly serverPod?: JsonObject;
  /** Any other field of the Domain. */
  readonly [field: string]: unknown;
}

/** A WebLogic domain (VerrazzanoWebLogicWorkload). */
export interface WebLogicWorkloadProps extends WorkloadMetadata {
  /** The Domain. */
  readonly domain: WorkloadMetadata & {
    /** Name of the Domain. */
    readonly name: string;
    /** API version. @default - weblogic.oracle/v8 */
    readonly apiVersion?: 'weblogic.oracle/v8' | 'weblogic.oracle/v9';
    /** Its `spec`. */
    readonly spec: WebLogicDomainSpec;
  };
  /** Clusters of a domain of v9, which are objects of their own. @default - none */
  readonly clusters?: ReadonlyArray<
    WorkloadMetadata & {
      /** Name of the Cluster. */
      readonly name: string;
      /** API version. @default - weblogic.oracle/v1 */
      readonly apiVersion?: 'weblogic.oracle/v1';
      /** Its `spec`. */
      readonly spec: { readonly clusterName?: string; readonly replicas?: number; readonly [field: string]: unknown };
    }
  >;
}

/** A key of a Secret, such as a `SecretReference`. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly name: string;
  /** Key. */
  readonly key: string;
}

/** A probe of a containerized workload. */
export interface ContainerizedProbe {
  /** A command that succeeds. @default - none */
  readonly exec?: { readonly command: readonly string[] };
  /** A request that succeeds. @default - none */
  readonly httpGet?: {
    readonly path: string;
    readonly port: number;
    readonly httpHeaders?: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  };
  /** A port that accepts connections. @default - none */
  readonly tcpSocket?: { readonly port: number };
  /** Seconds before the first probe. @default 0 */
  readonly initialDelaySeconds?: number;
  /** Seconds between probes. @default 10 */
  readonly periodSeconds?: number;
  /** Seconds that a probe may take. @default 1 */
  readonly timeoutSeconds?: number;
  /** Successes after a failure. @default 1 */
  readonly successThreshold?: number;
  /** Failures in a row. @default 3 */
  readonly failureThreshold?: number;
}

/** A container of a containerized workload. */
export interface ContainerizedContainer {
  /** Name. */
  readonly name: string;
  /** Image. */
  readonly image: string;
  /** Secret for pulling it. @default - none */
  readonly imagePullSecret?: string;
  /** Entry point. @default - that of the image */
  readonly command?: readonly string[];
  /** Arguments. @default - those of the image */
  readonly args?: readonly string[];
  /** Ports; the first one of the first container is that of the Service. @default - none */
  readonly ports?: ReadonlyArray<
    WorkloadPort & { readonly name: string; readonly protocol?: 'TCP' | 'UDP'; readonly hostPort?: never }
  >;
  /** Variables; a value wins over a Secret. @default - none */
  readonly env?: ReadonlyArray<{ readonly name: string; readonly value?: string; readonly fromSecret?: SecretKey }>;
  /** Files: the value, or a key of a Secret. @default - none */
  readonly config?: ReadonlyArray<{ readonly path: string; readonly value?: string; readonly fromSecret?: SecretKey }>;
  /** What it needs; `volumes` become mounts only. @default - nothing */
  readonly resources?: {
    readonly cpu: { readonly required: string };
    readonly memory: { readonly required: string };
    readonly gpu?: { readonly required: string };
    readonly extended?: ReadonlyArray<{ readonly name: string; readonly required: string | number }>;
    readonly volumes?: ReadonlyArray<{
      readonly name: string;
      readonly mountPath: string;
      readonly accessMode?: 'RO' | 'RW';
      readonly sharingPolicy?: 'Exclusive' | 'Shared';
      readonly disk?: { readonly required: string; readonly ephemeral?: boolean };
    }>;
  };
  /** Restarts the container. @default - none */
  readonly livenessProbe?: ContainerizedProbe;
  /** Takes the pod out of the Service. @default - none */
  readonly readinessProbe?: ContainerizedProbe;
}

/** Containers that run as a Deployment with a Service (ContainerizedWorkload). */
export interface ContainerizedWorkloadProps extends WorkloadMetadata {
  /** Containers, at least one. */
  readonly containers: readonly ContainerizedContainer[];
  /** Operating system of the nodes. @default - any */
  readonly osType?: 'linux' | 'windows';
  /** Processor of the nodes. @default - any */
  readonly arch?: 'i386' | 'amd64' | 'arm' | 'arm64';
}
