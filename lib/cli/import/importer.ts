import type { Expression } from './expression';
import type { Note } from './metadata';

/** The scope of an imported object: a chart of a plain cdk8s app, or a cluster of a `GitOpsApp`. */
export type ImportTarget = 'chart' | 'cluster';

/** A custom kind. */
export interface ImportedKind {
  /** API group. */
  readonly group: string;
  /** Kind. */
  readonly kind: string;
  /** Whether its objects are in a namespace. */
  readonly namespaced: boolean;
}

/** One object of a file, as a program makes it. */
export interface Imported {
  /** Proposed id of the chart or cluster, any text. */
  readonly id: string;
  /** Where the program differs from the file. */
  readonly notes: readonly Note[];
  /** Whether it is put into the one Chart or cluster of the program for such objects, and needs no facts. @default false */
  readonly isShared?: boolean;
  /** Custom kind of an object that is kept as it is; a `GitOpsApp` has to know its scope. @default - none */
  readonly kind?: ImportedKind;
  /**
   * The statement that makes it; it uses the constants `app` and `kubernetes`, or `chart` or `cluster` where it is shared.
   * @param target - its scope
   * @param id - id of the scope, or of itself where it is shared; unique in the program
   */
  statement(target: ImportTarget, id: string): Expression;
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
