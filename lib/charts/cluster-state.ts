import { isJsonObject, type JsonObject, textOf } from '../values/json';
import { valueAtPath } from '../values/path';
import { NAMESPACE_LABEL } from '../definition/namespaces';

/** What the platform operator finds in the cluster and in its own environment while it computes chart values. */
export interface ClusterState {
  /** Objects that exist, as Kubernetes has them. What is left out does not exist. */
  readonly objects: readonly JsonObject[];
  /** Environment of the platform operator, such as `REGISTRY` and `IMAGE_REPO`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Version of Kubernetes, such as `v1.27.0`. */
  readonly kubeVersion: string;
}

/**
 * An object of the cluster; undefined when it does not exist.
 * @param cluster - the cluster
 * @param kind - its kind
 * @param namespace - its namespace; empty for kinds without one
 * @param name - its name
 */
export function objectIn(
  { objects }: ClusterState,
  kind: string,
  namespace: string,
  name: string,
): JsonObject | undefined {
  return objects.find(
    (object) =>
      object.kind === kind &&
      valueAtPath(object, ['metadata', 'name']) === name &&
      (namespace === '' || (valueAtPath(object, ['metadata', 'namespace']) ?? 'default') === namespace),
  );
}

/**
 * The entries of a Secret as text, or of a ConfigMap; undefined when it does not exist.
 * @param cluster - the cluster
 * @param kind - `Secret` or `ConfigMap`
 * @param namespace - its namespace
 * @param name - its name
 */
export function entriesOf(
  cluster: ClusterState,
  kind: 'Secret' | 'ConfigMap',
  namespace: string,
  name: string,
): ReadonlyMap<string, string> | undefined {
  const object = objectIn(cluster, kind, namespace, name);
  if (object === undefined) return undefined;
  const decode = (text: string): string => (kind === 'Secret' ? Buffer.from(text, 'base64').toString('utf8') : text);
  return new Map([
    ...texts(object.data).map(([key, text]) => [key, decode(text)] as const),
    ...texts(object.stringData),
  ]);
}

/**
 * Whether a namespace exists that Verrazzano made: it has the label `verrazzano.io/namespace`.
 * @param cluster - the cluster
 * @param name - the namespace
 */
export function isOwnNamespace(cluster: ClusterState, name: string): boolean {
  const labels = valueAtPath(objectIn(cluster, 'Namespace', '', name), ['metadata', 'labels']);
  return isJsonObject(labels) && labels[NAMESPACE_LABEL] !== undefined;
}

function texts(data: unknown): ReadonlyArray<readonly [string, string]> {
  return isJsonObject(data) ? Object.entries(data).map(([key, text]) => [key, textOf(text)] as const) : [];
}
