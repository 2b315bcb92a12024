import type { JsonValue } from '../../values/json';
import type { Path } from '../../values/path';

/** What a schema refuses; and `wide`, a number that is taken, and that programs cannot read. */
export type SchemaProblemCode =
  'unknown-field' | 'type' | 'required' | 'value' | 'wide' | 'duplicate-item' | 'null-item' | 'alternative';

/** A value that a schema refuses. */
export interface SchemaProblem {
  readonly code: SchemaProblemCode;
  /** Where. */
  readonly path: Path;
  /** What is wrong, as the rest of a sentence about the path. */
  readonly what: string;
  /** The value; left out where it says nothing. */
  readonly got?: JsonValue;
  /** What is allowed. */
  readonly allowed?: string;
}

/** What is wrong with a value by itself. */
export type FoundInValue = Omit<SchemaProblem, 'path'>;

/**
 * Whether the API server refuses an object for a problem, and does not only drop a field.
 * @param problem - the problem
 */
export function isRefusal({ code }: SchemaProblem): boolean {
  return code !== 'unknown-field' && code !== 'wide';
}
