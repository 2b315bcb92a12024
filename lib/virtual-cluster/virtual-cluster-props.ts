import type { HostObject } from './names/host-names';
import type { VirtualDistribution } from './options/virtual-distribution';
import type { VirtualDns } from './options/virtual-dns';
import type { VirtualExposure } from './options/virtual-exposure';
import type { VirtualStore } from './options/virtual-store';
import type { VirtualClusterValues } from './values/value-types';

/** What knows where virtual objects are on the outermost host: another virtual cluster. */
export interface HostObjects {
  /**
   * Where a virtual object is on the outermost host.
   * @param name - its name
   * @param namespace - its virtual namespace
   * @param kind - its kind, for the few that have names of their own
   */
  hostObject(name: string, namespace: string, kind?: string): HostObject;
}

/** A Service, and the one it is shown as on the other side. */
export interface ReplicatedService {
  /** `namespace/name`; from the host also `name`, in the namespace of the virtual cluster. */
  readonly from: string;
  /** To the host a plain name, in the namespace of the virtual cluster; from the host `namespace/name`. */
  readonly to: string;
}

/** Kinds that can be synchronized to the host, as the configuration names them. */
export type ToHostKind =
  | 'configMaps'
  | 'endpoints'
  | 'ingresses'
  | 'networkPolicies'
  | 'persistentVolumeClaims'
  | 'persistentVolumes'
  | 'podDisruptionBudgets'
  | 'priorityClasses'
  | 'secrets'
  | 'serviceAccounts'
  | 'services'
  | 'storageClasses'
  | 'volumeSnapshotContents'
  | 'volumeSnapshots';

/** Kinds of the host that can be shown inside, as the configuration names them. */
export type FromHostKind =
  | 'csiDrivers'
  | 'csiNodes'
  | 'csiStorageCapacities'
  | 'events'
  | 'ingressClasses'
  | 'nodes'
  | 'priorityClasses'
  | 'runtimeClasses'
  | 'storageClasses'
  | 'volumeSnapshotClasses';

/** What goes to the host and what comes from it. */
export interface SyncProps {
  /** Kinds that go to the host or not. @default - what pods need: Services, Endpoints, claims, ConfigMaps and Secrets in use */
  readonly toHost?: Readonly<Partial<Record<ToHostKind, boolean>>>;
  /** Kinds that come from the host or not; most need rights outside of the namespace. @default - events */
  readonly fromHost?: Readonly<Partial<Record<FromHostKind, boolean>>>;
  /** ConfigMaps of the host: `namespace/name` or `namespace/*` there to the same inside. @default - none */
  readonly configMapsFromHost?: Readonly<Record<string, string>>;
  /** Secrets of the host, alike. @default - none */
  readonly secretsFromHost?: Readonly<Record<string, string>>;
  /**
   * Ingresses go to the host, whose controller serves them; the classes of the host come inside too when this is `with-classes`.
   * @default false
   */
  readonly ingresses?: boolean | 'with-classes';
}

/** What keeps a virtual cluster apart from its neighbours. */
export interface IsolationProps {
  /** Quota of the namespace: true for that of the chart, or quantities by resource. @default false */
  readonly quota?: boolean | Readonly<Record<string, string | number>>;
  /** Limits of containers: true for those of the chart, or more exactly. @default - as `quota` */
  readonly limits?: boolean | NonNullable<NonNullable<VirtualClusterValues['policies']>['limitRange']>;
  /** NetworkPolicies of the chart, for egress; with the blocks that workloads may not reach. @default false */
  readonly networkPolicy?: boolean | { readonly fallbackDns?: string; readonly except?: readonly string[] };
  /**
   * Namespaces of the host whose pods may open connections to workloads, such as that of the ingress controller. With a list, even an
   * empty one, two NetworkPolicies of our own close what the chart leaves open: its policies say nothing about ingress.
   * @default - every pod of the host may
   */
  readonly admitFrom?: readonly string[];
  /** Pod security standard of every virtual namespace. @default - none */
  readonly podSecurity?: 'privileged' | 'baseline' | 'restricted';
}

/** A kubeconfig that the control plane writes. */
export interface KubeconfigProps {
  /** Name of its context. @default - `kubernetes-super-admin@kubernetes` */
  readonly context?: string;
  /** Address of the API. @default - that of `exposure`, or `https://localhost:8443` */
  readonly server?: string;
  /** An account inside, whose token replaces the client certificate. @default - the administrator, by certificate */
  readonly serviceAccount?: { readonly name: string; readonly namespace?: string; readonly clusterRole?: string };
  /** Further Secrets with a kubeconfig; each has a name, a namespace, or both. @default - none but `vc-NAME` */
  readonly secrets?: ReadonlyArray<{
    readonly name?: string;
    readonly namespace?: string;
    readonly context?: string;
    readonly server?: string;
  }>;
}

/** Properties of a `VirtualCluster`. */
export interface VirtualClusterProps {
  /** Namespace on the host. */
  readonly namespace: string;
  /** Name: a DNS-1035 label of at most 53 characters. @default - the id of the construct */
  readonly name?: string;
  /** The Kubernetes that runs inside. @default VirtualDistribution.kubernetes() */
  readonly distribution?: VirtualDistribution;
  /** Where its objects are kept. @default VirtualStore.sqlite() */
  readonly store?: VirtualStore;
  /** Replicas of the control plane; more than one needs a store other than SQLite. @default 1 */
  readonly replicas?: number;
  /** Volume of the control plane. @default - 5Gi of the default class where the store needs it, kept when it is deleted */
  readonly volume?: {
    readonly size?: string;
    readonly storageClass?: string;
    readonly whenDeleted?: 'Retain' | 'Delete';
  };
  /** A scheduler inside, with the nodes of the host; without, pods are scheduled by the host. @default false */
  readonly virtualScheduler?: boolean;
  /** What goes to the host and what comes from it. @default - what pods need */
  readonly sync?: SyncProps;
  /** DNS. @default VirtualDns.separate() */
  readonly dns?: VirtualDns;
  /** Domain of the virtual cluster. @default 'cluster.local' */
  readonly clusterDomain?: string;
  /** Names that are not known inside are resolved by the host. @default false */
  readonly fallbackToHostDns?: boolean;
  /** Services of the host that are shown inside; needs rights outside of the namespace. @default - none */
  readonly servicesFromHost?: readonly ReplicatedService[];
  /** Services inside that are shown on the host. @default - none */
  readonly servicesToHost?: readonly ReplicatedService[];
  /** What keeps it apart from its neighbours. @default - nothing */
  readonly isolation?: IsolationProps;
  /** How its API is reached from outside of the host. @default - not at all */
  readonly exposure?: VirtualExposure;
  /** The kubeconfig that the control plane writes. @default - Secret `vc-NAME` */
  readonly kubeconfig?: KubeconfigProps;
  /** Every virtual namespace is a namespace of the host, with these labels. vCluster 0.26 no longer has it. @default false */
  readonly multiNamespace?: boolean | { readonly labels: Readonly<Record<string, string>> };
  /** Other virtual clusters are in the same namespace. vCluster 0.25 no longer has it. @default false */
  readonly sharesNamespace?: boolean;
  /** The edition of the image: `oss` has nothing of what `findings` says only the paid one honours. @default 'pro' */
  readonly edition?: 'pro' | 'oss';
  /** The virtual cluster that this one runs in. @default - it runs in the cluster that the objects are delivered to */
  readonly host?: HostObjects;
  /** Version of Kubernetes on the host. @default - that of the facts about the host cluster; else 1.31.0, as Helm assumes without a cluster */
  readonly hostVersion?: string;
  /** All other values of the chart, by path; they win over everything else. @default - none */
  readonly values?: VirtualClusterValues;
}
