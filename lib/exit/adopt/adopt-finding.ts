import { describeProblem, type Problem } from '../../values/problem';

/** Something that a reader of an adoption must know or decide. */
export interface AdoptFinding extends Problem {
  /** `error`: the result is wrong until it is mended. `warning`: it may be. `note`: how it came about. */
  readonly severity: 'error' | 'warning' | 'note';
}

/**
 * A finding as one line.
 * @param finding - the finding
 */
export function describeFinding({ severity, ...problem }: AdoptFinding): string {
  return `${severity}: ${describeProblem(problem)}`;
}
