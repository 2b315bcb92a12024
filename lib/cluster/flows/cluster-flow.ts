import type { Platform } from '../../definition/platform';
import type { Flow } from '../../network/flows';

/** A cluster of an estate with its profile. */
export interface ProfiledCluster {
  /** Name of the cluster. */
  readonly name: string;
  /** Its profile, with its flows. */
  readonly platform: Platform & { readonly flows: readonly Flow[] };
}

/** An admin cluster and the clusters that it manages. */
export interface Estate {
  /** The admin cluster. */
  readonly admin: ProfiledCluster;
  /** Its managed clusters. */
  readonly managed: readonly ProfiledCluster[];
}

/** An end of traffic between clusters. */
export interface ClusterFlowEnd {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Its role. */
  readonly role: Platform['role'];
  /** Name of the component, as the platform operator gives it; `api-server` is the API server of the cluster. */
  readonly component: string;
  /** Workload of the component; undefined for a destination, which is reached through the ingress controller. */
  readonly workload: string | undefined;
  /** Name that Verrazzano's documentation, Network Traffic, has for it. */
  readonly title: string;
}

/** Traffic from a component of one cluster to one of another cluster of the estate. */
export interface ClusterFlow {
  /** Who opens the connection. */
  readonly from: ClusterFlowEnd;
  /** Who is reached. */
  readonly to: ClusterFlowEnd;
  /** Host names to which connections are opened; `<...>` marks a part that is known only in the cluster. */
  readonly hosts: readonly string[];
  /** TCP ports. */
  readonly ports: readonly number[];
  /**
   * Whether it goes through Rancher of the admin cluster, over the connection that the agent of the managed cluster opened: then no
   * firewall has to let it through.
   */
  readonly relayed: boolean;
  /** Whether it is a row of the table Multicluster egress in Verrazzano's documentation, Network Traffic. */
  readonly documented: boolean;
  /** Purpose, in a few words. */
  readonly reason: string;
  /** When it happens, as prose; undefined if always. */
  readonly when: string | undefined;
}
