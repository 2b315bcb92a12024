import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Path } from '../values/path';

/** An object of Kubernetes inside a value. */
export interface LocatedManifest {
  /** Where it is in the value; empty for the value itself. */
  readonly path: Path;
  /** The object, with the kind and API version that its list gives it. */
  readonly manifest: JsonObject;
}

/**
 * The objects of Kubernetes that a document holds: itself, or the items of a `List` (or of a list such as `PodList`, whose
 * items may leave out their kind), however deep. A value without `apiVersion` and `kind` holds none.
 * @param value - a document
 * @param path - where the value is
 */
export function manifestsIn(value: JsonValue | undefined, path: Path = []): LocatedManifest[] {
  if (!isJsonObject(value)) return [];
  const { apiVersion, kind, items } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === '') return [];
  if (!kind.endsWith('List') || !Array.isArray(items)) return [{ path, manifest: value }];
  const inherited = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return (items as readonly JsonValue[]).flatMap((item, index) =>
    manifestsIn(isJsonObject(item) ? { ...inherited, ...item } : item, [...path, 'items', index]),
  );
}

/**
 * Name of an object for messages: `<Kind> [<namespace>/]<name>`.
 * @param manifest - the object
 */
export function manifestName(manifest: JsonObject): string {
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const name = [metadata.name, metadata.generateName].find((text) => typeof text === 'string') ?? '(no name)';
  const namespace = typeof metadata.namespace === 'string' ? `${metadata.namespace}/` : '';
  const kind = typeof manifest.kind === 'string' ? manifest.kind : '(no kind)';
  return `${kind} ${namespace}${name}`;
}

/**
 * API group of an object; empty for the core group.
 * @param manifest - the object
 */
export function manifestGroup({ apiVersion }: JsonObject): string {
  return typeof apiVersion === 'string' && apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
