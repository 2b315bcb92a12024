import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaOf } from '../../lib/checks/schema/openapi';
import { ANY, type SchemaNode } from '../../lib/checks/schema/schema-node';
import type { JsonObject } from '../../lib/values/json';
import { isJsonObject } from '../../lib/values/json';
import type { EnumValues } from './enums';

/** A kind in one version of Kubernetes. */
export interface VersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: SchemaNode;
}

/** Definitions whose values have forms of their own. */
const SPECIAL: Readonly<Record<string, SchemaNode>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'int-or-string' },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': ANY,
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': ANY,
};

interface OpenApi {
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonObject>> };
  readonly paths?: Readonly<Record<string, JsonObject>>;
}

/**
 * The kinds that one version of Kubernetes serves, from the OpenAPI v3 documents of its source (`api/openapi-spec/v3`).
 * @param folder - the folder with the documents
 * @param enums - values of fields whose documents do not name them
 */
export function kindsOf(folder: string, enums: EnumValues): VersionKind[] {
  const files = readdirSync(folder)
    .filter((name) => /^apis?__.*_openapi\.json$/.test(name))
    .sort();
  return files.flatMap((file) => kindsIn(JSON.parse(readFileSync(join(folder, file), 'utf8')) as OpenApi, enums));
}

function kindsIn({ components, paths = {} }: OpenApi, enums: EnumValues): VersionKind[] {
  const schemas = components?.schemas ?? {};
  const resolve = resolver(schemas, enums);
  const kinds = new Map<string, VersionKind>();
  for (const [path, operations] of Object.entries(paths)) {
    const { post } = operations;
    const served = isJsonObject(post) ? post['x-kubernetes-group-version-kind'] : undefined;
    const isObject = /^\/apis?\/(?:[^/]+\/)?v[^/]+\/(?:namespaces\/\{namespace\}\/)?[^/{}]+$/.test(path);
    if (!isJsonObject(served) || !isObject) continue;
    const { group, version, kind } = served as Readonly<Record<string, string>>;
    const name = Object.keys(schemas).find((each) => namesKind(schemas[each], served));
    if (group === undefined || version === undefined || kind === undefined || name === undefined) continue;
    const key = `${group}/${version}/${kind}`;
    const namespaced = path.includes('{namespace}') || kinds.get(key)?.namespaced === true;
    kinds.set(key, { group, version, kind, namespaced, schema: resolve(name) });
  }
  return [...kinds.values()];
}

function namesKind(schema: JsonObject | undefined, wanted: JsonObject): boolean {
  const served = schema?.['x-kubernetes-group-version-kind'];
  return (
    Array.isArray(served) &&
    (served as readonly JsonObject[]).some(
      ({ group, version, kind }) => group === wanted.group && version === wanted.version && kind === wanted.kind,
    )
  );
}

function resolver(schemas: Readonly<Record<string, JsonObject>>, enums: EnumValues): (name: string) => SchemaNode {
  const known = new Map<string, SchemaNode>();
  const resolve = (name: string): SchemaNode => {
    const special = SPECIAL[name] ?? known.get(name);
    if (special !== undefined) return special;
    // A definition that contains itself, such as JSONSchemaProps, takes everything where it begins anew.
    known.set(name, ANY);
    const node = withPattern(name, schemaOf(withEnums(name, schemas[name], enums), resolve));
    known.set(name, node);
    return node;
  };
  return resolve;
}

/** Free JSON has a schema without keywords. */
function withPattern(name: string, node: SchemaNode): SchemaNode {
  return Object.keys(node).length === 0 || name.endsWith('apiextensions.v1.JSON') ? ANY : node;
}

function withEnums(name: string, schema: JsonObject | undefined, enums: EnumValues): JsonObject | undefined {
  const values = enums[name];
  if (schema === undefined || values === undefined || !isJsonObject(schema.properties)) return schema;
  const properties = Object.entries(schema.properties).map(([field, each]) => {
    const allowed = values[field];
    if (allowed === undefined || !isJsonObject(each)) return [field, each] as const;
    const isList = each.type === 'array';
    const items = isList && isJsonObject(each.items) ? { items: { ...each.items, enum: allowed } } : { enum: allowed };
    return [field, { ...each, ...items }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
