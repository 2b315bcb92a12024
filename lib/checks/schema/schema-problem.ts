import type { JsonValue } from '../../values/json';
import type { Path } from '../../values/path';

/** What a schema refuses. */
export type SchemaProblemCode =
  'unknown-field' | 'type' | 'required' | 'value' | 'duplicate-item' | 'null-item' | 'alternative';

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
