import { isDeepStrictEqual } from 'util';
import { VERRAZZANO_VERSION } from '../../definition/chart';
import { effectiveResource, MergeError, withSchemaDefaults, type VerrazzanoResource } from '../../resource/merge';
import { isSameVersion } from '../../resource/rules/semver';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/**
 * A resource as its owner would write it: without what the profile and the schema say anyway, and with the sections of components in
 * alphabetical order. What the platform operator makes of it is the same.
 * @param resource - a v1beta1 resource
 */
export function withoutDefaults(resource: VerrazzanoResource): VerrazzanoResource {
  const { version, ...spec } = resource.spec ?? {};
  const wanted = merged(resource, spec);
  if (wanted === undefined) return resource;
  const isSame = (smaller: JsonObject): boolean => isDeepStrictEqual(merged(resource, smaller), wanted);
  const { components, ...others } = lean(spec, isSame);
  const stated =
    typeof version === 'string' && isSameVersion(version, VERRAZZANO_VERSION) ? VERRAZZANO_VERSION : version;
  return {
    ...resource,
    spec: {
      ...(stated !== undefined && { version: stated }),
      ...others,
      ...(components !== undefined && { components: isJsonObject(components) ? sorted(components) : components }),
    },
  };
}

/** Fields that say who the platform is, whatever their value. */
const KEPT: readonly string[] = ['profile'];

/** An object without the fields that change nothing, at any depth; lists are kept or left out as a whole. */
function lean(object: JsonObject, isSame: (smaller: JsonObject) => boolean): JsonObject {
  return Object.keys(object).reduce<JsonObject>((left, key) => {
    const { [key]: value, ...rest } = left;
    if (KEPT.includes(key)) return left;
    if (isSame(rest)) return rest;
    if (!isJsonObject(value)) return left;
    const put = (inner: JsonValue): JsonObject =>
      Object.fromEntries(Object.entries(left).map(([one, old]) => [one, one === key ? inner : old]));
    return put(lean(value, (inner) => isSame(put(inner))));
  }, object);
}

function sorted(components: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(components).sort(([a], [b]) => compare(a, b)));
}

function merged(resource: VerrazzanoResource, spec: JsonObject): JsonObject | undefined {
  try {
    return effectiveResource(withSchemaDefaults({ ...resource, spec })).spec;
  } catch (error) {
    if (error instanceof MergeError) return undefined;
    throw error;
  }
}
