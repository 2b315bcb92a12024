import type { JsonValue } from '../../values/json';

/**
 * When a field is written by the platform operator, after it read a resource into its Go types:
 *
 * - `given`: whenever it was given and is not null (a Go pointer)
 * - `nonZero`: unless it is the empty value of its kind, such as `''`, `false`, `0` or an empty list (`omitempty`)
 * - `always`: even if it was never given (a Go struct, or a value without `omitempty`)
 */
type Presence = 'given' | 'nonZero' | 'always';

interface FieldBase {
  readonly presence: Presence;
  /** Whether the schema requires it, beside what Go always writes. @default - it may be left out */
  readonly required?: true;
  /** What the API server fills in when a resource is stored without this field. @default - nothing */
  readonly default?: JsonValue;
}

/** A field without inner structure. `json` is kept word for word, nulls included; `open` is any object without nulls. */
export interface ScalarField extends FieldBase {
  readonly kind: 'text' | 'flag' | 'integer' | 'quantity' | 'intOrText' | 'json' | 'open';
  /** The form that the schema demands of a string, and what it means. @default - any text */
  readonly form?: { readonly pattern: RegExp; readonly allowed: string };
  /** How many bits a whole number may have. @default 32 */
  readonly bits?: 32 | 64;
}

/** An object of known fields; all others are dropped. */
export interface ObjectField extends FieldBase {
  readonly kind: 'object';
  readonly fields: Fields;
  /** Whether the schema lets any member pass, of any type. @default - what `fields` does not name is unknown */
  readonly anyMembers?: true;
  /** Whether a merge takes the later object as a whole. @default - merged key by key */
  readonly replace?: true;
}

/** A list; the later one wins as a whole unless items are merged by key. */
export interface ListField extends FieldBase {
  readonly kind: 'list';
  readonly items: Field;
  /** The member by which items of both sides are matched. @default - the later list replaces the earlier one */
  readonly mergeKey?: string;
}

/** An object of free keys with values of one type. */
export interface MapField extends FieldBase {
  readonly kind: 'map';
  readonly values: Field;
}

/** What the platform operator knows about one field: its kind, when it is written, and how two sides of it merge. */
export type Field = ScalarField | ObjectField | ListField | MapField;

/** Fields by name. */
export interface Fields {
  readonly [name: string]: Field;
}

/** Text that is dropped when empty. */
export const text: ScalarField = { kind: 'text', presence: 'nonZero' };
/** Text that is kept when empty. */
export const givenText: ScalarField = { kind: 'text', presence: 'given' };
/** Text that is written even if missing, as `''`. */
export const alwaysText: ScalarField = { kind: 'text', presence: 'always' };
/** A switch that is kept when false. */
export const flag: ScalarField = { kind: 'flag', presence: 'given' };
/** A switch that is dropped when false. */
export const trueFlag: ScalarField = { kind: 'flag', presence: 'nonZero' };
/** A switch that is written even if missing, as `false`. */
export const alwaysFlag: ScalarField = { kind: 'flag', presence: 'always' };
/** A whole number that is kept when 0. */
export const integer: ScalarField = { kind: 'integer', presence: 'given' };
/** A whole number of 64 bits that is kept when 0. */
export const longInteger: ScalarField = { ...integer, bits: 64 };
/** A whole number that is dropped when 0. */
export const nonZeroInteger: ScalarField = { kind: 'integer', presence: 'nonZero' };
/** A whole number that is written even if missing, as 0. */
export const alwaysInteger: ScalarField = { kind: 'integer', presence: 'always' };
/** A number or text, as a port can be; written even if missing, as 0. */
export const alwaysIntOrText: ScalarField = { kind: 'intOrText', presence: 'always' };
/** A quantity that is kept when 0. */
export const quantity: ScalarField = { kind: 'quantity', presence: 'given' };
/** Any JSON, kept word for word. */
export const json: ScalarField = { kind: 'json', presence: 'given' };
/** An object whose members are not described here; kept, without nulls. */
export const open: ScalarField = { kind: 'open', presence: 'given' };

/** An object that is written when given, even if empty (a Go pointer to a struct). */
export function object(fields: Fields): ObjectField {
  return { kind: 'object', presence: 'given', fields };
}

/** An object that is always written (a plain Go struct), so that naming its parent writes it. */
export function struct(fields: Fields): ObjectField {
  return { kind: 'object', presence: 'always', fields };
}

/** The same object, replaced as a whole by a merge. */
export function replaced(field: ObjectField): ObjectField {
  return { ...field, replace: true };
}

/** The same field, required by the schema. */
export function required<T extends Field>(field: T): T {
  return { ...field, required: true };
}

/** A list that a merge replaces. */
export function list(items: Field): ListField {
  return { kind: 'list', presence: 'nonZero', items: { ...items, presence: 'always' } };
}

/** A list of objects that a merge matches by the member `mergeKey`. */
export function listByKey(mergeKey: string, fields: Fields): ListField {
  return { ...list(struct(fields)), mergeKey };
}

/** An object of free keys. */
export function map(values: Field): MapField {
  return { kind: 'map', presence: 'nonZero', values: { ...values, presence: 'always' } };
}
