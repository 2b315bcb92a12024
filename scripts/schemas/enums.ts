import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { isJsonObject } from '../../lib/values/json';

/** Allowed values by the name of a definition and of a field. */
export type EnumValues = Readonly<Record<string, Readonly<Record<string, readonly JsonValue[]>>>>;

/**
 * Allowed values as a running API server lists them. The documents in the source of Kubernetes do not have them.
 * @param folder - OpenAPI v3 documents as `kubectl get --raw /openapi/v3/...` prints them
 * @param later - folder of the Go module k8s.io/api of the newest version: constants of these types that came later are added
 */
export function servedEnums(folder: string, later: string): EnumValues {
  const found: Record<string, Record<string, readonly JsonValue[]>> = {};
  for (const file of readdirSync(folder).sort()) {
    const { components } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      readonly components?: { readonly schemas?: Readonly<Record<string, JsonObject>> };
    };
    for (const [name, { properties }] of Object.entries(components?.schemas ?? {})) {
      for (const [field, schema] of Object.entries(isJsonObject(properties) ? properties : {})) {
        const values = isJsonObject(schema)
          ? (schema.enum ?? (schema.items as JsonObject | undefined)?.enum)
          : undefined;
        if (!Array.isArray(values)) continue;
        found[name] = { ...found[name], [field]: withLater(name, values as readonly JsonValue[], later) };
      }
    }
  }
  return found;
}

function withLater(definition: string, values: readonly JsonValue[], folder: string): readonly JsonValue[] {
  const [group, version] = definition.split('.').slice(-3);
  const file = join(folder, group ?? '', version ?? '', 'types.go');
  if (!existsSync(file)) return values;
  const types = constantsOf(readFileSync(file, 'utf8'));
  const same = [...types.values()].find((each) =>
    values.every((value) => typeof value === 'string' && each.includes(value)),
  );
  return [...new Set([...values, ...(same ?? [])])];
}

/** Values of string constants by their type. */
function constantsOf(source: string): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const [, type = '', value = ''] of source.matchAll(/^\s*(?:const )?\w+\s+(\w+)\s*=\s*"([^"]*)"/gm)) {
    types.set(type, [...(types.get(type) ?? []), value]);
  }
  return types;
}
