import type { Problem } from '../../values/problem';
import { describeProblem } from '../../values/problem';

/** Thrown for input that is refused; the message is one line. */
export class InputError extends Error {
  override readonly name = 'InputError';

  /** @param problem - what is wrong; `at` is the file */
  constructor(readonly problem: Problem) {
    super(oneLine(describeProblem(problem)));
  }
}

/**
 * A text without line ends and other control characters, so that a file cannot forge lines or drive the terminal.
 * @param text - any text
 */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD');
}
