import { wellKnownKinds } from '../../checks/schema/known-kinds';
import { groupOf, kindOf } from '../../connectivity/manifest';
import { KUBERNETES_KINDS } from '../../gitops/kinds/builtin-kinds';
import type { JsonObject } from '../../values/json';

/** Groups by kind: of the kinds of Kubernetes and its operators that are in one group only, with a name that other groups may have. */
const GROUP_OF: ReadonlyMap<string, string> = groupsByKind();

function groupsByKind(): ReadonlyMap<string, string> {
  const groups = new Map<string, Set<string>>();
  for (const { group, kind } of [...KUBERNETES_KINDS, ...wellKnownKinds()]) {
    groups.set(kind, (groups.get(kind) ?? new Set()).add(group));
  }
  const single = [...groups].filter(([, found]) => found.size === 1);
  return new Map(single.flatMap(([kind, found]) => [...found].map((group) => [kind, group] as const)));
}

/**
 * The resource of a kind as kubectl takes it, such as `ingresses.networking.k8s.io`.
 * @param kind - the kind
 */
export function resourceOf(kind: string): string {
  const group = GROUP_OF.get(kind);
  const plural = pluralOf(kind.toLowerCase());
  // What is in `apps` or `batch` needs no group.
  return group?.includes('.') ? `${plural}.${group}` : plural;
}

/**
 * Name of the definition that a custom resource is of, such as `modules.platform.verrazzano.io`.
 * @param object - the custom resource
 */
export function definitionOf(object: JsonObject): string {
  return `${pluralOf(kindOf(object).toLowerCase())}.${groupOf(object)}`;
}

/** As the API server names the resource of a kind. */
function pluralOf(kind: string): string {
  if (/(?:s|x|ch)$/.test(kind)) return kind === 'endpoints' ? kind : `${kind}es`;
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
