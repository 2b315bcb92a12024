import type { Change } from '../checks/diff/change';
import type { CheckFinding } from '../checks/finding';
import type { EstateCluster } from '../cluster/estate-clusters';
import type { FlowKind } from '../network/flows';
import type { JsonObject } from '../values/json';

/** Everything that a report shows, as plain data that JSON can hold. It follows from the files of the directories alone. */
export interface Report {
  /** The heading: what the directories are called. */
  readonly title: string;
  /** Version of this package. */
  readonly version: string;
  /** Versions of Kubernetes that the findings are for, such as `1.24-1.28`. */
  readonly kubernetes: string;
  /** The clusters, by estate and name. */
  readonly clusters: readonly ClusterReport[];
  /** The estates: the clusters of one directory, with their roles. */
  readonly estates: readonly EstateReport[];
  /** Findings of `check` that belong to no cluster, such as those on the root Applications. */
  readonly findings: readonly CheckFinding[];
  /** What changed; undefined where only one state is shown. */
  readonly comparison?: DirectoryComparison;
}

/** The clusters that one directory delivers. */
export interface EstateReport {
  /** Name of the directory. */
  readonly name: string;
  /** Its clusters: roles, rings and registrations. */
  readonly clusters: ReadonlyArray<EstateCluster & { readonly id: string }>;
  /** Traffic between its clusters. */
  readonly links: readonly ClusterLink[];
}

/** Traffic from one cluster of an estate to another. */
export interface ClusterLink {
  /** Name of the cluster that opens the connection. */
  readonly from: string;
  /** Name of the other cluster. */
  readonly to: string;
  /** Who opens it, and who is reached: names of components. */
  readonly components: readonly [from: string, to: string];
  /** TCP ports, such as `443`. */
  readonly ports: string;
  /** Host names to which connections are opened. */
  readonly hosts: readonly string[];
  /** Whether it goes over the connection of Rancher's agent, so that no firewall has to let it through. */
  readonly relayed: boolean;
  /** Purpose. */
  readonly reason: string;
}

/** Where the facts about a platform come from. */
export type PlatformSource =
  /** The Verrazzano resource; the platform operator installs it. */
  | 'resource'
  /** The Applications that install its charts. */
  | 'charts'
  /** There is no platform. */
  | 'none';

/** One cluster. */
export interface ClusterReport {
  /** Unique in the report: the name, with that of the estate where there are several. */
  readonly id: string;
  /** Name of the cluster, or of the directory. */
  readonly name: string;
  /** Name of the estate. */
  readonly estate: string;
  /** Where the facts about its platform come from. */
  readonly source: PlatformSource;
  /** Profile of the Verrazzano resource; undefined where there is none. */
  readonly profile?: string;
  /** Version of Verrazzano; undefined where the files do not state it. */
  readonly version?: string;
  /** Environment and DNS suffix, as in host names; undefined without platform. */
  readonly domain?: string;
  /** Why facts about the platform could not be derived; empty when they could. */
  readonly problems: readonly string[];
  /** Numbers of objects by kind, most frequent first. */
  readonly kinds: ReadonlyArray<{ readonly kind: string; readonly count: number }>;
  /** All components of Verrazzano, enabled ones first; empty without platform. */
  readonly components: readonly ComponentReport[];
  /** Images, sorted. */
  readonly images: readonly ImageReport[];
  /** Secrets that must exist. */
  readonly secrets: readonly SecretReport[];
  /** What remains to be done at run time, in order. */
  readonly steps: ReadonlyArray<{ readonly title: string; readonly moment: string; readonly instructions: string }>;
  /** Delivery units in the order of delivery. */
  readonly units: readonly UnitReport[];
  /** Host names and their certificates. */
  readonly ingresses: readonly IngressReport[];
  /** Who talks to whom. */
  readonly topology: Topology;
  /** Findings of `check`, in the order of files. */
  readonly findings: readonly CheckFinding[];
  /** Order of the hops to maintained charts; empty without platform. */
  readonly ladder: readonly RungReport[];
}

/** A component of Verrazzano on one cluster. */
export interface ComponentReport {
  /** Name that the platform operator gives it. */
  readonly name: string;
  /** Kind of component. */
  readonly category: string;
  /** Whether it is on. */
  readonly enabled: boolean;
  /** Namespace. */
  readonly namespace: string;
  /** Version of its application in release 1.7.2; `with <component>` for a part of the chart of another one. */
  readonly version: string;
  /** State of its replacement, such as `maintained` or `none`. */
  readonly maintenance: string;
  /** The state in words, and its public source. */
  readonly statement: string;
  readonly statementSource: string;
  /** Newest chart that is still maintained, with its version; undefined where there is none. */
  readonly successor?: string;
  /** Products among its images that are past their end of life. */
  readonly endOfLife: ReadonlyArray<{
    readonly product: string;
    readonly version: string;
    readonly date: string;
    readonly source: string;
  }>;
}

/** An image. */
export interface ImageReport {
  /** As pods name it. */
  readonly reference: string;
  /** Components or objects whose pods pull it. */
  readonly usedBy: readonly string[];
}

/** A Secret that must exist and is not in Git. */
export interface SecretReport {
  readonly namespace: string;
  readonly name: string;
  /** Keys, comma separated; empty where they are free. */
  readonly keys: string;
  readonly usedBy: string;
  readonly what: string;
}

/** A delivery unit. */
export interface UnitReport {
  /** Wave: units of lower waves are in sync and healthy before it is applied. */
  readonly wave: number;
  readonly name: string;
  /** What is in it: a number of objects, `chart` or `kustomization`; empty where it is not known. */
  readonly content: string;
  readonly description: string;
}

/** A host name that an Ingress, Gateway or route serves. */
export interface IngressReport {
  readonly host: string;
  /** The object: `Kind namespace/name`. */
  readonly object: string;
  /** Who answers: `namespace/service:port`, or a component. */
  readonly backend: string;
  /** Component of the platform; undefined for objects of others. */
  readonly component?: string;
  /** Secret with the certificate; undefined without TLS. */
  readonly tlsSecret?: string;
  /** Issuer of the certificate; undefined where the files do not say. */
  readonly issuer?: string;
  /** Whether the object is in the files, or a controller of the platform creates it. */
  readonly written: boolean;
}

/** Pods of one owner, or another end of traffic. */
export interface TopologyNode {
  /** Id of the peer for pods, such as `shop/web[Deployment]`; otherwise `<type>:<text>`. */
  readonly id: string;
  readonly type: 'workload' | 'elsewhere' | 'external' | 'pods' | 'addresses' | 'group';
  readonly label: string;
  /** Namespace of pods; undefined for other ends. */
  readonly namespace?: string;
  readonly kind?: string;
  /** Component of the platform. */
  readonly component?: string;
  /** Ports that the pods declare, such as `TCP 8080`. */
  readonly ports?: string;
  /** Host names or addresses. */
  readonly hosts?: readonly string[];
  /** Directions in which a policy isolates the pods. */
  readonly isolated?: ReadonlyArray<'ingress' | 'egress'>;
}

/** Kind of an edge: that of a flow, or `policy` for what policies allow and no flow names. */
export type EdgeKind = FlowKind | 'policy';

/** Traffic between two nodes. */
export interface TopologyEdge {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** Such as `TCP 8080,9000-9010`. */
  readonly ports: string;
  readonly reason: string;
  /** Which definition it follows from; empty for `policy`. */
  readonly source: string;
  /** When it happens; undefined if always. */
  readonly when?: string;
  /** Why Verrazzano's own policies or mesh refuse it; undefined where they do not. */
  readonly refused?: string;
  /**
   * Whether policies and mesh let it through; `unknown` where the files do not say it: some addresses get through, and those of the
   * other end are not known, or a policy is not evaluated.
   */
  readonly state: 'open' | 'closed' | 'open in part' | 'unknown';
}

/** Who talks to whom in one cluster. */
export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
  /** Objects that decide about connectivity, with the fields that decide only; `explain` evaluates them. */
  readonly objects: readonly JsonObject[];
  /** Where a policy is: its file, or who creates it, by the name that explanations have for it. */
  readonly policies: Readonly<Record<string, string>>;
  /** What is doubtful. */
  readonly warnings: readonly string[];
  /** Whether policies are there that are not evaluated, so that no answer is certain. */
  readonly unevaluated: readonly string[];
}

/** One hop of the ladder to maintained charts. */
export interface RungReport {
  readonly number: number;
  readonly component: string;
  readonly from: string;
  readonly to: string;
  /** Version of the application after it. */
  readonly app: string;
  /** Why the ladder stops at this version; undefined where it is the goal. */
  readonly why?: string;
  readonly after: ReadonlyArray<{ readonly rung: number; readonly why: string }>;
  readonly findings: ReadonlyArray<{ readonly level: string; readonly what: string; readonly fix: string }>;
}

/** What changed between two directories. */
export interface DirectoryComparison {
  /** Name of the directory before. */
  readonly before: string;
  /** Name of the directory after. */
  readonly after: string;
  /** Objects and connections that differ, the greatest risk first. */
  readonly changes: readonly Change[];
  /** The clusters of both sides by name. */
  readonly clusters: readonly ClusterComparison[];
  /** What each risk is, in order. */
  readonly risks: ReadonlyArray<{ readonly risk: string; readonly level: string; readonly text: string }>;
}

/** One cluster before and after. */
export interface ClusterComparison {
  readonly name: string;
  /** Facts that can be compared at a glance. */
  readonly facts: ReadonlyArray<{ readonly name: string; readonly before: string; readonly after: string }>;
  /** Traffic that is not as it was, the greatest risk first. */
  readonly traffic: readonly TrafficDifference[];
}

/** Traffic that differs. */
export interface TrafficDifference {
  readonly kind: string;
  readonly fromOutside: boolean;
  readonly from: string;
  readonly to: string;
  readonly before: string;
  readonly after: string;
}
