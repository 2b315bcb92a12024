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

const FIELDS = ['name', 'namespace', 'annotations', 'finalizers', 'ownerReferences', 'labels'] as const;
const OWN: ReadonlySet<string> = new Set(FIELDS);
const EMPTY: Readonly<Record<string, unknown>> = {};

/**
 * The metadata of an object as `toJson()` of cdk8s gives it, in any order, where it holds only texts, numbers and booleans and maps of
 * them: that is nearly all metadata, and cdk8s takes longer for it than for the rest of the object.
 * @param metadata - metadata of an object of cdk8s
 * @returns undefined where cdk8s must be asked
 */
export function plainMetadata(metadata: ApiObjectMetadataDefinition): Record<string, unknown> | undefined {
  if (metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson) return undefined;
  const internals = metadata as unknown as Internals;
  const { _additionalAttributes: additional } = internals;
  if (additional === undefined) return undefined;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(additional)) {
    if (!OWN.has(key) && !put(result, key, additional[key])) return undefined;
  }
  for (const key of FIELDS) if (!put(result, key, internals[key])) return undefined;
  return result;
}

/** Puts what is not empty; false for what is not plain. */
function put(result: Record<string, unknown>, key: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (isScalar(value)) {
    result[key] = value;
    return true;
  }
  if (Array.isArray(value)) return value.length === 0;
  const map = plainMap(value);
  if (map === undefined) return false;
  if (map !== EMPTY) result[key] = map;
  return true;
}

/** A copy of a map of scalars without null; undefined for everything else. */
function plainMap(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || value.constructor !== Object) return undefined;
  let result: Record<string, unknown> | undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields)) {
    const field = fields[key];
    if (isScalar(field)) (result ??= {})[key] = field;
    else if (field !== undefined && field !== null) return undefined;
  }
  return result ?? EMPTY;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
