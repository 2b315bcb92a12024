import { ChartValuesError } from '../charts/chart-values-error';
import { isSystemError } from '../gitops/write/file-system-error';
import { MergeError } from '../resource/merge/merge-error';
import { describeProblem, type Problem } from '../values/problem';
import { EXIT, type ExitCode } from './exit-code';
import { InputError } from './input/input-error';
import { systemError } from './input/read-text';
import { oneLine } from '../values/escape/visible';
import { tinted, writeLines, type Io } from './io';

/** One run of the program: where it writes to, and its exit code. */
export class Session {
  private worst: ExitCode = EXIT.FINE;

  /** @param io - where it writes to */
  constructor(readonly io: Io) {}

  /** Exit code of the program. */
  get exitCode(): ExitCode {
    return this.worst;
  }

  /** Remembers that there are findings. */
  fail(): void {
    this.worst = EXIT.FINDINGS;
  }

  /**
   * Does something with a file. Where the file is refused, that is written to standard error and remembered.
   * @param file - the file
   * @param work - what to do with it
   * @returns whether it was done
   */
  with(file: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      this.refused(refusalOf(file, error));
      return false;
    }
  }

  /**
   * Writes to standard error what cannot be done, and remembers it.
   * @param problem - what is wrong
   */
  refuse(problem: Problem): void {
    this.refused([oneLine(describeProblem(problem))]);
  }

  private refused(lines: readonly string[]): void {
    this.fail();
    const write = (text: string): void => this.io.err(text);
    writeLines(
      write,
      lines.map((line) => tinted(this.io, 'bad', line)),
    );
  }
}

/** Anything else that is thrown is a bug in this program. */
function refusalOf(file: string, error: unknown): string[] {
  if (error instanceof InputError) return [error.message];
  if (isSystemError(error)) return [systemError(error.path ?? file, error).message];
  if (error instanceof ChartValuesError) return [oneLine(describeProblem({ at: file, what: error.message }))];
  if (!(error instanceof MergeError)) throw error;
  return error.problems.map((problem) => {
    const at = problem.at === undefined ? file : `${file}: ${problem.at}`;
    return oneLine(describeProblem({ ...problem, at }));
  });
}
