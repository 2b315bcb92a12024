import type { ChangeKind, ChangeLevel } from '../replacement-change';

/** What a finding is about: a change of the chart, or a rule of the way between two versions. */
export type HopFindingKind =
  | ChangeKind
  /** The way back. */
  | 'downgrade'
  /** A stop is left out. */
  | 'stop'
  /** The version must not be used. */
  | 'version'
  /** Version of Kubernetes. */
  | 'kubernetes'
  /** Another component comes first. */
  | 'need'
  /** State of the replacement: retired, moved, behind a paywall. */
  | 'status';

/** One finding about a hop. */
export interface HopFinding {
  /** `error`: applied as it is, the hop fails or loses something. `warning`: something else must follow. `note`: worth knowing. */
  readonly level: ChangeLevel;
  /** What it is about. */
  readonly kind: HopFindingKind;
  /** What changes or is wrong. */
  readonly what: string;
  /** What to do. */
  readonly fix: string;
  /**
   * First version that has it.
   * @default - it is about the hop as a whole
   */
  readonly since?: string;
  /** Public source. */
  readonly source: string;
}

/** Levels, worst first. */
const HOP_LEVELS: readonly ChangeLevel[] = ['error', 'warning', 'note'];

/**
 * Findings by level, worst first; those of one level keep their order.
 * @param findings - the findings
 */
export function worstFirst(findings: readonly HopFinding[]): HopFinding[] {
  return HOP_LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
}
