import type { ResourceRequirements, Toleration, Volume, VolumeMount } from '../../definition/kubernetes-types';
import type { JsonObject, JsonValue } from '../../values/json';

/** A variable of a container (core/v1 EnvVar). */
export interface ContainerVariable {
  /** Name. */
  readonly name: string;
  /** Value. @default - from `valueFrom`, else empty */
  readonly value?: string;
  /** Where the value comes from. @default - `value` */
  readonly valueFrom?: {
    /** A key of a Secret. */
    readonly secretKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean };
    /** A key of a ConfigMap. */
    readonly configMapKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean };
    /** A field of the pod. */
    readonly fieldRef?: { readonly fieldPath: string; readonly apiVersion?: string };
    /** A resource of the container. */
    readonly resourceFieldRef?: JsonObject;
  };
}

/** A port of a container (core/v1 ContainerPort). */
export interface WorkloadPort {
  /** Number. */
  readonly containerPort: number;
  /** Name; Istio reads the protocol from its beginning, such as `http`. @default - none */
  readonly name?: string;
  /** Transport protocol. @default TCP */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /** Port of the node. @default - none */
  readonly hostPort?: number;
}

/** Members of a container that are written as Kubernetes has them. */
export const OTHER_CONTAINER_FIELDS = [
  'envFrom',
  'lifecycle',
  'livenessProbe',
  'readinessProbe',
  'resizePolicy',
  'restartPolicy',
  'securityContext',
  'startupProbe',
  'stdin',
  'stdinOnce',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'tty',
  'volumeDevices',
  'workingDir',
] as const;

type OtherContainerFields = Partial<Record<(typeof OTHER_CONTAINER_FIELDS)[number], JsonValue>>;

/** A container (core/v1 Container). */
export interface WorkloadContainer extends OtherContainerFields {
  /** Name. */
  readonly name: string;
  /** Image. @default - none, which only templates may have */
  readonly image?: string;
  /** When the image is pulled. @default - as Kubernetes: Always for tag latest, else IfNotPresent */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Entry point. @default - that of the image */
  readonly command?: readonly string[];
  /** Arguments. @default - those of the image */
  readonly args?: readonly string[];
  /** Ports. @default - none */
  readonly ports?: readonly WorkloadPort[];
  /** Variables. @default - none */
  readonly env?: readonly ContainerVariable[];
  /** Requests and limits. @default - none */
  readonly resources?: ResourceRequirements;
  /** Mounts of volumes. @default - none */
  readonly volumeMounts?: readonly VolumeMount[];
}

/** Members of a pod that are written as Kubernetes has them. */
export const OTHER_POD_FIELDS = [
  'activeDeadlineSeconds',
  'affinity',
  'automountServiceAccountToken',
  'dnsConfig',
  'dnsPolicy',
  'enableServiceLinks',
  'ephemeralContainers',
  'hostAliases',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostUsers',
  'hostname',
  'nodeName',
  'nodeSelector',
  'os',
  'overhead',
  'preemptionPolicy',
  'priority',
  'priorityClassName',
  'readinessGates',
  'resourceClaims',
  'restartPolicy',
  'runtimeClassName',
  'schedulerName',
  'schedulingGates',
  'securityContext',
  'serviceAccount',
  'setHostnameAsFQDN',
  'shareProcessNamespace',
  'subdomain',
  'terminationGracePeriodSeconds',
  'topologySpreadConstraints',
] as const;

type OtherPodFields = Partial<Record<(typeof OTHER_POD_FIELDS)[number], JsonValue>>;

/** The pods of a workload (core/v1 PodSpec). */
export interface WorkloadPods extends OtherPodFields {
  /** Containers, at least one. */
  readonly containers: readonly WorkloadContainer[];
  /** Containers that run before. @default - none */
  readonly initContainers?: readonly WorkloadContainer[];
  /** Volumes. @default - none */
  readonly volumes?: readonly Volume[];
  /** Secrets for pulling images. @default - none */
  readonly imagePullSecrets?: ReadonlyArray<{ readonly name: string }>;
  /** Service account. @default - one named after the application in the mesh, else `default` */
  readonly serviceAccountName?: string;
  /** Taints that are tolerated. @default - none */
  readonly tolerations?: readonly Toleration[];
}
