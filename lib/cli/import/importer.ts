import type { Expression } from './expression';
import type { Note } from './metadata';

/** The scope of an imported object: a chart of a plain cdk8s app, or a cluster of a `GitOpsApp`. */
export type Target = 'chart' | 'cluster';

/** One object of a file, as a program makes it. */
export interface Imported {
  /** Proposed id of the chart or cluster, any text. */
  readonly id: string;
  /** Where the program differs from the file. */
  readonly notes: readonly Note[];
  /**
   * The statement that makes it; it uses the constants `app` and `kubernetes`.
   * @param target - its scope
   * @param id - id of the scope, unique in the program
   */
  statement(target: Target, id: string): Expression;
}

/** Reads the objects of one kind. */
export interface Importer {
  /** Kind of the objects. */
  readonly kind: string;
  /**
   * The objects of this kind in a file.
   * @param file - path of a YAML or JSON file
   * @throws InputError when the file is refused
   * @throws MergeError when an object cannot be converted
   */
  read(file: string): readonly Imported[];
}
