/** Exit codes of the commands. */
export const EXIT = {
  /** Nothing is wrong. */
  FINE: 0,
  /** There are findings, or input was refused. */
  FINDINGS: 1,
  /** The command line is wrong. */
  USAGE: 2,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
