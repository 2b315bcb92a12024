import { isDeepStrictEqual } from 'node:util';
import { toV1beta1 } from '../../lib/resource/convert';
import { effectiveResource, withSchemaDefaults, type VerrazzanoResource } from '../../lib/resource/merge';
import { isJsonObject, type JsonValue } from '../../lib/values/json';

/** A resource as its program must state it: v1beta1, with profile and version, which every program says. */
export function wantedResource(resource: VerrazzanoResource): VerrazzanoResource {
  const { status: _, ...own } = toV1beta1(resource);
  return { ...own, spec: { ...own.spec, profile: own.spec?.profile ?? 'prod', version: own.spec?.version ?? '1.7.2' } };
}

/** `spec` after defaults of the schema and merging. */
export function effectiveSpec(resource: VerrazzanoResource | undefined): unknown {
  if (resource === undefined) return undefined;
  const { apiVersion, kind, spec } = resource;
  return effectiveResource(withSchemaDefaults({ apiVersion, kind, spec })).spec;
}

/** Paths of values that are not in the other one; nulls and empty objects say nothing there. */
export function lostFrom(wanted: JsonValue | undefined, found: JsonValue | undefined, path: string): string[] {
  if (wanted === undefined || wanted === null) return [];
  if (Array.isArray(wanted)) return isDeepStrictEqual(withoutNulls(wanted), withoutNulls(found)) ? [] : [path];
  if (!isJsonObject(wanted)) return wanted === found ? [] : [path];
  const inside = isJsonObject(found) ? found : {};
  return Object.entries(wanted).flatMap(([key, value]) => lostFrom(value, inside[key], `${path}.${key}`));
}

function withoutNulls(value: unknown): unknown {
  const reviver = (_: string, member: unknown): unknown => (member === null ? undefined : member);
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value), reviver) as unknown);
}

/** As {@link effectiveSpec}; undefined where the platform operator refuses the merge. */
export function tryEffectiveSpec(resource: VerrazzanoResource | undefined): unknown {
  try {
    return effectiveSpec(resource);
  } catch {
    return undefined;
  }
}
