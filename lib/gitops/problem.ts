import { counted } from '../values/counted';
import { describeProblem, type Problem } from '../values/problem';

/**
 * One line of the form `[construct/path] what is wrong; got <value>; allowed <values>; <what to do>`.
 *
 * @param path - construct path; the empty path of the app reads `[app]`
 * @param text - the parts of the message
 */
export function problem(path: string, text: Problem): string {
  return describeProblem({ ...text, at: path || 'app' });
}

/**
 * One error that lists every problem, sorted, each once.
 *
 * @param problems - messages as `problem()` makes them, at least one
 */
export function problemsError(problems: readonly string[]): Error {
  const unique = [...new Set(problems)].sort();
  const head = counted(unique.length, 'problem');
  return new Error(`${head}; nothing was written:\n${unique.map((line) => `- ${line}`).join('\n')}`);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
