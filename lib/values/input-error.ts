import type { Problem } from './problem';
import { describeProblem } from './problem';

/** Thrown for input that is refused; the message is one line. */
export class InputError extends Error {
  override readonly name = 'InputError';

  /** @param problem - what is wrong; `at` is the file */
  constructor(readonly problem: Problem) {
    super(describeProblem(problem));
  }
}
