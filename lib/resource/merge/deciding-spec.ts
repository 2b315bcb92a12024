import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { v1alpha1Key } from '../profiles/switches';
import { V1ALPHA1 } from './api-version';
import type { VerrazzanoResource } from './effective-resource';
import { profileFiles } from './profile-name';

/**
 * The effective v1beta1 spec as the platform operator decides by it what it installs. It merges the profiles of v1alpha1 for that, whose
 * base states fewer switches: the node exporter is off with Prometheus, unless the resource states it.
 *
 * Source: `createOrUpdateModules` in `controllers/verrazzano/controller/module.go`, and `manifests/profiles`, at v1.7.2.
 * @param effective - the effective spec, in v1beta1
 * @param resource - the v1beta1 resource that it follows from
 * @throws MergeError for a profile that does not exist
 */
export function decidingSpec(effective: JsonObject, { spec = {} }: VerrazzanoResource): JsonObject {
  const profile = typeof spec.profile === 'string' ? spec.profile : undefined;
  const files = profileFiles(profile, V1ALPHA1);
  const isStated = (key: string): boolean =>
    switchOf(spec, key) !== undefined || files.some((file) => switchOf(file, v1alpha1Key(key)) !== undefined);
  const sections = Object.entries(sectionsOf(effective)).map(([key, section]): [string, JsonValue | undefined] => {
    if (!isJsonObject(section) || section.enabled === undefined || isStated(key)) return [key, section];
    const { enabled: _, ...rest } = section;
    return [key, rest];
  });
  return { ...effective, components: Object.fromEntries(sections) };
}

function switchOf(spec: JsonObject, key: string): JsonValue | undefined {
  const section = sectionsOf(spec)[key];
  return isJsonObject(section) ? section.enabled : undefined;
}

function sectionsOf({ components }: JsonObject): JsonObject {
  return isJsonObject(components) ? components : {};
}
