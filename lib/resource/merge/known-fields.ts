import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';
import { API_VERSIONS } from './api-version';
import type { VerrazzanoResource } from './effective-resource';
import type { Field } from './field';

/**
 * `resource` without the members of `spec` that its schema does not have or that are null, as an API server stores it. What
 * the schema leaves open, such as chart values, keeps everything. Resources of unknown versions come back as they are.
 *
 * Source: pruning and nullable defaulting of structural schemas, k8s.io/apiextensions-apiserver.
 */
export function withoutUnknownFields<T extends VerrazzanoResource>(resource: T): T {
  const api = API_VERSIONS.get(resource.apiVersion);
  if (api === undefined || !isJsonObject(resource.spec)) return resource;
  return { ...resource, spec: known(resource.spec, api.spec) as JsonObject };
}

function known(value: JsonValue, field: Field): JsonValue {
  if (field.kind === 'list' && isJsonList(value)) return value.map((item) => known(item, field.items));
  if (!isJsonObject(value)) return value;
  if (field.kind === 'map') return members(value, () => field.values);
  if (field.kind !== 'object' || field.anyMembers) return value;
  return members(value, (name) => ownField(field.fields, name));
}

function members(value: JsonObject, fieldOf: (name: string) => Field | undefined): JsonObject {
  return Object.fromEntries(
    Object.keys(value).flatMap((name): [string, JsonValue][] => {
      const [member, field] = [ownMember(value, name) ?? null, fieldOf(name)];
      return member === null || field === undefined ? [] : [[name, known(member, field)]];
    }),
  );
}

function ownField(fields: Readonly<Record<string, Field>>, name: string): Field | undefined {
  return Object.prototype.hasOwnProperty.call(fields, name) ? fields[name] : undefined;
}
