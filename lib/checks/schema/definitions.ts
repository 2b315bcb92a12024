import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import type { Path } from '../../values/path';
import { schemaOf } from './openapi';
import { ANY, type SchemaNode } from './schema-node';

/** A version of a kind, with its schema. */
export interface DefinedKind {
  /** API group; empty for the core group. */
  readonly group: string;
  /** Version, such as `v1`. */
  readonly version: string;
  /** Kind. */
  readonly kind: string;
  /** Whether its objects are in namespaces. */
  readonly namespaced: boolean;
  /** Schema of the whole object. */
  readonly schema: SchemaNode;
  /** Whether the status is a subresource, so that it is dropped from what is applied. */
  readonly hasStatus: boolean;
  /** Where an object says how many replicas it has; undefined where it cannot be scaled. */
  readonly replicas?: Path;
  /** What the definition says about its deprecation; undefined when the version is not deprecated. */
  readonly deprecated?: string;
}

/**
 * The versions that a CustomResourceDefinition serves, of `apiextensions.k8s.io/v1` or `v1beta1`; none for other objects. Schemas are
 * read when they are asked for.
 * @param object - any object
 */
export function definedKinds(object: JsonObject): DefinedKind[] {
  if (object.kind !== 'CustomResourceDefinition') return [];
  const { spec } = object;
  const group = textAt(spec, 'group');
  const kind = textAt(spec, 'names', 'kind');
  if (group === undefined || kind === undefined) return [];
  const namespaced = textAt(spec, 'scope') !== 'Cluster';
  const single = textAt(spec, 'version');
  const listed = listAt(spec, 'versions');
  const versions: readonly JsonValue[] = listed.length > 0 || single === undefined ? listed : [{ name: single }];
  return versions.flatMap((version) => {
    const name = textAt(version, 'name');
    if (name === undefined || (isJsonObject(version) && version.served === false)) return [];
    const replicas = [version, spec]
      .map((each) => textAt(each, 'subresources', 'scale', 'specReplicasPath'))
      .find(Boolean);
    const deprecated = isJsonObject(version) && version.deprecated === true ? deprecation(version) : undefined;
    let schema: SchemaNode | undefined;
    return [
      {
        group,
        version: name,
        kind,
        namespaced,
        hasStatus: [version, spec].some((each) => 'status' in objectAt(each, 'subresources')),
        ...(replicas !== undefined && { replicas: replicas.split('.').slice(1) }),
        ...(deprecated !== undefined && { deprecated }),
        // Most definitions are there without an object of theirs, and schemas are large.
        get schema() {
          return (schema ??= rootSchema(version, spec));
        },
      },
    ];
  });
}

function deprecation(version: JsonObject): string {
  return textAt(version, 'deprecationWarning') ?? 'the definition marks this version as deprecated';
}

function ownSchema(version: JsonValue, spec: JsonValue | undefined): JsonValue | undefined {
  return objectAt(version, 'schema').openAPIV3Schema ?? objectAt(spec, 'validation').openAPIV3Schema;
}

/** Of v1beta1, unknown fields are kept unless the definition says otherwise. */
function rootSchema(version: JsonValue, spec: JsonValue | undefined): SchemaNode {
  const own = ownSchema(version, spec);
  if (!isJsonObject(own)) return ANY;
  const keepsAll = isJsonObject(spec) && spec.preserveUnknownFields === true;
  const isOld = !isJsonObject(spec) || (spec.validation !== undefined && spec.preserveUnknownFields !== false);
  const node = schemaOf(own);
  return keepsAll || isOld ? { ...node, open: true } : node;
}
