import { withoutCredentials } from './credential-patterns';
import { valueText } from './escape/value-text';
import { oneLine } from './escape/visible';

/** The parts of an error message of this library. */
export interface Problem {
  /** Where: a construct path, or the name of a factory such as `Dns.oci`. Left out where cdk8s adds the construct path. */
  readonly at?: string;
  /** What is wrong, in the user's words. */
  readonly what: string;
  /** The wrong value. */
  readonly got?: unknown;
  /** The allowed values. */
  readonly allowed?: string;
  /** What to do. */
  readonly fix?: string;
}

/**
 * Writes a problem as `[where] what is wrong; got <value>; allowed <values>; <what to do>`: one line, in which every
 * character is seen, whatever the parts hold, and without credentials that have the form of one.
 * @param problem - the parts of the message; the optional ones are left out when absent
 */
export function describeProblem(problem: Problem): string {
  const parts = [problem.at === undefined ? problem.what : `[${problem.at}] ${problem.what}`];
  if ('got' in problem) parts.push(`got ${valueText(problem.got)}`);
  if (problem.allowed !== undefined) parts.push(`allowed ${problem.allowed}`);
  if (problem.fix !== undefined) parts.push(problem.fix);
  return oneLine(withoutCredentials(parts.join('; ')));
}

/**
 * Throws all problems as one error, one line each; does nothing when there are none.
 * @param problems - the problems found
 * @param at - the place of problems that do not state one: a construct path, or the name of a factory
 * @throws Error that lists every problem
 */
export function throwProblems(problems: readonly Problem[], at?: string): void {
  if (problems.length === 0) return;
  const placed = at === undefined ? problems : problems.map((problem) => ({ at, ...problem }));
  throw new Error(placed.map(describeProblem).join('\n'));
}
