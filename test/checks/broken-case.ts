import type { CheckRule } from '../../lib/checks/finding';

/** One way to break the good application, and what must be found of it and nothing else. */
export interface BrokenCase {
  readonly name: string;
  /** A string of the good application, which occurs once, and what is in its place. */
  readonly replace: ReadonlyArray<readonly [text: string, by: string]>;
  readonly rule: CheckRule;
  /** Object and field of the finding. */
  readonly at: string;
  /** Line of the finding in the broken file holds this text. */
  readonly line?: string;
}
