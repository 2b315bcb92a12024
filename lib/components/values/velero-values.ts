import type { ResourceRequirements, Toleration } from '../../definition/kubernetes-types';

/** The typed part of the values of chart `velero`. */
export interface VeleroValues {
  /**
   * Resource requests and limits of Velero. @default - those of the chart
   */
  readonly resources?: ResourceRequirements;
  /** Restic, which backs up volumes as files. */
  readonly restic?: {
    /**
     * Resource requests and limits of a pod. @default - those of the chart
     */
    readonly resources?: ResourceRequirements;
    /**
     * Tolerations; without them volumes on tainted nodes are not backed up.
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
   * @default true (the chart itself: false)
   */
  readonly deployRestic?: boolean;
}
