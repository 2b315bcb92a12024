import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { valueAtPath } from '../values/path';
import { specField } from './enablement';

/**
 * Chart values of a section as the effective resource sets them: its override items merged, the first item being the strongest, objects
 * key by key and lists replaced (`pkg/helm/helmcli.go` at v1.7.2). What ConfigMaps and Secrets hold is unknown here and left out.
 * @param spec - `spec` of the effective resource
 * @param section - keys below `spec.components`, such as `keycloak.mysql`
 */
export function sectionValues(spec: JsonObject, section: string): JsonObject {
  const items = itemsOf(spec, section).flatMap((item) => valueAtPath(item, ['values']) ?? []);
  return [...items]
    .reverse()
    .reduce<JsonObject>((merged, item) => (isJsonObject(item) ? over(merged, item) : merged), {});
}

/**
 * Whether a section has overrides whose values a ConfigMap or Secret holds, so that they are unknown here.
 * @param spec - `spec` of the effective resource
 * @param section - keys below `spec.components`
 */
export function hasUnknownValues(spec: JsonObject, section: string): boolean {
  return itemsOf(spec, section).some((item) =>
    ['configMapRef', 'secretRef'].some((key) => isJsonObject(valueAtPath(item, [key]))),
  );
}

/**
 * A chart value of a component as the effective resource sets it; undefined where no override does.
 * @param spec - `spec` of the effective resource
 * @param section - keys below `spec.components`
 * @param path - keys into its chart values; a number is a place in a list
 */
export function chartValue(
  spec: JsonObject,
  section: string,
  path: ReadonlyArray<string | number>,
): JsonValue | undefined {
  return valueAtPath(sectionValues(spec, section), path);
}

/**
 * A port number as YAML may hold it; undefined for anything else.
 * @param value - plain data
 */
export function portNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65535 ? number : undefined;
}

function itemsOf(spec: JsonObject, section: string): readonly JsonValue[] {
  const items = specField(spec, ...section.split('.'), 'overrides');
  return Array.isArray(items) ? (items as readonly JsonValue[]) : [];
}

function over(weak: JsonObject, strong: JsonObject): JsonObject {
  const merged = new Map<string, JsonValue | undefined>(Object.entries(weak));
  for (const [key, value] of Object.entries(strong)) {
    const before = merged.get(key);
    merged.set(key, isJsonObject(before) && isJsonObject(value) ? over(before, value) : value);
  }
  return Object.fromEntries(merged);
}
