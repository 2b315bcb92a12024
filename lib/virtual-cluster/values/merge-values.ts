import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/**
 * Values laid over defaults as Helm does it: objects are merged, all else is replaced, and null removes the default. A null
 * where there is no default stays.
 * @param values - what is stated
 * @param defaults - what holds otherwise
 */
export function mergeValues(values: JsonObject, defaults: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = {};
  for (const key of new Set([...Object.keys(values), ...Object.keys(defaults)])) {
    const value = mergedValue(values[key], defaults[key]);
    if (value !== undefined)
      Object.defineProperty(merged, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return merged;
}

function mergedValue(value: JsonValue | undefined, standard: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined) return standard;
  if (standard === undefined) return value;
  if (value === null) return undefined;
  return isJsonObject(value) && isJsonObject(standard) ? mergeValues(value, standard) : value;
}
