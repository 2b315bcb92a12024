import { specField } from '../definition/enablement';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';

/**
 * A chart value of a component as the effective resource sets it; undefined where no override does. Values that ConfigMaps and
 * Secrets hold are unknown here and count as not set.
 *
 * The first item of the list wins, and objects are merged key by key (`pkg/helm/helmcli.go` at v1.7.2).
 * @param spec - `spec` of the effective resource
 * @param specKey - key of the component
 * @param path - keys into its chart values; a number is a place in a list
 */
export function chartValue(
  spec: JsonObject,
  specKey: string,
  path: ReadonlyArray<string | number>,
): JsonValue | undefined {
  const items = specField(spec, specKey, 'overrides');
  for (const item of Array.isArray(items) ? (items as readonly JsonValue[]) : []) {
    const value = valueAt(item, ['values', ...path]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/**
 * What lies at a path of plain data; undefined when any part of the way is absent.
 * @param value - plain data
 * @param path - keys, and numbers for places in lists
 */
function valueAt(value: JsonValue | undefined, path: ReadonlyArray<string | number>): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((current, key) => {
    if (typeof key === 'number') return Array.isArray(current) ? (current as readonly JsonValue[])[key] : undefined;
    return isJsonObject(current) ? current[key] : undefined;
  }, value);
}
