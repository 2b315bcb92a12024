import type { Quantity, ResourceRequirements } from '../../definition/kubernetes-types';
import type { JsonObject } from '../../values/json';

/** The disk of Prometheus. */
export interface PrometheusStorageSpec {
  /** The claim. */
  readonly volumeClaimTemplate?: {
    /** Specification of the claim. */
    readonly spec?: {
      /** Resources of the claim. */
      readonly resources?: {
        /** Requests of the claim. */
        readonly requests?: {
          /**
           * Size, such as `100Gi`; it takes precedence over the default volume source. @default 50Gi, or that of the default
           * volume source
           */
          readonly storage?: Quantity;
        };
      };
    };
  };
}

/** The Prometheus that the operator runs. */
export interface PrometheusSpec {
  /**
   * Number of pods; each scrapes everything.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * How long samples are kept, such as `10d`.
   * @default 10d
   */
  readonly retention?: string;
  /**
   * How many bytes of samples are kept, such as `40GB`.
   * @default - no limit
   */
  readonly retentionSize?: string;
  /**
   * Resource requests and limits of a pod.
   * @default - 128Mi of memory requested in prod, none elsewhere
   */
  readonly resources?: ResourceRequirements;
  /** The disk. */
  readonly storageSpec?: PrometheusStorageSpec;
  /** The sidecar of Thanos. */
  readonly thanos?: {
    /** Where the sidecar finds the settings of the object store: a key of a Secret in namespace `verrazzano-monitoring`. */
    readonly objectStorageConfig?: {
      /**
       * Name of the Secret, such as `objstore-config`; never put into Git.
       * @default - none: the sidecar uploads nothing
       */
      readonly name?: string;
      /**
       * Key in the Secret, such as `objstore.yml`.
       * @default - none
       */
      readonly key?: string;
    };
  };
}

/** The typed part of the values of chart `kube-prometheus-stack`. */
export interface PrometheusOperatorValues {
  /** Prometheus. */
  readonly prometheus?: {
    /** The resource of the Prometheus operator. */
    readonly prometheusSpec?: PrometheusSpec;
    /** Integration of Prometheus with Thanos. */
    readonly thanos?: {
      /**
       * Whether Prometheus has a sidecar of Thanos.
       * @default disabled
       */
      readonly integration?: 'sidecar' | 'disabled';
    };
  };
  /** Alertmanager. */
  readonly alertmanager?: {
    /**
     * Whether it is installed.
     * @default false (the chart itself: true)
     */
    readonly enabled?: boolean;
    /** The resource of the Prometheus operator. */
    readonly alertmanagerSpec?: {
      /**
       * Number of pods.
       * @default 1
       */
      readonly replicas?: number;
    };
    /**
     * Configuration of Alertmanager (`route`, `receivers`, ...); it is written to Git, so that it must not contain credentials.
     * @default - that of the chart, which sends nothing
     */
    readonly config?: JsonObject;
  };
}
