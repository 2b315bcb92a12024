import { isDeepStrictEqual } from 'util';
import type { VerrazzanoManifest } from '../definition/platform';
import type { JsonObject } from '../values/json';
import { isJsonObject } from '../values/json';
import { effectiveResource, withSchemaDefaults } from './merge';

/** How deep settings are looked at one by one: `spec.<field>`, `spec.components.<key>`, `spec.components.<key>.<field>`. */
const DEPTH = 3;

/** Kept although they change no setting: the profile cannot change later, and an upgrade waits for the version. */
const KEPT = ['profile', 'version'];

/**
 * Removes from a resource what its profile sets anyway: every setting whose absence makes no difference to the effective
 * resource. Found by trying, since the merge has too many exceptions to predict it.
 *
 * @param resource - the resource as the user states it; one that the platform operator refuses to merge is returned as it is
 */
export function differencesFromProfile(resource: VerrazzanoManifest): VerrazzanoManifest {
  const wanted = tryMerge(resource);
  if (wanted === undefined) return resource;
  const makesNoDifference = (spec: JsonObject): boolean => isDeepStrictEqual(tryMerge({ ...resource, spec }), wanted);
  return { ...resource, spec: pruned(resource.spec, makesNoDifference, DEPTH) };
}

function pruned(object: JsonObject, makesNoDifference: (object: JsonObject) => boolean, depth: number): JsonObject {
  let result = object;
  for (const key of Object.keys(object)) {
    if (KEPT.includes(key) && depth === DEPTH) continue;
    const { [key]: value, ...without } = result;
    if (makesNoDifference(without)) result = without;
    else if (depth > 1 && isJsonObject(value)) {
      const outer = result;
      result = { ...outer, [key]: pruned(value, (inner) => makesNoDifference({ ...outer, [key]: inner }), depth - 1) };
    }
  }
  return result;
}

function tryMerge(resource: VerrazzanoManifest): unknown {
  try {
    return effectiveResource(withSchemaDefaults(resource)).spec;
  } catch {
    return undefined;
  }
}
