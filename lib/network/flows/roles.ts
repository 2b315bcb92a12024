/**
 * Components that take part in the traffic of others in a way that no single definition states. Everything else about them
 * (workloads, ports, labels) is read from their definitions.
 */
export const ROLES = {
  /** Accepts requests for public host names. */
  ingressController: 'ingress-controller',
  /** Signs users in before their requests reach a component. */
  authProxy: 'verrazzano-authproxy',
  /** Collects metrics. */
  metrics: 'prometheus',
  /** Configures proxies, and installs the gateways. */
  mesh: 'istio',
  /** Installs the collector of spans. */
  tracing: 'jaeger-operator',
} as const;

/** Key of the port at which a proxy serves its metrics. */
export const ENVOY_METRICS = { key: 'http-envoy-prom', port: 15090 } as const;

/** Key of the port at which NGINX takes requests for public host names. */
export const PUBLIC_PORT = 'https';
