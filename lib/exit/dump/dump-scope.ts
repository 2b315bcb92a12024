import { groupOf, kindOf } from '../../connectivity/manifest';
import { KUBERNETES_KINDS } from '../../gitops/kinds/builtin-kinds';
import type { JsonObject } from '../../values/json';

const CLUSTER: ReadonlySet<string> = new Set([
  ...KUBERNETES_KINDS.filter(({ namespaced }) => !namespaced).map(({ group, kind }) => `${group}/${kind}`),
  'cert-manager.io/ClusterIssuer',
]);

/**
 * Whether objects of this kind have no namespace, as far as it is known.
 * @param object - an object
 */
export function isClusterScoped(object: JsonObject): boolean {
  return CLUSTER.has(`${groupOf(object)}/${kindOf(object)}`);
}
