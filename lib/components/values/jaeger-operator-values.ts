import type { Volume, VolumeMount } from '../../definition/kubernetes-types';

/** Options of OpenSearch and Elasticsearch as a store. */
export interface JaegerElasticsearchOptions {
  /**
   * Address of the store; more than one, separated by commas.
   * @default http://verrazzano-authproxy-opensearch.verrazzano-system:8775
   */
  readonly 'server-urls'?: string;
  /**
   * Prefix of the names of indices.
   * @default - none
   */
  readonly 'index-prefix'?: string;
  /** TLS to the store. */
  readonly tls?: {
    /**
     * Path of the certificates of authorities in the container; the file comes from a volume.
     * @default - none
     */
    readonly ca?: string;
  };
}

/** Removal of old indices. */
export interface JaegerIndexCleaner {
  /**
   * Whether old indices are removed.
   * @default - left to the Jaeger operator
   */
  readonly enabled?: boolean;
  /**
   * Days for which traces are kept.
   * @default - left to the Jaeger operator
   */
  readonly numberOfDays?: number;
  /**
   * When it runs, in the format of cron, such as `55 23 * * *`.
   * @default - left to the Jaeger operator
   */
  readonly schedule?: string;
}

/** Storage of traces. */
export interface JaegerStorage {
  /**
   * Kind of the store.
   * @default elasticsearch
   */
  readonly type?: 'opensearch' | 'elasticsearch' | 'memory' | 'cassandra' | 'kafka' | 'badger' | 'grpc-plugin';
  /** Options of the store, by kind. */
  readonly options?: {
    /** Options of `opensearch` and `elasticsearch`. */
    readonly es?: JaegerElasticsearchOptions;
  };
  /**
   * Secret with the login of the store, in namespace `verrazzano-install`, from where the platform operator copies it; never put
   * into Git.
   * @default verrazzano-jaeger-secret
   */
  readonly secretName?: string;
  /** Removal of old indices. */
  readonly esIndexCleaner?: JaegerIndexCleaner;
}

/** The Jaeger instance of the platform. */
export interface JaegerInstanceSpec {
  /**
   * How the instance is deployed: one pod (`allinone`), a pod for each part (`production`), or Kafka in between (`streaming`).
   * @default production
   */
  readonly strategy?: 'allinone' | 'production' | 'streaming';
  /** Storage of traces. */
  readonly storage?: JaegerStorage;
  /** The user interface. */
  readonly query?: {
    /** Metrics made from traces (service performance monitoring). */
    readonly metricsStorage?: {
      /**
       * Kind of the store of these metrics.
       * @default - none
       */
      readonly type?: 'prometheus';
    };
  };
  /**
   * More volumes of its containers.
   * @default - none
   */
  readonly volumeMounts?: readonly VolumeMount[];
  /**
   * More volumes of its pods.
   * @default - none
   */
  readonly volumes?: readonly Volume[];
}

/**
 * The typed part of the values of chart `jaeger-operator`.
 *
 * The platform operator refuses `nameOverride`, `fullnameOverride`, `serviceAccount.name`, `ingress.enabled` and
 * `jaeger.spec.storage.dependencies.enabled` (validation rule jaegerOperator.disallowed-override), so that they are not
 * options.
 */
export interface JaegerOperatorValues {
  /** The Jaeger instance of the platform. */
  readonly jaeger?: {
    /**
     * Whether the instance is made.
     * @default true, except on a managed cluster (the chart itself: false)
     */
    readonly create?: boolean;
    /** What the instance is. */
    readonly spec?: JaegerInstanceSpec;
  };
}
