import { ApiObjectMetadataDefinition } from 'cdk8s';

/** What `toJson` of the metadata of cdk8s reads, which its type hides. */
interface Internals {
  readonly _additionalAttributes?: Readonly<Record<string, unknown>>;
  readonly name?: unknown;
  readonly namespace?: unknown;
  readonly annotations?: unknown;
  readonly finalizers?: unknown;
  readonly ownerReferences?: unknown;
  readonly labels?: unknown;
}

/**
 * The metadata of an object as `toJson()` of cdk8s gives it, in any order, where it holds only texts, numbers and booleans and maps of
 * them: that is nearly all metadata, and cdk8s takes longer for it than for the rest of the object.
 * @param metadata - metadata of an object of cdk8s
 * @returns undefined where cdk8s must be asked
 */
export function plainMetadata(metadata: ApiObjectMetadataDefinition): Record<string, unknown> | undefined {
  if (metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson) return undefined;
  const { _additionalAttributes: additional, ...own } = metadata as unknown as Internals;
  if (additional === undefined) return undefined;
  const { name, namespace, annotations, finalizers, ownerReferences, labels } = own;
  const fields = { ...additional, name, namespace, annotations, finalizers, ownerReferences, labels };
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    if (isScalar(value)) result[key] = value;
    else {
      const map = plainMap(value);
      if (map === undefined) return undefined;
      if (Object.keys(map).length > 0) result[key] = map;
    }
  }
  return result;
}

/** A copy of a map of scalars without null; undefined for everything else. */
function plainMap(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || value.constructor !== Object) return undefined;
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (isScalar(field)) result[key] = field;
    else if (field !== undefined && field !== null) return undefined;
  }
  return result;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
