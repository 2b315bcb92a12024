import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isSameKind, withoutNulls } from '../merge/nulls';

/** The merged document, or the path at which it cannot be merged. */
export type IstioMerge = { readonly merged: JsonObject } | { readonly clash: string };

/** Sections that upstream's types describe; every other object in the document is free-form. */
const DESCRIBED = ['', 'spec', 'spec.components'];

/**
 * `patch` merged over `original` as a strategic merge patch of an IstioOperator document: objects that its types describe
 * merge key by key, lists are replaced, a null of the patch removes the member. Below `spec.values` nothing is described, and
 * two objects or two lists under one key there cannot be merged.
 *
 * Source: `StrategicMergePatch` of k8s.io/apimachinery 0.25.4 over `IstioOperatorSpec` of istio.io/api.
 */
export function mergeIstioOperator(original: JsonObject, patch: JsonObject): IstioMerge {
  try {
    return { merged: merge(original, patch, '') };
  } catch (error) {
    if (error instanceof Clash) return { clash: error.path };
    throw error;
  }
}

class Clash extends Error {
  constructor(readonly path: string) {
    super(path);
  }
}

function merge(original: JsonObject, patch: JsonObject, path: string): JsonObject {
  const result = new Map(Object.entries(original));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) result.delete(key);
    else result.set(key, mergeMember(result.get(key), value, path, key));
  }
  return Object.fromEntries(result);
}

function mergeMember(before: JsonValue | undefined, value: JsonValue, path: string, key: string): JsonValue {
  if (!isSameKind(before, value)) return withoutNulls(value);
  const here = path === '' ? key : `${path}.${key}`;
  const isNested = isJsonObject(value) || isJsonList(value);
  if (isNested && !DESCRIBED.includes(path)) throw new Clash(here);
  return isJsonObject(before) && isJsonObject(value) ? merge(before, value, here) : value;
}
