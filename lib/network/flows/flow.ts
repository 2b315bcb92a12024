import type { Elsewhere } from '../../definition/call-definition';
import type { Workload } from '../../definition/workload';

/**
 * Why a flow exists.
 *
 * - `ingress`: from outside to a load balancer, and from there to what an Ingress exposes
 * - `call`: a workload calls another one
 * - `own`: pods of one workload among themselves
 * - `scrape`: Prometheus collects metrics
 * - `webhook`: the API server asks a webhook, or an aggregated API
 * - `api-server`: a workload calls the API server
 * - `mesh`: a sidecar or gateway calls istiod, or sends spans to the Jaeger collector
 * - `dns`: name lookups
 * - `egress`: to a host beyond the cluster
 * - `user`: a program added it with `allow`
 */
export type FlowKind =
  'ingress' | 'call' | 'own' | 'scrape' | 'webhook' | 'api-server' | 'mesh' | 'dns' | 'egress' | 'user';

/** A workload of the platform as an end of a flow. */
export interface WorkloadEnd {
  /** Kind of the end. */
  readonly kind: 'workload';
  /** Name of the component. */
  readonly component: string;
  /** The workload. */
  readonly workload: Workload;
}

/** An end inside the cluster that is not a workload of the platform. */
export interface ElsewhereEnd {
  /** Kind of the end. */
  readonly kind: Elsewhere;
}

/** Pods that a user names. */
export interface PodsEnd {
  /** Kind of the end. */
  readonly kind: 'pods';
  /** Labels of their namespaces; empty selects every namespace. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** Labels of the pods; empty selects every pod. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Hosts or addresses beyond the cluster. */
export interface ExternalEnd {
  /** Kind of the end. */
  readonly kind: 'external';
  /** Name of the external end. */
  readonly name: string;
  /** Host names; `<...>` marks a part that depends on the site. */
  readonly hosts: readonly string[];
  /** Addresses in CIDR notation; empty when they are not set, so that only ports can be restricted. */
  readonly cidrs: readonly string[];
  /** The hosts are public names of this cluster. */
  readonly hairpin: boolean;
  /** The hosts belong to another cluster of the same estate. */
  readonly cluster: 'admin' | 'managed' | undefined;
}

/** One end of a flow. */
export type FlowEnd = WorkloadEnd | ElsewhereEnd | PodsEnd | ExternalEnd;

/** A port of a flow: one number at the destination. */
export interface FlowPort {
  /** Number of the port of the destination pods. */
  readonly port: number;
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP';
  /** Key of the port in the definition of the destination; undefined where it has none. */
  readonly name: string | undefined;
}

/** One permitted kind of traffic. */
export interface Flow {
  /** Id, stable for the same kind and ends: `<kind>: <from> -> <to>`. */
  readonly id: string;
  /** Why it exists. */
  readonly kind: FlowKind;
  /** Source: opens the connection. */
  readonly from: FlowEnd;
  /** Destination. */
  readonly to: FlowEnd;
  /** Ports at the destination, sorted; `all` is every port of every protocol. */
  readonly ports: readonly FlowPort[] | 'all';
  /** Purpose, in a few words. */
  readonly reason: string;
  /** Which part of which definition it follows from, such as `grafana: calls prometheus`. */
  readonly source: string;
  /** When it happens, as prose; undefined if always. */
  readonly when: string | undefined;
  /** Name of the Service that is called, in the namespace of the destination; undefined when the pods are called. */
  readonly service: string | undefined;
  /** Why upstream's own policies or mesh refuse it; undefined when they do not. */
  readonly refusedUpstream: string | undefined;
}
