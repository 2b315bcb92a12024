/** Text, with limits where the schema has them. */
export interface TextSchema {
  readonly type: 'text';
  readonly pattern?: RegExp;
  /** What `pattern` means, for messages. */
  readonly allowed?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** `byte`: base64. @default - any text */
  readonly format?: 'byte';
}

/** A whole number within limits. */
export interface IntegerSchema {
  readonly type: 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  /** How many bits its field has. @default - it is not limited */
  readonly bits?: 32 | 64;
}

/** Known members, and those that must be there. */
interface ObjectSchema {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  /** Whether members that `fields` does not name are kept. @default false */
  readonly open?: true;
  /** Whether it is an object of Kubernetes with apiVersion and kind. @default false */
  readonly embedded?: true;
}

/** What the schema of a CustomResourceDefinition says of a value. */
export type Schema =
  | TextSchema
  | IntegerSchema
  | { readonly type: 'flag' }
  | { readonly type: 'any' | 'intOrText' | 'quantity' }
  | { readonly type: 'list'; readonly items: Schema }
  | { readonly type: 'map'; readonly values: Schema }
  | ObjectSchema;

/** Any text. */
export const text: TextSchema = { type: 'text' };
/** A Secret's entry: base64. */
export const base64: TextSchema = { type: 'text', format: 'byte' };
/** True or false. */
export const flag: Schema = { type: 'flag' };
/** A whole number. */
export const integer: IntegerSchema = { type: 'integer' };
/** A port by number or name. */
export const intOrText: Schema = { type: 'intOrText' };
/** An object of any members. */
export const open: ObjectSchema = { type: 'object', fields: {}, required: [], open: true };
/** A whole Kubernetes object inside another one. */
export const embedded: ObjectSchema = { ...open, embedded: true };

/** A list. */
export function list(items: Schema): Schema {
  return { type: 'list', items };
}

/** An object of free keys. */
export function map(values: Schema): Schema {
  return { type: 'map', values };
}

/** An object of these members. */
export function object(fields: Readonly<Record<string, Schema>>, ...required: readonly string[]): ObjectSchema {
  return { type: 'object', fields, required };
}
