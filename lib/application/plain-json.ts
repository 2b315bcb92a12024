import type { JsonObject } from '../values/json';

/**
 * Typed options as plain JSON, without members that are undefined.
 * @param value - the options
 */
export function plainJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
