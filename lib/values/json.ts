/** A scalar as JSON and YAML know it. */
export type JsonScalar = string | number | boolean | null;

/** Any JSON value. */
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;

/** A JSON object; `undefined` fields are left out when it is rendered. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/**
 * Tells whether a value is a JSON object (neither null nor a list).
 * @param value - any value
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Tells whether a value is a list of JSON values.
 * @param value - any value
 */
export function isJsonList(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * A value that is an object; an empty one for everything else.
 * @param value - any value
 */
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/**
 * The items of a value that is a list; none for everything else.
 * @param value - any value
 */
export function listOf(value: unknown): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}

/**
 * The objects in a value that is a list; none for everything else.
 * @param value - any value
 */
export function objectsOf(value: unknown): JsonObject[] {
  return listOf(value).filter(isJsonObject);
}

/**
 * A value that is a string; an empty one for everything else.
 * @param value - any value
 */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * A value that is a string with characters; undefined for everything else.
 * @param value - any value
 */
export function filledText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * The own member of an object; undefined for what it inherits, such as `constructor`.
 * @param object - the object
 * @param key - the key
 */
export function ownMember(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * An object without its members that are undefined; those of objects in it stay.
 * @param object - the object
 */
export function withoutUndefined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

/**
 * The value of a JSON text; undefined for a text that is not JSON.
 * @param text - the text
 */
export function parsedJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/**
 * A value as JSON as programs in Go write it. It can be inside of a script element: nothing in it ends the element or begins a comment.
 * @param value - the value; it is not undefined
 */
export function htmlSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Typed options as plain JSON, at every depth without members that are undefined.
 * @param value - the options
 * @throws Error for a BigInt, which JSON does not have
 */
export function plainJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value, withoutBigInt)) as JsonObject;
}

function withoutBigInt(key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  throw new Error(`[${key}] a BigInt is not a value of JSON; got ${value}n; allowed a number or a string`);
}
