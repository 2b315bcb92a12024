/**
 * Ends of traffic that are not workloads of the platform.
 *
 * - `applications`: pods in namespaces that the platform manages for its users (label `verrazzano-managed=true`)
 * - `injected`: pods in namespaces of users that Istio injects sidecars into (label `istio-injection=enabled`), managed or not
 * - `cluster`: any pod of the cluster. As a destination it does not open pods of the platform, which declare their own callers
 * - `nodes`: the network of the nodes (kubelet, host-network pods)
 * - `dns`: the name servers of the cluster in kube-system
 * - `api-server`: the Kubernetes API server, which no selector matches
 * - `outside`: beyond the cluster, through a load balancer or a NodePort
 */
export type Elsewhere = 'applications' | 'injected' | 'cluster' | 'nodes' | 'dns' | 'api-server' | 'outside';

/** Traffic from a workload to another one inside the cluster. */
export interface CallDefinition {
  /**
   * Component that is called, as `<component>/<workload>` where it means one workload of several, or an end that is not a
   * workload of the platform. A workload of the same component is written with the component's name as well.
   */
  readonly to: string | { readonly elsewhere: Exclude<Elsewhere, 'outside' | 'api-server'> };
  /**
   * Ports of the destination pods: keys of the definition, or numbers where no workload of the platform listens. Empty means
   * every port: the ports are not known.
   */
  readonly ports: ReadonlyArray<string | number>;
  /** Purpose, in a few words. */
  readonly reason: string;
  /**
   * Components that must be enabled besides both ends.
   * @default - none
   */
  readonly with?: readonly string[];
  /**
   * When it happens, as prose; it counts as traffic in any case.
   * @default - always, while both ends are enabled
   */
  readonly when?: string;
  /**
   * Service that is called; which of its ports follows from `ports`.
   * @default - the pods are called
   */
  readonly service?: string;
  /** Why upstream's own policies or mesh refuse it. */
  readonly refusedUpstream?: string;
}

/** Traffic from a workload to a host beyond the cluster. */
export interface ExternalCallDefinition {
  /** What is called. */
  readonly what: string;
  /** Host names; `<...>` marks a part that depends on the site. Empty when only the user knows them. */
  readonly hosts: readonly string[];
  /** Ports; empty when only the user knows them. */
  readonly ports: readonly number[];
  /**
   * Transport protocols.
   * @default ['TCP']
   */
  readonly protocols?: ReadonlyArray<'TCP' | 'UDP'>;
  /**
   * When it happens, as prose.
   * @default - always
   */
  readonly when?: string;
  /**
   * Other components that must be enabled.
   * @default - none
   */
  readonly with?: readonly string[];
  /**
   * It happens only when it is configured outside the Verrazzano resource: it is not a flow of the platform, and must be added
   * with `allow`.
   */
  readonly optional?: true;
  /**
   * Setting of the effective resource that causes it.
   * @default - none in particular
   */
  readonly setting?: ExternalSetting;
  /**
   * Where the effective resource states the hosts and ports; they take precedence over `hosts` and `ports`.
   * @default - nowhere
   */
  readonly stated?: readonly StatedAddress[];
  /**
   * Hosts that are called only while a setting is on.
   * @default - all of them always
   */
  readonly hostsWhen?: Readonly<Record<string, ExternalSetting>>;
  /** The host is a public name of this cluster: packets come back in through the load balancer, or go to NGINX at once. */
  readonly hairpin?: true;
  /** The host belongs to the admin cluster or to managed clusters of the same estate. */
  readonly cluster?: 'admin' | 'managed';
  /** What fails when it is closed. */
  readonly ifBlocked?: string;
}

/**
 * Where a resource states addresses, as URLs or `<host>:<port>`: a field below `spec.components`, or a chart value of a
 * section. Keys are separated by dots, and `*` is every item of a list.
 */
export type StatedAddress = { readonly field: string } | { readonly section: string; readonly value: string };

/** Settings of the effective resource that cause traffic to hosts beyond the cluster. */
export type ExternalSetting =
  | 'acme'
  | 'acme-production'
  | 'acme-staging'
  | 'oci-dns'
  | 'opensearch-plugins'
  | 'dashboards-plugins'
  | 'external-opensearch'
  | 'oci-logging'
  | 'grafana-database'
  | 'grafana-smtp'
  | 'jaeger-opensearch'
  | 'jaeger-cassandra'
  | 'remote-write'
  | 'cluster-api';

/** A source, besides workloads of the platform, that may reach a workload. */
export interface ServedDefinition {
  /** The source. */
  readonly from: Exclude<Elsewhere, 'dns'>;
  /** Ports: keys of the definition. */
  readonly ports: readonly string[];
  /** Purpose, in a few words. */
  readonly reason: string;
  /** Why upstream's own policies refuse it. */
  readonly refusedUpstream?: string;
}

/**
 * How well the destinations of a workload are known.
 *
 * - `proven`: all follow from source code or rendered manifests
 * - `documented`: they follow from documentation and part of the source code; options may add some
 * - `unknown`: open ended, or not determined
 */
export type EgressKnowledge = 'proven' | 'documented' | 'unknown';
