import { isDeepStrictEqual } from 'util';
import { effectiveResource, MergeError, withSchemaDefaults, type VerrazzanoResource } from '../../resource/merge';
import { isJsonObject, type JsonObject } from '../../values/json';

/**
 * A resource without those empty sections of components that change nothing. Some do: naming cert-manager replaces the
 * certificate of the profile, and naming the cluster issuer enables it.
 * @param resource - the resource
 */
export function withoutIdleSections(resource: VerrazzanoResource): VerrazzanoResource {
  const { components } = resource.spec ?? {};
  if (!isJsonObject(components)) return resource;
  const isEmpty = (key: string): boolean => {
    const section = components[key];
    return isJsonObject(section) && Object.keys(section).length === 0;
  };
  return Object.keys(components).filter(isEmpty).reduce(withoutIfIdle, resource);
}

function withoutIfIdle(resource: VerrazzanoResource, key: string): VerrazzanoResource {
  const { components } = resource.spec ?? {};
  const { [key]: _, ...others } = components as JsonObject;
  const smaller = { ...resource, spec: { ...resource.spec, components: others } };
  const before = merged(resource);
  return before !== undefined && isDeepStrictEqual(merged(smaller), before) ? smaller : resource;
}

function merged(resource: VerrazzanoResource): JsonObject | undefined {
  try {
    return effectiveResource(withSchemaDefaults(resource)).spec;
  } catch (error) {
    if (error instanceof MergeError) return undefined;
    throw error;
  }
}
