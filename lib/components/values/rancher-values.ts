import type { ResourceRequirements } from '../../definition/kubernetes-types';

/** The typed part of the values of chart `rancher`. */
export interface RancherValues {
  /**
   * Number of pods.
   * @default 3
   */
  readonly replicas?: number;
  /**
   * What a pod gets and may use.
   * @default - none
   */
  readonly resources?: ResourceRequirements;
  /** Log of the requests to the API of Rancher. */
  readonly auditLog?: {
    /**
     * How much is logged: nothing (0), metadata (1), and the bodies of requests (2) and answers (3).
     * @default 0
     */
    readonly level?: 0 | 1 | 2 | 3;
    /**
     * Where the log goes: output of a sidecar, or a folder of the node.
     * @default sidecar
     */
    readonly destination?: 'sidecar' | 'hostPath';
  };
  /** The Ingress of Rancher. */
  readonly ingress?: {
    /**
     * More annotations: key to value.
     * @default - as the platform operator and the chart say
     */
    readonly extraAnnotations?: Readonly<Record<string, string>>;
  };
  /**
   * Hosts and networks that are reached without the proxy, separated by commas.
   * @default 127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,.svc,.cluster.local
   */
  readonly noProxy?: string;
}
