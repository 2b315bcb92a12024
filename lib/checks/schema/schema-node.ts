import type { JsonValue } from '../../values/json';
import type { CelRule } from '../cel/rule';

/** What a value is. `any` takes everything; `quantity` and `int-or-string` are those of Kubernetes. */
export type SchemaType =
  'any' | 'array' | 'boolean' | 'int-or-string' | 'integer' | 'number' | 'object' | 'quantity' | 'string';

/** Keywords of OpenAPI that hold for a value by itself; names and meaning are those of JSON schema. */
export interface ValueRules {
  readonly enum?: readonly JsonValue[];
  readonly exclusiveMaximum?: boolean;
  readonly exclusiveMinimum?: boolean;
  readonly format?: string;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly maxProperties?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minProperties?: number;
  readonly minimum?: number;
  readonly multipleOf?: number;
  readonly pattern?: string;
  readonly uniqueItems?: boolean;
}

/** A schema of a value, as far as the API server looks at it. `Ref` is how it names the schemas of its parts. */
export interface SchemaShape<Ref> extends ValueRules {
  /** Absent: any type, as in the branches of `oneOf`. */
  readonly type?: SchemaType;
  /** Fields of an object. */
  readonly properties?: Readonly<Record<string, Ref>>;
  /** Values of a map. */
  readonly additional?: Ref;
  /** Items of a list. */
  readonly items?: Ref;
  /** Fields that must be there. */
  readonly required?: readonly string[];
  /** Unknown fields are kept. */
  readonly open?: boolean;
  /** What the API server writes where a field is missing; of custom resources only. */
  readonly default?: JsonValue;
  /** Null is a value. */
  readonly nullable?: boolean;
  /** A whole object with apiVersion, kind and metadata. */
  readonly embedded?: boolean;
  /** Keys by which the items of a list differ; an empty list: the items themselves differ. */
  readonly listKeys?: readonly string[];
  /** Rules in CEL; of custom resources only. */
  readonly rules?: readonly CelRule[];
  readonly allOf?: readonly Ref[];
  readonly anyOf?: readonly Ref[];
  readonly oneOf?: readonly Ref[];
  readonly not?: Ref;
}

/** A schema with the schemas of its parts. */
export interface SchemaNode extends SchemaShape<SchemaNode> {}

/** The schema that takes everything. */
export const ANY: SchemaNode = { type: 'any' };
