import { API_VERSIONS } from '../../resource/merge/api-version';
import type { VerrazzanoResource } from '../../resource/merge';
import type { Field } from '../../resource/merge/field';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../../values/json';

/** A resource as an API server stores it, and what it does not store. */
export interface StoredResource<T> {
  readonly resource: T;
  /** Paths of fields that the schema does not know. */
  readonly dropped: readonly string[];
}

/**
 * A resource with the fields that its schema knows. Members that are null count as absent, apart from those in chart values.
 * @param resource - a v1beta1 or v1alpha1 resource; of other versions it comes back as it is
 */
export function storedResource<T extends VerrazzanoResource>(resource: T): StoredResource<T> {
  const api = API_VERSIONS.get(resource.apiVersion);
  const dropped: string[] = [];
  if (api === undefined || resource.spec === undefined) return { resource, dropped };
  const spec = known(resource.spec, api.spec, 'spec', dropped);
  return { resource: isJsonObject(spec) ? { ...resource, spec } : resource, dropped };
}

function known(value: JsonValue, field: Field, path: string, dropped: string[]): JsonValue {
  if (field.kind === 'list' && isJsonList(value)) {
    return value.map((item, index) => known(item, field.items, `${path}[${index}]`, dropped));
  }
  if (field.kind === 'map' && isJsonObject(value)) {
    return mapped(value, (key, member) => known(member, field.values, `${path}.${key}`, dropped));
  }
  if (field.kind !== 'object' || !isJsonObject(value)) return value;
  // The one place under a typed field where the schema keeps what it does not know.
  if (isTemplateMetadata(path)) return mapped(value, (_, member) => member);
  return mapped(value, (key, member) => {
    const inner = Object.prototype.hasOwnProperty.call(field.fields, key) ? field.fields[key] : undefined;
    if (inner !== undefined) return known(member, inner, `${path}.${key}`, dropped);
    dropped.push(`${path}.${key}`);
    return undefined;
  });
}

function mapped(value: JsonObject, change: (key: string, member: JsonValue) => JsonValue | undefined): JsonObject {
  const members = Object.keys(value).flatMap((key): [string, JsonValue][] => {
    const member = ownMember(value, key) ?? null;
    const changed = member === null ? undefined : change(key, member);
    return changed === undefined ? [] : [[key, changed]];
  });
  return Object.fromEntries(members);
}

function isTemplateMetadata(path: string): boolean {
  return /^spec\.volumeClaimSpecTemplates\[\d+\]\.metadata$/.test(path);
}
