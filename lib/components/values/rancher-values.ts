import type { ResourceRequirements } from '../../definition/kubernetes-types';

/** The typed part of the values of chart `rancher`. */
export interface RancherValues {
  /**
   * Number of pods.
   * @default 3
   */
  readonly replicas?: number;
  /**
   * Resource requests and limits of a pod.
   * @default - none
   */
  readonly resources?: ResourceRequirements;
  /** Audit log of the API of Rancher. */
  readonly auditLog?: {
    /**
     * Log level: nothing (0), metadata (1), request bodies too (2), response bodies too (3).
     * @default 0
     */
    readonly level?: 0 | 1 | 2 | 3;
    /**
     * Destination of the log: output of a sidecar, or a directory of the node.
     * @default sidecar
     */
    readonly destination?: 'sidecar' | 'hostPath';
  };
  /** The Ingress of Rancher. */
  readonly ingress?: {
    /**
     * More annotations: key to value.
     * @default - those of the platform operator and the chart
     */
    readonly extraAnnotations?: Readonly<Record<string, string>>;
  };
  /**
   * Hosts and networks that are reached without the proxy, separated by commas.
   * @default 127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,.svc,.cluster.local
   */
  readonly noProxy?: string;
}
