import { goYaml } from '../values/yaml/go-yaml';
import { readKubernetesYaml } from '../values/yaml/read-kubernetes-yaml';
import { isJsonObject, type JsonObject, type JsonValue, textOf } from '../values/json';
import { entriesOf, type ClusterState } from './cluster-state';
import { ChartValuesError } from './chart-values-error';

/** One override item. */
export interface UserSource {
  /** YAML text: that of a ConfigMap or Secret as it is, that of inline values as the platform operator writes it. */
  readonly text: string;
  /**
   * Its values.
   * @throws ChartValuesError when the text is not a YAML object
   */
  readonly read: () => JsonObject;
}

/**
 * Override items in their order. An optional reference that leads nowhere is an empty text.
 *
 * Source: `controllers/verrazzano/component/common/override` at v1.7.2.
 * @param items - `overrides` of a section
 * @param cluster - what exists
 * @param namespace - where ConfigMaps and Secrets are
 * @throws ChartValuesError when a ConfigMap or Secret that is not optional is missing
 */
export function userSources(
  items: JsonValue | undefined,
  cluster: ClusterState,
  namespace: string,
): readonly UserSource[] {
  if (!Array.isArray(items)) return [];
  return (items as readonly JsonValue[]).filter(isJsonObject).flatMap((item) => {
    if (isJsonObject(item.configMapRef)) return referenced('ConfigMap', item.configMapRef, cluster, namespace);
    if (isJsonObject(item.secretRef)) return referenced('Secret', item.secretRef, cluster, namespace);
    const { values = null } = item;
    if (values === null) return [];
    return [{ text: goYaml(values), read: () => objectOf(values, 'overrides, inline values,') }];
  });
}

function referenced(
  kind: 'ConfigMap' | 'Secret',
  reference: JsonObject,
  cluster: ClusterState,
  namespace: string,
): readonly UserSource[] {
  const [name, key] = [textOf(reference.name), textOf(reference.key)];
  const at = `${kind} ${namespace}/${name}`;
  const entries = entriesOf(cluster, kind, namespace, name);
  const text = entries?.get(key);
  if (text !== undefined) return [{ text, read: () => objectOf(parsed(text, at), `${at}, key ${key}`) }];
  if (reference.optional === true) return [{ text: '', read: () => ({}) }];
  throw new ChartValuesError(
    entries === undefined ? `overrides need ${at}, which does not exist` : `overrides need key ${key} of ${at}`,
  );
}

function parsed(text: string, at: string): JsonValue | undefined {
  try {
    return readKubernetesYaml(text);
  } catch {
    throw new ChartValuesError(`${at} is not YAML`);
  }
}

function objectOf(value: JsonValue | undefined, at: string): JsonObject {
  if (value === null || value === undefined) return {};
  if (!isJsonObject(value)) throw new ChartValuesError(`${at} holds no YAML object`);
  return value;
}
