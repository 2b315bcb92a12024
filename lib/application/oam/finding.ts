import { described, referenceTo, type KubeObject } from './object';

/**
 * How serious a finding is. `refused`: admission refuses the object. `error`: release 1.7.2 reports an error about it and
 * makes less than was asked for. `warning`: it is made, but not as one would expect.
 */
export type OamSeverity = 'refused' | 'error' | 'warning';

/** Something to know about a translation. */
export interface OamFinding {
  /** How serious it is. */
  readonly severity: OamSeverity;
  /** The object: `Kind namespace/name`. */
  readonly object: string;
  /** What is wrong. */
  readonly what: string;
  /** The wrong value. */
  readonly got?: string;
  /** The allowed values. */
  readonly allowed?: string;
  /** What to do. */
  readonly fix: string;
}

/** The parts of a finding that are not its object. */
export type FindingText = Omit<OamFinding, 'object' | 'severity'>;

/** Collects findings; the same one is kept once. */
export class Findings {
  private readonly found = new Map<string, OamFinding>();

  /** All findings, by what tells them apart. */
  get entries(): ReadonlyMap<string, OamFinding> {
    return this.found;
  }

  /** All findings, in the order in which they came up. */
  get all(): readonly OamFinding[] {
    return [...this.found.values()];
  }

  /**
   * Adds a finding.
   * @param severity - how serious it is
   * @param object - the object, or its description
   * @param text - what is wrong and what to do
   */
  add(severity: OamSeverity, object: KubeObject | string, text: FindingText): void {
    const finding = { severity, object: typeof object === 'string' ? object : described(referenceTo(object)), ...text };
    this.found.set(`${finding.object} ${finding.what} ${finding.got ?? ''}`, finding);
  }
}
