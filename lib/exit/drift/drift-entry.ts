import type { JsonValue } from '../../values/json';

/** How one object of a cluster differs from what the program makes of it. */
export type DriftKind = 'extra' | 'missing' | 'changed' | 'unknown';

/** A field that the program would change. */
export interface FieldDrift {
  /** Path of the field. */
  readonly path: string;
  /** What runs; undefined when the field is not set. */
  readonly runs: JsonValue | undefined;
  /** What the program makes. */
  readonly wanted: JsonValue | undefined;
}

/** One difference between a cluster and a program. */
export interface DriftEntry {
  /**
   * `extra`: it runs and the program does not make it. `missing`: the program makes it and the dump, which lists all of its kind, lacks it.
   * `changed`: fields differ. `unknown`: the dump does not list its kind.
   */
  readonly kind: DriftKind;
  /** `Kind namespace/name`. */
  readonly object: string;
  /** Component that it belongs to; undefined where that is not known. */
  readonly component: string | undefined;
  /** Fields, for `changed`. */
  readonly fields: readonly FieldDrift[];
}
