import type { JsonObject } from '../../values/json';

/** Spreads the pods that `labelSelector` selects over nodes where possible: one term of weight 100, by host name. */
function spread(labelSelector: JsonObject): JsonObject {
  const podAffinityTerm = { labelSelector, topologyKey: 'kubernetes.io/hostname' };
  return { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm, weight: 100 }] };
}

/** A preference to keep pods with `labels` on different nodes, as the profiles write it below `podAntiAffinity`. */
export function spreadByLabels(labels: JsonObject): JsonObject {
  return spread({ matchLabels: labels });
}

/** An affinity that prefers different nodes for pods with `labels`. */
export function preferredAntiAffinity(labels: JsonObject): JsonObject {
  return { podAntiAffinity: spreadByLabels(labels) };
}

/** An affinity that prefers different nodes for pods whose label `app` is `app`, written as an expression. */
export function preferredAntiAffinityOfApp(app: string): JsonObject {
  return { podAntiAffinity: spread({ matchExpressions: [{ key: 'app', operator: 'In', values: [app] }] }) };
}

/** The labels that Helm charts put on their pods. */
export function chartLabels(
  name: string,
  more: { readonly instance?: string; readonly component?: string },
): JsonObject {
  const { instance, component } = more;
  return {
    ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
    ...(instance === undefined ? {} : { 'app.kubernetes.io/instance': instance }),
    'app.kubernetes.io/name': name,
  };
}
