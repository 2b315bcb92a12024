import type { Change } from '../checks/diff/change';
import type { CheckFinding } from '../checks/finding';
import type { ClusterManifest } from '../cluster/estate-clusters';

/** The files of one cluster. */
export interface ClusterInput {
  /** Name of the cluster: that of its folder. */
  readonly name: string;
  /** What its files hold, Lists item by item. Files are named relative to the directory of the estate. */
  readonly manifests: readonly ClusterManifest[];
  /** The same objects with those that controllers of known custom kinds make of them. */
  readonly expanded: readonly ClusterManifest[];
  /** The README of its folder; undefined where there is none. */
  readonly readme?: string;
  /** Findings on its files. */
  readonly findings: readonly CheckFinding[];
}

/** The clusters that one directory delivers. */
export interface EstateInput {
  /** Name of the directory. */
  readonly name: string;
  readonly clusters: readonly ClusterInput[];
  /** What delivers them: the objects of the folder `argocd`. */
  readonly root: readonly ClusterManifest[];
  /** Findings on files of no cluster. */
  readonly findings: readonly CheckFinding[];
}

/** What is read from directories. */
export interface ReportInput {
  /** The heading. */
  readonly title: string;
  /** Version of this package. */
  readonly version: string;
  /** Versions of Kubernetes that the findings are for. */
  readonly kubernetes: string;
  readonly estates: readonly EstateInput[];
  /** The state before, and what changed since; undefined where only one state is shown. */
  readonly before?: {
    readonly name: string;
    readonly after: string;
    readonly estates: readonly EstateInput[];
    readonly changes: readonly Change[];
  };
}
