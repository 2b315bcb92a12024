/**
 * Components whose part in the traffic of others cannot be read from a definition alone. Everything else about them
 * (workloads, ports, labels) is.
 */
export const ROLES = {
  /** Lets requests for public host names in. */
  ingressController: 'ingress-controller',
  /** Signs users in before their requests reach a component. */
  authProxy: 'verrazzano-authproxy',
  /** Collects metrics. */
  metrics: 'prometheus',
  /** Configures proxies, and brings the gateways. */
  mesh: 'istio',
  /** Brings the collector of spans. */
  tracing: 'jaeger-operator',
} as const;

/** Key of the port at which a proxy serves its metrics. */
export const ENVOY_METRICS = { key: 'http-envoy-prom', port: 15090 } as const;

/** Key of the port at which NGINX takes requests for public host names. */
export const PUBLIC_PORT = 'https';
