import type { Quantity } from '../../definition/kubernetes-types';

/** The disk of a part of Thanos. */
export interface ThanosPersistenceValues {
  /**
   * Size.
   * @default 8Gi
   */
  readonly size?: Quantity;
}

/** The typed part of the values of chart `thanos`. */
export interface ThanosValues {
  /**
   * Secret in namespace `verrazzano-monitoring` with the settings of the object store, such as `objstore-config`; never put into
   * Git. The store gateway and the compactor need it.
   * @default - none
   */
  readonly existingObjstoreSecret?: string;
  /** The store gateway, which reads samples from the object store. */
  readonly storegateway?: {
    /**
     * Whether it runs.
     * @default false
     */
    readonly enabled?: boolean;
    /** Its disk. */
    readonly persistence?: ThanosPersistenceValues;
    /**
     * Number of pods.
     * @default 1
     */
    readonly replicaCount?: number;
  };
  /** The compactor, which downsamples and removes old samples in the object store. */
  readonly compactor?: {
    /**
     * Whether it runs.
     * @default false
     */
    readonly enabled?: boolean;
    /** Its disk. */
    readonly persistence?: ThanosPersistenceValues;
    /**
     * Retention of raw samples, such as `30d`.
     * @default 30d
     */
    readonly retentionResolutionRaw?: string;
    /**
     * Retention of samples of five minutes, such as `30d`.
     * @default 30d
     */
    readonly retentionResolution5m?: string;
    /**
     * Retention of samples of an hour, such as `10y`.
     * @default 10y
     */
    readonly retentionResolution1h?: string;
  };
  /** The ruler, which evaluates rules over all samples. */
  readonly ruler?: {
    /**
     * Whether it runs.
     * @default false
     */
    readonly enabled?: boolean;
  };
  /** The query front end, which splits and caches queries. */
  readonly queryFrontend?: {
    /**
     * Whether it runs.
     * @default true
     */
    readonly enabled?: boolean;
  };
  /** The querier, which queries all stores. */
  readonly query?: {
    /**
     * Number of pods.
     * @default 1
     */
    readonly replicaCount?: number;
  };
}
