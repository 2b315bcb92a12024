import type { Quantity } from '../../definition/kubernetes-types';

/** The typed part of the values of chart `rancher-backup`: default location of backups. */
export interface RancherBackupValues {
  /** An S3-compatible bucket. */
  readonly s3?: {
    /**
     * Whether the bucket is the default.
     * @default false
     */
    readonly enabled?: boolean;
    /**
     * Name of the bucket.
     * @default - none
     */
    readonly bucketName?: string;
    /**
     * Region of the bucket.
     * @default - none
     */
    readonly region?: string;
    /**
     * Host of the object store, without a scheme.
     * @default - none
     */
    readonly endpoint?: string;
  };
  /** A persistent volume. */
  readonly persistence?: {
    /**
     * Whether the volume is the default; not together with `s3.enabled`.
     * @default false
     */
    readonly enabled?: boolean;
    /**
     * Size.
     * @default 2Gi
     */
    readonly size?: Quantity;
  };
}
