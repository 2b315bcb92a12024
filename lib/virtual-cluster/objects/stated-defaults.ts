import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/**
 * An object with the defaults of the API server stated inside lists that a client's apply replaces as a whole: without them
 * Argo CD and `kubectl apply` find a difference every time, because the stored list has them and the chart's has not.
 *
 * Source: `protocol` of `NetworkPolicyPort` and the type of `volumeClaimTemplates` in `k8s.io/api`, both lists atomic.
 * @param object - an object of a virtual cluster; it is not changed
 */
export function withStatedDefaults(object: KubernetesManifest): KubernetesManifest {
  const { kind } = object;
  const spec = (object as unknown as JsonObject)['spec'];
  if (!isJsonObject(spec)) return object;
  if (kind === 'NetworkPolicy') return { ...object, spec: policySpec(spec) };
  if (kind === 'StatefulSet') return { ...object, spec: setSpec(spec) };
  return object;
}

function policySpec(spec: JsonObject): JsonObject {
  const port = (item: JsonObject): JsonObject => ({ protocol: 'TCP', ...item });
  const rule = (item: JsonObject): JsonObject => eachIn(item, 'ports', port);
  return eachIn(eachIn(spec, 'ingress', rule), 'egress', rule);
}

function setSpec(spec: JsonObject): JsonObject {
  const typed = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  return eachIn(spec, 'volumeClaimTemplates', (claim) => ({ ...typed, ...claim, spec: claimSpec(claim['spec']) }));
}

function claimSpec(spec: JsonValue | undefined): JsonObject {
  return { volumeMode: 'Filesystem', ...(isJsonObject(spec) ? spec : {}) };
}

/** The map with each map of one of its lists rewritten. */
function eachIn(map: JsonObject, key: string, rewrite: (item: JsonObject) => JsonObject): JsonObject {
  const list: JsonValue | undefined = map[key];
  if (!Array.isArray(list)) return map;
  return { ...map, [key]: (list as readonly JsonValue[]).map((item) => (isJsonObject(item) ? rewrite(item) : item)) };
}
