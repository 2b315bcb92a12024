import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isJsonList, ownMember } from '../merge/json';

/** The value at a path of keys and positions; undefined when any part of the way is absent or null. */
export function dig(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') here = isJsonList(here) ? here[step] : undefined;
    else here = isJsonObject(here) ? ownMember(here, step) : undefined;
  }
  return here ?? undefined;
}

/** As {@link dig}, below `components` of a spec; `keycloak.mysql` is a path of two keys. */
export function digComponent(
  spec: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  return dig(spec, 'components', ...path);
}

/** A value as text; `''` for everything else. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The items of a value that is a list; none for everything else. */
export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonList(value) ? value : [];
}

/** A value as an object; an empty one for everything else. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
