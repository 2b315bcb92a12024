/** What a value must be at run time, read from its TypeScript type. */
export type Shape = SimpleShape | CompositeShape | { readonly ref: string };

/** A shape without parts. */
export type SimpleShape = 'any' | 'string' | 'number' | 'boolean' | 'function' | 'null';

/** A shape with parts, or with conditions. */
export type CompositeShape =
  /** One of these values. */
  | { readonly values: readonly (string | number | boolean)[] }
  | { readonly list: Shape }
  /** Plain data with any keys. */
  | { readonly map: Shape }
  /** Plain data; the key of an optional field ends in `?`. */
  | { readonly fields: Readonly<Record<string, Shape>> }
  /** A value with behaviour: the name of its type, members that tell it, and the factories that make one. */
  | { readonly instance: string; readonly has: readonly string[]; readonly from?: readonly string[] }
  /** Any of these. */
  | { readonly of: readonly Shape[] };
