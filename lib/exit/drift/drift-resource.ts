import { objectAt } from '../../connectivity/manifest';
import type { Profile } from '../../profile/profile';
import { toV1beta1 } from '../../resource/convert';
import { MergeError } from '../../resource/merge';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { FoundVerrazzano } from '../adopt/adopt-verrazzano';
import type { DriftEntry, FieldDrift } from './drift-entry';

/**
 * What the program would change in the Verrazzano resource itself. A resource of version v1alpha1 is compared after its conversion, as the
 * conversion webhook shows it.
 * @param found - the resource of the dump
 * @param platform - the platform of the program
 */
export function resourceDrift(found: FoundVerrazzano | undefined, platform: Profile | undefined): DriftEntry[] {
  if (found === undefined || platform === undefined) return [];
  const { name, namespace } = platform.resource.metadata;
  const fields = fieldDrift(liveSpec(found), withoutEmpty(platform.resource.spec), 'spec');
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

/** Defaults of the schema and the profile that an empty field means. */
const DEFAULTS: Readonly<Record<string, JsonValue>> = { 'spec.profile': 'prod' };

function fieldDrift(runs: JsonValue | undefined, wanted: JsonValue | undefined, path: string): FieldDrift[] {
  if (isJsonObject(runs) && isJsonObject(wanted)) {
    const keys = [...new Set([...Object.keys(runs), ...Object.keys(wanted)])];
    return keys.flatMap((key) => fieldDrift(own(runs, key), own(wanted, key), `${path}.${key}`));
  }
  const [before, after] = [runs ?? DEFAULTS[path], wanted ?? DEFAULTS[path]];
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, runs, wanted }];
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
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
