/**
 * Ends of traffic that are no workload of the platform.
 *
 * - `applications`: pods in namespaces that the platform manages for its users (label `verrazzano-managed=true`)
 * - `injected`: pods in namespaces of users that Istio injects sidecars into (label `istio-injection=enabled`), managed or not
 * - `cluster`: any pod of the cluster. As a destination it opens no pod of the platform: what reaches those is said with them
 * - `nodes`: the network of the nodes (kubelet, host-network pods)
 * - `dns`: the name servers of the cluster in kube-system
 * - `api-server`: the Kubernetes API server, which no selector matches
 * - `outside`: beyond the cluster, through a load balancer or a NodePort
 */
export type Elsewhere = 'applications' | 'injected' | 'cluster' | 'nodes' | 'dns' | 'api-server' | 'outside';

/** Traffic from a workload to another one inside the cluster. */
export interface CallDefinition {
  /**
   * Component that is called, as `<component>/<workload>` where it means one workload of several, or an end that is no workload
   * of the platform. The own component stands under its own name.
   */
  readonly to: string | { readonly elsewhere: Exclude<Elsewhere, 'outside' | 'api-server'> };
  /**
   * Ports of the destination pods: keys of the definition, or numbers where no workload of the platform listens. Empty is every
   * port: the platform does not know which.
   */
  readonly ports: ReadonlyArray<string | number>;
  /** What for, in a few words. */
  readonly reason: string;
  /**
   * Components that must be enabled besides both ends.
   * @default - none
   */
  readonly with?: readonly string[];
  /**
   * When it happens, for people; it counts as traffic all the same.
   * @default - always, while both ends are enabled
   */
  readonly when?: string;
  /**
   * Service that is dialled; which of its ports follows from `ports`.
   * @default - the pods are dialled
   */
  readonly service?: string;
  /** Why upstream's own rules or mesh refuse it at present. */
  readonly refusedUpstream?: string;
}

/** Traffic from a workload to a host beyond the cluster. */
export interface ExternalCallDefinition {
  /** What is dialled. */
  readonly what: string;
  /** Host names; `<...>` stands for what depends on the site. Empty when the user alone knows. */
  readonly hosts: readonly string[];
  /** Ports; empty when the user alone knows. */
  readonly ports: readonly number[];
  /**
   * Transport protocols.
   * @default ['TCP']
   */
  readonly protocols?: ReadonlyArray<'TCP' | 'UDP'>;
  /**
   * When it happens, for people.
   * @default - always
   */
  readonly when?: string;
  /**
   * Other components that must be enabled.
   * @default - none
   */
  readonly with?: readonly string[];
  /**
   * It happens only when somebody configures it beyond the Verrazzano resource; it is no flow of the platform, and whoever
   * configures it allows it.
   */
  readonly optional?: true;
  /**
   * Which setting of the effective resource causes it.
   * @default - none in particular
   */
  readonly setting?: ExternalSetting;
  /**
   * Where the effective resource states the hosts and ports; what stands here wins over `hosts` and `ports`.
   * @default - nowhere
   */
  readonly stated?: readonly StatedAddress[];
  /**
   * Hosts that are dialled only while a setting is on.
   * @default - all of them always
   */
  readonly hostsWhen?: Readonly<Record<string, ExternalSetting>>;
  /** The host is a public name of this cluster: packets come back in through the load balancer, or go to NGINX at once. */
  readonly hairpin?: true;
  /** The host belongs to the admin cluster or to managed clusters of the same estate. */
  readonly cluster?: 'admin' | 'managed';
  /** What stops working when it is closed. */
  readonly ifBlocked?: string;
}

/**
 * Where a resource states addresses, as URLs or `<host>:<port>`: a field below `spec.components`, or a chart value of a section. Dots
 * stand between keys, and `*` is every item of a list.
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

/** Who besides workloads of the platform may reach a workload. */
export interface ServedDefinition {
  /** Who. */
  readonly from: Exclude<Elsewhere, 'dns'>;
  /** Ports: keys of the definition. */
  readonly ports: readonly string[];
  /** What for, in a few words. */
  readonly reason: string;
  /** Why upstream's own rules refuse it at present. */
  readonly refusedUpstream?: string;
}

/**
 * How well the destinations of a workload are known.
 *
 * - `proven`: all follow from source code or rendered manifests
 * - `documented`: they follow from documentation and partial reading; an option of the user may add some
 * - `unknown`: open ended, or not determined
 */
export type EgressKnowledge = 'proven' | 'documented' | 'unknown';
