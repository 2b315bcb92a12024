import type { ApiObject } from 'cdk8s';
import { groupOf } from '../kinds/kind-scope';
import type { ObjectIdentity } from '../output/paths';

/** A rendered object: plain data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  readonly [key: string]: unknown;
}

/** The part of the metadata that the renderer reads. */
export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** A manifest and where it comes from. */
export interface RenderedObject {
  readonly construct: ApiObject;
  /** Path of the construct. */
  readonly path: string;
  readonly manifest: Manifest;
  readonly id: ObjectIdentity;
}

/** Identity of a manifest. */
export function identityOf({ apiVersion, kind, metadata: { name, namespace } }: Manifest): ObjectIdentity {
  return { group: groupOf(apiVersion), kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

/** A manifest in another namespace, or in none; the same manifest where it is there already. */
export function withNamespace(manifest: Manifest, namespace: string | undefined): Manifest {
  return manifest.metadata.namespace === namespace && (namespace !== undefined || !('namespace' in manifest.metadata))
    ? manifest
    : withMetadata(manifest, { namespace });
}

/** A manifest with other metadata. */
export function withMetadata(manifest: Manifest, metadata: Partial<ManifestMetadata>): Manifest {
  const merged = Object.entries({ ...manifest.metadata, ...metadata }).filter(([, value]) => value !== undefined);
  return { ...manifest, metadata: Object.fromEntries(merged) as ManifestMetadata };
}
