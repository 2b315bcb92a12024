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
