import type { WarningKind } from '../../../connectivity';

/** Severity of a discrepancy for the security of a cluster. */
export type DiscrepancySeverity = 'high' | 'medium' | 'low';

/**
 * How a discrepancy is found.
 *
 * - `connectivity`: from upstream's policies and the pods of the platform alone
 * - `comparison`: by comparing what they open and close with the flows and definitions
 * - `not-in-manifests`: not from manifests of workloads and NetworkPolicies
 */
export type FoundBy = 'connectivity' | 'comparison' | 'not-in-manifests';

/**
 * The platform on which a sign is visible.
 *
 * - `everything`: profile prod with every component enabled
 * - `argocd`: the same, and the policy of Argo CD exists, which the operator never creates
 * - `prod`, `managed-cluster`: the profile as it comes
 * - `no-oam`: prod without OAM
 */
export type Scene = 'everything' | 'argocd' | 'prod' | 'managed-cluster' | 'no-oam';

/** Where a sign is visible. */
interface Seen {
  /**
   * The platform.
   * @default 'everything'
   */
  readonly on?: Scene;
}

/** The evaluator warns about an object. */
export interface WarningSign extends Seen {
  readonly kind: 'warning';
  /** Kind of the warning. */
  readonly warning: WarningKind;
  /** `namespace/name` of the policy. */
  readonly policy: string;
  /**
   * Rule that the warning is about.
   * @default - the whole policy
   */
  readonly rule?: string;
}

/** Ports are open, which is wrong whatever the flows are. */
export interface ReachSign extends Seen {
  readonly kind: 'reach';
  /** `namespace/name` of a workload, a sample pod or a probe, or `outside`. */
  readonly from: string;
  /** The same. */
  readonly to: string;
  /** TCP ports, or all. */
  readonly ports: readonly number[] | 'all';
}

/** A rule opens ports beyond the flows. */
export interface OpensSign extends Seen {
  readonly kind: 'opens';
  /** `namespace/name ingress[n]`. */
  readonly rule: string;
  /** TCP ports, or all. */
  readonly ports: readonly number[] | 'all';
  /**
   * `namespace/name` of the source, or `namespace/*`.
   * @default - any source
   */
  readonly from?: string;
}

/** Ports are closed although they are needed. */
export interface ClosesSign extends Seen {
  readonly kind: 'closes';
  /** As in {@link ReachSign}. */
  readonly from: string;
  /** As in {@link ReachSign}. */
  readonly to: string;
  /** TCP ports. */
  readonly ports: readonly number[];
}

/** No policy selects workloads for ingress. */
export interface UncoveredSign extends Seen {
  readonly kind: 'uncovered';
  /** `namespace/name` of the workloads. */
  readonly workloads: readonly string[];
}

/** Labels in peers of a policy that no pod has. */
export interface DeadSign extends Seen {
  readonly kind: 'dead';
  /** `namespace/name` of the policy. */
  readonly policy: string;
  /** `key=value` of the labels. */
  readonly labels: readonly string[];
  /**
   * Number of its peers that repeat an earlier one with the same ports.
   * @default 0
   */
  readonly repeats?: number;
}

/** A row of a table of the documentation differs from the flows. */
export interface DocumentationSign {
  readonly kind: 'documentation';
  /** Id in `DOCUMENTATION_DIFFERENCES`. */
  readonly difference: string;
}

/** A sign of a discrepancy, which a test looks for. */
export type Sign = WarningSign | ReachSign | OpensSign | ClosesSign | UncoveredSign | DeadSign | DocumentationSign;

/** How the library's own policies avoid a discrepancy; the table of answers names the tests. */
export type OwnAnswer =
  'exact' | 'open' | 'selected' | 'named' | 'names' | 'entry' | 'flows' | 'egress' | 'cni' | 'apart' | 'none';

/** A fact about upstream's policies and their surroundings. */
export interface Discrepancy {
  /** Number of the fact, such as `O-01`. */
  readonly id: string;
  /** Severity; undefined for facts about the documentation. */
  readonly severity: DiscrepancySeverity | undefined;
  /** The fault, in a few words. */
  readonly says: string;
  /** How it is found. */
  readonly found: FoundBy;
  /** Its signs; empty where manifests do not show it. */
  readonly signs: readonly Sign[];
  /** How the library's own policies avoid it. */
  readonly ours: OwnAnswer;
}

/** A row in the files of this folder: id, severity, words, answer, signs. */
export type Row = readonly [
  id: string,
  severity: DiscrepancySeverity | undefined,
  says: string,
  ours: OwnAnswer,
  ...signs: readonly Sign[],
];

/**
 * Rows as discrepancies.
 * @param found - how all of them are found
 * @param rows - the rows
 */
export function foundBy(found: FoundBy, rows: readonly Row[]): readonly Discrepancy[] {
  return rows.map(([id, severity, says, ours, ...signs]) => ({ id, severity, says, found, signs, ours }));
}
