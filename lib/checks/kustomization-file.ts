import type { JsonObject } from '../values/json';

/** A kustomization of the input. */
export interface KustomizationFile {
  /** The cluster that it is delivered to. */
  readonly scope: string;
  readonly object: JsonObject;
  /** Whether a resource that it names is in the input. */
  readonly isHere: (resource: string) => boolean;
  /** Whether the objects are as it makes them. @default - false */
  readonly isBuilt?: boolean;
}
