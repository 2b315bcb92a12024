import type { JsonValue } from '../../values/json';
import { valueAtPath } from '../../values/path';

/** The value at a path of keys and positions; undefined when any part of the way is absent or null. */
export function dig(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue | undefined {
  return valueAtPath(value, path) ?? undefined;
}

/** As {@link dig}, below `components` of a spec; `keycloak.mysql` is a path of two keys. */
export function digComponent(
  spec: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  return dig(spec, 'components', ...path);
}
