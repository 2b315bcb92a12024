import { readKubernetesYaml } from '../values/yaml/read-kubernetes-yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { entriesOf, type ClusterState } from './cluster-state';
import { textOf } from './text';
import { ChartValuesError } from './chart-values-error';

/**
 * Override items as values, in their order. An optional reference that leads nowhere is an empty object.
 *
 * Source: `controllers/verrazzano/component/common/override` at v1.7.2.
 * @param items - `overrides` of a section
 * @param cluster - what exists
 * @param namespace - where ConfigMaps and Secrets are
 * @throws ChartValuesError when a ConfigMap or Secret that is not optional is missing, or holds no YAML object
 */
export function userValues(
  items: JsonValue | undefined,
  cluster: ClusterState,
  namespace: string,
): readonly JsonObject[] {
  if (!Array.isArray(items)) return [];
  return (items as readonly JsonValue[]).filter(isJsonObject).flatMap((item) => {
    if (isJsonObject(item.configMapRef)) return referenced('ConfigMap', item.configMapRef, cluster, namespace);
    if (isJsonObject(item.secretRef)) return referenced('Secret', item.secretRef, cluster, namespace);
    return isJsonObject(item.values) ? [item.values] : [];
  });
}

function referenced(
  kind: 'ConfigMap' | 'Secret',
  reference: JsonObject,
  cluster: ClusterState,
  namespace: string,
): readonly JsonObject[] {
  const [name, key] = [textOf(reference.name), textOf(reference.key)];
  const at = `${kind} ${namespace}/${name}`;
  const entries = entriesOf(cluster, kind, namespace, name);
  const text = entries?.get(key);
  if (text !== undefined) return [objectOf(text, `${at}, key ${key}`)];
  if (reference.optional === true) return [{}];
  throw new ChartValuesError(
    entries === undefined ? `overrides need ${at}, which does not exist` : `overrides need key ${key} of ${at}`,
  );
}

function objectOf(text: string, at: string): JsonObject {
  let value: unknown;
  try {
    value = readKubernetesYaml(text);
  } catch {
    throw new ChartValuesError(`${at} is not YAML`);
  }
  if (value === null || value === undefined) return {};
  if (!isJsonObject(value)) throw new ChartValuesError(`${at} holds no YAML object`);
  return value;
}
