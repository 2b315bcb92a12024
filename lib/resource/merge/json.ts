import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/**
 * An object of `entries`, with its keys in code-unit order and without undefined members.
 *
 * A key named `__proto__` becomes an own member like every key and never touches a prototype.
 */
export function jsonObject(entries: Iterable<readonly [string, JsonValue | undefined]>): JsonObject {
  const present = [...entries].filter(([, value]) => value !== undefined);
  const isSorted = present.every(([key], index) => index === 0 || (present[index - 1]?.[0] ?? '') < key);
  if (!isSorted) present.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(present);
}

/** A deep copy of `value` with all object keys in code-unit order; nulls are kept, undefined members are dropped. */
export function copyJson(value: JsonValue): JsonValue {
  if (isJsonList(value)) return value.map(copyJson);
  if (!isJsonObject(value)) return value;
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) setOwn(copy, key, copyJson(member));
  }
  return copy;
}

/** Makes an own member, for `__proto__` too, which an assignment would take for the prototype. */
function setOwn(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
