import { describeProblem, type Problem } from '../../values/problem';

/** A problem of a merge. */
export interface MergeProblem extends Problem {
  /** Id of the platform operator's rule that this breaks. @default - a value of a wrong type */
  readonly rule?: string;
}

/**
 * Thrown when a resource has no effective form.
 *
 * The message has one line per problem: `[path] what is wrong; got <value>; allowed <values>; <what to do>`, where the path
 * leads into the resource: `spec.components.opensearch.nodes[0].replicas`.
 */
export class MergeError extends Error {
  override readonly name = 'MergeError';

  /** @param problems - everything that is wrong, in the order found; at least one; `at` is the path */
  constructor(readonly problems: readonly MergeProblem[]) {
    super(problems.map(describeProblem).join('\n'));
  }
}

/** Collects problems, so that a user sees all of one stage at once. */
export class MergeProblems {
  private readonly found: MergeProblem[] = [];

  /**
   * Adds a problem; nothing is thrown yet.
   * @param problem - what is wrong; `at` is a path into the resource
   */
  add(problem: Required<Problem> & MergeProblem): void {
    this.found.push(problem);
  }

  /**
   * Ends a stage.
   * @throws MergeError with all problems collected so far, if there are any
   */
  throwIfAny(): void {
    if (this.found.length > 0) throw new MergeError(this.found);
  }
}
