import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/**
 * Applies a JSON merge patch: objects are merged, lists and scalars replaced, null removes. Neither input is touched.
 *
 * Source: RFC 7396, section 2.
 *
 * @param target - what is patched
 * @param patch - the patch
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const result = new Map(Object.entries(target));
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) result.delete(key);
    else if (change !== undefined) result.set(key, patchedMember(result.get(key), change));
  }
  return Object.fromEntries(result);
}

function patchedMember(target: JsonValue | undefined, change: JsonValue): JsonValue {
  return isJsonObject(change) ? mergePatch(isJsonObject(target) ? target : {}, change) : change;
}
