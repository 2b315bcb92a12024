import { objectAt } from '../../connectivity/manifest';
import type { Profile } from '../../profile/profile';
import { toV1beta1 } from '../../resource/convert';
import { MergeError } from '../../resource/merge';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { FoundVerrazzano } from '../adopt/adopt-verrazzano';
import type { DriftEntry } from './drift-entry';
import { manifestDrift } from './drift-manifest';

/**
 * What the program would change in the Verrazzano resource itself. A resource of version v1alpha1 is compared after its conversion, as the
 * conversion webhook shows it.
 * @param found - the resource of the dump
 * @param platform - the platform of the program
 */
export function resourceDrift(found: FoundVerrazzano | undefined, platform: Profile | undefined): DriftEntry[] {
  if (found === undefined || platform === undefined) return [];
  const { name, namespace } = platform.resource.metadata;
  const { apiVersion, kind } = platform.resource;
  const live = liveSpec(found);
  // A version that is stated is part of the program.
  const stated = live.version === undefined ? {} : { version: live.version };
  const manifest = { apiVersion, kind, spec: withoutEmpty({ ...platform.resource.spec, ...stated }) };
  const fields = manifestDrift({ manifest, whole: true }, { spec: live });
  if (fields.length === 0) return [];
  return [{ kind: 'changed', object: `Verrazzano ${namespace}/${name}`, component: undefined, fields }];
}

function liveSpec({ resource }: FoundVerrazzano): JsonObject {
  try {
    return withoutEmpty(objectAt(toV1beta1(resource) as unknown as JsonObject, 'spec')) as JsonObject;
  } catch (error) {
    if (error instanceof MergeError) return {};
    throw error;
  }
}

/** The conversion writes empty sections, which say nothing. */
function withoutEmpty(value: JsonValue | undefined): JsonValue | undefined {
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value)
    .map(([key, inner]): [string, JsonValue | undefined] => [key, withoutEmpty(inner)])
    .filter(
      ([, inner]) => inner !== undefined && inner !== null && !(isJsonObject(inner) && Object.keys(inner).length === 0),
    );
  return Object.fromEntries(entries);
}
