import type { LoadBalancerAnnotations } from '../../definition/kubernetes-types';

/** The Service of the ingress controller. */
export interface IngressNGINXServiceValues {
  /**
   * Annotations for the load balancer.
   * @default - none; with OCI DNS those that ExternalDNS reads
   */
  readonly annotations?: LoadBalancerAnnotations;
  /**
   * IP addresses of a load balancer outside of the cluster; needed with type `NodePort`.
   * @default - none
   */
  readonly externalIPs?: readonly string[];
  /**
   * Which nodes take traffic: those with a pod, which keeps the address of the client (`Local`), or all (`Cluster`).
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
    /** Its number of pods, as load says. */
    readonly autoscaling?: {
      /**
       * Whether load decides.
       * @default false
       */
      readonly enabled?: boolean;
      /**
       * Fewest pods.
       * @default 1
       */
      readonly minReplicas?: number;
    };
    /**
     * Settings of NGINX by their names in the ConfigMap of the controller, such as `log-format-upstream`; every value is text.
     * @default - as the platform operator and the chart say
     */
    readonly config?: Readonly<Record<string, string>>;
  };
  /** The default backend, which answers for unknown hosts. */
  readonly defaultBackend?: {
    /**
     * Number of pods.
     * @default 1
     */
    readonly replicaCount?: number;
  };
}
