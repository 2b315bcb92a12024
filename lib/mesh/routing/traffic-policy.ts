import type { JsonObject } from '../../values/json';
import type { MeshLoadBalancer } from '../../values/mesh-load-balancer';
import type { MeshTls } from '../../values/mesh-tls';
import type { Problem } from '../../values/problem';
import { countProblems, durationProblems, rangeProblems } from './checks';
import { withoutUndefined } from '../../values/json';

/** Limits for connections to a host, of each proxy. */
export interface ConnectionPool {
  /** TCP connections at most. @default - no limit */
  readonly maxConnections?: number;
  /** Time to connect, a Go duration. @default - 10s */
  readonly connectTimeout?: string;
  /** Requests that may wait for a connection. @default - no limit */
  readonly maxPendingRequests?: number;
  /** Requests at the same time. @default - no limit */
  readonly maxRequests?: number;
  /** Requests of one connection; 1 switches keep-alive off. @default - no limit */
  readonly maxRequestsPerConnection?: number;
  /** Retries at the same time. @default - no limit */
  readonly maxRetries?: number;
  /** Time after which an idle connection is closed, a Go duration. @default - 1h */
  readonly idleTimeout?: string;
}

/** When a pod that answers with errors is left out for a while. */
export interface OutlierDetection {
  /** Answers 5xx in a row; 0 switches this off. @default - 5 */
  readonly consecutive5xxErrors?: number;
  /** Answers 502, 503 and 504 in a row. @default - off */
  readonly consecutiveGatewayErrors?: number;
  /** Time between two checks, a Go duration. @default - 10s */
  readonly interval?: string;
  /** Time for which a pod is left out, a Go duration; it grows with each time. @default - 30s */
  readonly baseEjectionTime?: string;
  /** Share of the pods that may be left out, 0 to 100. @default - 10 */
  readonly maxEjectionPercent?: number;
  /** Share of healthy pods below which all are used again, 0 to 100. @default - 0 */
  readonly minHealthPercent?: number;
}

/** How a proxy talks to a host. */
export interface TrafficPolicy {
  /** How it chooses a pod. @default - `MeshLoadBalancer.leastRequest()` */
  readonly loadBalancer?: MeshLoadBalancer;
  /** Limits for connections. @default - none */
  readonly connectionPool?: ConnectionPool;
  /** When a pod is left out. @default - never */
  readonly outlierDetection?: OutlierDetection;
  /** How it encrypts. @default - mutual TLS of the mesh to pods with a sidecar, plaintext to others */
  readonly tls?: MeshTls;
}

/** Problems of a policy. */
export function policyProblems({
  connectionPool: pool = {},
  outlierDetection: outlier = {},
}: TrafficPolicy): Problem[] {
  return [
    ...countProblems('maxConnections', pool.maxConnections, 1),
    ...countProblems('maxPendingRequests', pool.maxPendingRequests, 1),
    ...countProblems('maxRequests', pool.maxRequests, 1),
    ...countProblems('maxRequestsPerConnection', pool.maxRequestsPerConnection),
    ...countProblems('maxRetries', pool.maxRetries),
    ...durationProblems('connectTimeout', pool.connectTimeout),
    ...durationProblems('idleTimeout', pool.idleTimeout),
    ...countProblems('consecutive5xxErrors', outlier.consecutive5xxErrors),
    ...countProblems('consecutiveGatewayErrors', outlier.consecutiveGatewayErrors),
    ...durationProblems('interval', outlier.interval),
    ...durationProblems('baseEjectionTime', outlier.baseEjectionTime),
    ...rangeProblems('maxEjectionPercent', outlier.maxEjectionPercent, 0, 100),
    ...rangeProblems('minHealthPercent', outlier.minHealthPercent, 0, 100),
  ];
}

/** A policy as Istio reads it; undefined when it says nothing. */
export function policySpec(policy: TrafficPolicy): JsonObject | undefined {
  const spec = withoutUndefined({
    loadBalancer: policy.loadBalancer?.settings,
    connectionPool: policy.connectionPool && poolSpec(policy.connectionPool),
    outlierDetection: policy.outlierDetection && withoutUndefined({ ...policy.outlierDetection }),
    tls: policy.tls?.settings,
  });
  return Object.keys(spec).length === 0 ? undefined : spec;
}

function poolSpec(pool: ConnectionPool): JsonObject | undefined {
  const tcp = withoutUndefined({ maxConnections: pool.maxConnections, connectTimeout: pool.connectTimeout });
  const http = withoutUndefined({
    http1MaxPendingRequests: pool.maxPendingRequests,
    http2MaxRequests: pool.maxRequests,
    maxRequestsPerConnection: pool.maxRequestsPerConnection,
    maxRetries: pool.maxRetries,
    idleTimeout: pool.idleTimeout,
  });
  const both = withoutUndefined({ tcp: isEmpty(tcp) ? undefined : tcp, http: isEmpty(http) ? undefined : http });
  return isEmpty(both) ? undefined : both;
}

function isEmpty(fields: JsonObject): boolean {
  return Object.keys(fields).length === 0;
}
