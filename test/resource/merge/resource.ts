import type { VerrazzanoResource } from '../../../lib/resource/merge';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/values/json';

/** A v1beta1 resource with `spec`. */
export function resource(spec: JsonObject): VerrazzanoResource {
  return { apiVersion: 'install.verrazzano.io/v1beta1', kind: 'Verrazzano', metadata: { name: 'vz' }, spec };
}

/** The member of `value` at a dotted path, such as `components.opensearch.nodes.0.name`. */
export function at(value: JsonValue | undefined, path: string): JsonValue | undefined {
  return path.split('.').reduce<JsonValue | undefined>((current, key) => {
    if (Array.isArray(current)) return (current as readonly JsonValue[])[Number(key)];
    return isJsonObject(current) ? current[key] : undefined;
  }, value);
}

/** `value`, frozen at every depth, so that writing to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
