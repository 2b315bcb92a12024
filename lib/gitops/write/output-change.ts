/** A file that an earlier run wrote, and that this one changes. */
export interface OutputChange {
  /** Path below the output folder, with forward slashes. */
  readonly path: string;
  /** Its content in the output folder. */
  readonly before: string;
  /** Its new content. */
  readonly after: string;
}

/** What a check says of changes. */
export interface ChangeFindings {
  /** Messages; nothing is written when there are any. */
  readonly errors: readonly string[];
  /** Messages for the result of the synthesis. */
  readonly notices: readonly string[];
}

/** Looks at the files that change before they are written. */
export type ChangeCheck = (changes: readonly OutputChange[]) => ChangeFindings;
