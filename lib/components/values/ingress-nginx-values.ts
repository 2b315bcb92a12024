import type { LoadBalancerAnnotations } from '../../definition/kubernetes-types';

/** The Service of the ingress controller. */
export interface IngressNGINXServiceValues {
  /**
   * Annotations for the load balancer.
   * @default - none; with OCI DNS those that ExternalDNS reads
   */
  readonly annotations?: LoadBalancerAnnotations;
  /**
   * IP addresses of an external load balancer; required with type `NodePort`.
   * @default - none
   */
  readonly externalIPs?: readonly string[];
  /**
   * Nodes that accept traffic: those with a pod, which preserves the client address (`Local`), or all (`Cluster`).
   * @default - left to Kubernetes: Cluster
   */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
}

/** The typed part of the values of chart `ingress-nginx`. */
export interface IngressNGINXValues {
  /** The controller. */
  readonly controller?: {
    /** Its Service. */
    readonly service?: IngressNGINXServiceValues;
    /** Horizontal autoscaling of its pods. */
    readonly autoscaling?: {
      /**
       * Whether autoscaling is enabled.
       * @default false
       */
      readonly enabled?: boolean;
      /**
       * Minimum number of pods.
       * @default 1
       */
      readonly minReplicas?: number;
    };
    /**
     * Settings of NGINX by their names in the ConfigMap of the controller, such as `log-format-upstream`; every value is text.
     * @default - those of the platform operator and the chart
     */
    readonly config?: Readonly<Record<string, string>>;
  };
  /** The default backend, which answers requests for unknown hosts. */
  readonly defaultBackend?: {
    /**
     * Number of pods.
     * @default 1
     */
    readonly replicaCount?: number;
  };
}
