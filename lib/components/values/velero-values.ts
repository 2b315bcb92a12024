import type { ResourceRequirements, Toleration } from '../../definition/kubernetes-types';

/** The typed part of the values of chart `velero`. */
export interface VeleroValues {
  /**
   * What Velero gets and may use.
   * @default - as the chart says
   */
  readonly resources?: ResourceRequirements;
  /** Restic, which copies volumes as files. */
  readonly restic?: {
    /**
     * What a pod gets and may use.
     * @default - as the chart says
     */
    readonly resources?: ResourceRequirements;
    /**
     * Taints of nodes that it bears; without them the volumes on these nodes are not saved.
     * @default - none
     */
    readonly tolerations?: readonly Toleration[];
  };
  /** Metrics. */
  readonly metrics?: {
    /**
     * Whether Velero offers metrics.
     * @default true
     */
    readonly enabled?: boolean;
  };
  /**
   * Whether Restic runs on every node.
   * @default true (the chart alone says false)
   */
  readonly deployRestic?: boolean;
}
