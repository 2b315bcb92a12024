import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/** A type of CEL that is known before a rule is evaluated. */
export interface CelType {
  readonly kind: 'bool' | 'int' | 'double' | 'string' | 'null' | 'list' | 'map' | 'object';
  /** Type of the items of a list, or of the values of a map; undefined where it is not known. */
  readonly item?: CelType;
  /** Schema of an object. */
  readonly schema?: JsonObject;
}

/** Fields of whole objects, which no schema lists. */
const OF_OBJECTS: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** How deep lists and maps are read. */
const MAX_DEPTH = 20;

/** Formats of strings that have types of their own. */
const OTHERS: readonly string[] = ['byte', 'date', 'date-time', 'datetime', 'duration'];

const TEXTS: Readonly<Record<CelType['kind'], string>> = {
  bool: 'a bool',
  int: 'an int',
  double: 'a double',
  string: 'a string',
  null: 'null',
  list: 'a list',
  map: 'a map',
  object: 'an object',
};

/** A type in a message. */
export function typeText({ kind }: CelType): string {
  return TEXTS[kind];
}

/**
 * The type that values of a schema have; undefined where it is not known, as for numbers beside strings, times and what keeps unknown fields.
 * Source: apiserver, `pkg/cel/common/schemas.go`.
 * @param schema - a schema of a CustomResourceDefinition
 */
export function typeOfSchema(schema: JsonValue | undefined, depth = 0): CelType | undefined {
  if (!isJsonObject(schema) || depth > MAX_DEPTH || schema['x-kubernetes-int-or-string'] === true) return undefined;
  const { type, format, items } = schema;
  const inner = (of: JsonValue | undefined): Pick<CelType, 'item'> => {
    const item = typeOfSchema(of, depth + 1);
    return item === undefined ? {} : { item };
  };
  switch (type) {
    case 'boolean':
      return { kind: 'bool' };
    case 'integer':
      return { kind: 'int' };
    case 'number':
      return { kind: 'double' };
    case 'string':
      return typeof format === 'string' && OTHERS.includes(format) ? undefined : { kind: 'string' };
    case 'array':
      return { kind: 'list', ...inner(items) };
    case 'object':
      return objectType(schema, inner(schema.additionalProperties));
    default:
      return undefined;
  }
}

/** A map, or an object with fields. */
function objectType(schema: JsonObject, values: Pick<CelType, 'item'>): CelType | undefined {
  if (isJsonObject(schema.additionalProperties)) return { kind: 'map', ...values };
  return isJsonObject(schema.properties) || !isOpen(schema) ? { kind: 'object', schema } : undefined;
}

/** Whether an object may have fields that its schema does not list. */
function isOpen(schema: JsonObject): boolean {
  const flags = ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource', 'additionalProperties'];
  return flags.some((name) => schema[name] === true);
}

/**
 * The type of a field of an object.
 * @param object - the object
 * @param name - the field
 * @returns `none` where there is no such field, and undefined where its type is not known
 */
export function fieldType({ schema = {} }: CelType, name: string): CelType | 'none' | undefined {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  if (Object.hasOwn(properties, name)) return typeOfSchema(properties[name]);
  return isOpen(schema) || name.includes('__') || OF_OBJECTS.includes(name) ? undefined : 'none';
}
