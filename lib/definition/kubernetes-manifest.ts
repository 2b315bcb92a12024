import type { JsonValue } from '../values/json';

/** Name, namespace and labels of an object of Kubernetes. */
export type ManifestMetadata = {
  /** Name. */
  readonly name: string;
  /**
   * Namespace.
   * @default - none: the kind is cluster-scoped
   */
  readonly namespace?: string;
  /**
   * Labels.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
};

/** An object of Kubernetes as plain data. */
export interface KubernetesManifest {
  /** API group and version. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
  /** Name, namespace and labels. */
  readonly metadata: ManifestMetadata;
  /** `spec` and whatever else the kind has; `undefined` fields are left out when it is rendered. */
  readonly [field: string]: JsonValue | undefined;
}
