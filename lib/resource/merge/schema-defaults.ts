import { API_VERSIONS } from './api-version';
import type { VerrazzanoResource } from './effective-resource';
import type { Field } from './field';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';

/**
 * `resource` with the defaults that an API server fills in when it stores one: `enabled: true` and the namespace of a
 * `clusterIssuer` that is given, and the protocol of ports.
 *
 * Resources of unknown versions come back as they are. The input is not touched.
 *
 * Source: schema of the CustomResourceDefinition verrazzanos.install.verrazzano.io at v1.7.2.
 */
export function withSchemaDefaults(resource: VerrazzanoResource): VerrazzanoResource {
  const api = API_VERSIONS.get(resource.apiVersion);
  if (api === undefined || !isJsonObject(resource.spec)) return resource;
  const spec = fill(resource.spec, api.spec);
  return isJsonObject(spec) ? { ...resource, spec } : resource;
}

function fill(value: JsonValue, field: Field): JsonValue {
  if (field.kind === 'list' && isJsonList(value)) return value.map((item) => fill(item, field.items));
  if (field.kind !== 'object' || !isJsonObject(value)) return value;
  const filled = new Map<string, JsonObject[string]>(Object.entries(value));
  for (const [name, member] of Object.entries(field.fields)) {
    const given = ownMember(value, name) ?? member.default;
    if (given !== undefined && given !== null) filled.set(name, fill(given, member));
  }
  return Object.fromEntries(filled);
}
