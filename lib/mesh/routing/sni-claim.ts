/** Connections that a TLS route takes, for one host that clients name. */
export interface SniClaim {
  /** The host, which may begin with `*.`. */
  readonly host: string;
  /** Port of the gateway or the Service; undefined is any. */
  readonly port: number | undefined;
  /** Gateways for which it counts. */
  readonly gateways: readonly string[];
}

/**
 * Whether one TLS route takes all connections of another: Envoy chooses by the most specific host, so that only equal hosts compete.
 *
 * Source: filter chain matching of Envoy; `analyzeUnreachableTLSRules` in `pkg/config/validation/validation.go` of Istio 1.19.
 */
export function coversConnections(outer: SniClaim, inner: SniClaim): boolean {
  return (
    outer.host === inner.host &&
    (outer.port === undefined || outer.port === inner.port) &&
    inner.gateways.every((gateway) => outer.gateways.includes(gateway))
  );
}

/** Whether a connection can be of both TLS routes, so that their order decides. */
export function canBeBoth(one: SniClaim, other: SniClaim): boolean {
  return (
    one.host === other.host &&
    (one.port === undefined || other.port === undefined || one.port === other.port) &&
    one.gateways.some((gateway) => other.gateways.includes(gateway))
  );
}
