import type { Affinity, LoadBalancerAnnotations, ServicePort } from '../../definition/kubernetes-types';

/** The pods of a part of Istio. */
export interface IstioPods {
  /**
   * Number of pods.
   * @default - 1 for gateways; left to Istio for the control plane
   */
  readonly replicaCount?: number;
  /**
   * Affinity of the pods.
   * @default - preferably on different nodes
   */
  readonly affinity?: Affinity;
}

/** The Service of a gateway. */
export interface IstioGatewayService {
  /**
   * Type; `NodePort` needs `externalIPs`.
   * @default - LoadBalancer for the ingress gateway; left to Istio for the egress gateway
   */
  readonly type?: 'LoadBalancer' | 'NodePort' | 'ClusterIP';
  /**
   * Ports; the list replaces the gateway's.
   * @default - those of Istio
   */
  readonly ports?: readonly ServicePort[];
  /**
   * IP addresses of an external load balancer. The platform operator checks those of the first gateway only, when its type is
   * `NodePort`.
   * @default - none
   */
  readonly externalIPs?: readonly string[];
}

/** The pods and the Service of a gateway. */
export interface IstioGatewayPods extends IstioPods {
  /** The Service. */
  readonly service?: IstioGatewayService;
  /**
   * Annotations of the Service, for the load balancer.
   * @default - none
   */
  readonly serviceAnnotations?: LoadBalancerAnnotations;
}

/** A gateway; lists of gateways are merged by name. */
export interface IstioGatewayValues<N extends string> {
  /** Name of the gateway: that of the platform, or one of your own. */
  readonly name: N | (string & Record<never, never>);
  /**
   * Whether the gateway is installed.
   * @default true for the gateways of the platform
   */
  readonly enabled?: boolean;
  /** Its pods and its Service. */
  readonly k8s?: IstioGatewayPods;
}

/** Destination and sampling of traces. */
export interface IstioTracing {
  /**
   * Percentage of requests that are traced, from 0 to 100.
   * @default - left to Istio
   */
  readonly sampling?: number;
  /** A collector that speaks Zipkin. */
  readonly zipkin?: {
    /**
     * Its address: host and port.
     * @default - the collector of the Jaeger of the platform, while that is enabled
     */
    readonly address?: string;
  };
}

/** The typed part of an IstioOperator document; `apiVersion` and `kind` are added when it is written. */
export interface IstioValues {
  /** Specification of the document. */
  readonly spec?: {
    /** The mesh. */
    readonly meshConfig?: {
      /**
       * Whether requests are traced.
       * @default - left to Istio
       */
      readonly enableTracing?: boolean;
      /** Settings of every proxy. */
      readonly defaultConfig?: {
        /**
         * Tracing. The last item that sets it wins, unlike all other values: these take precedence over those in `overrides`.
         * @default - that of the platform's Jaeger
         */
        readonly tracing?: IstioTracing;
      };
    };
    /** The parts of Istio. */
    readonly components?: {
      /**
       * Ingress gateways.
       * @default - `istio-ingressgateway`
       */
      readonly ingressGateways?: ReadonlyArray<IstioGatewayValues<'istio-ingressgateway'>>;
      /**
       * Egress gateways.
       * @default - `istio-egressgateway`
       */
      readonly egressGateways?: ReadonlyArray<IstioGatewayValues<'istio-egressgateway'>>;
      /** The control plane. */
      readonly pilot?: {
        /** Its pods. */
        readonly k8s?: IstioPods;
      };
    };
  };
}
