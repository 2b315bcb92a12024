import { isJsonObject, type JsonObject, type JsonValue, listOf } from '../../values/json';

/**
 * Affinity of pods as values of the gateway charts: these take terms of pod anti-affinity with one expression each, preferred ones with
 * weight 100. Undefined for any other affinity.
 *
 * Source: `manifests/charts/gateways/istio-ingress/templates/_affinity.tpl` of Istio 1.19.3.
 * @param affinity - `affinity` of a pod
 */
export function podTerms(affinity: JsonValue): JsonObject | undefined {
  if (!isJsonObject(affinity)) return undefined;
  const { podAntiAffinity, ...others } = affinity;
  if (Object.keys(others).length > 0 || !isJsonObject(podAntiAffinity)) return undefined;
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required = [],
    preferredDuringSchedulingIgnoredDuringExecution: preferred = [],
    ...unknown
  } = podAntiAffinity;
  const requiredTerms = listOf(required).map(termValue);
  const preferredTerms = listOf(preferred).map((item) =>
    isJsonObject(item) && item.weight === 100 ? termValue(item.podAffinityTerm) : undefined,
  );
  const all = [...requiredTerms, ...preferredTerms];
  if (Object.keys(unknown).length > 0 || all.includes(undefined)) return undefined;
  return {
    ...(requiredTerms.length > 0 && { podAntiAffinityLabelSelector: requiredTerms as JsonValue[] }),
    ...(preferredTerms.length > 0 && { podAntiAffinityTermLabelSelector: preferredTerms as JsonValue[] }),
  };
}

function termValue(term: JsonValue | undefined): JsonObject | undefined {
  if (!isJsonObject(term)) return undefined;
  const { labelSelector, topologyKey, ...others } = term;
  const expression = isJsonObject(labelSelector) ? onlyExpression(labelSelector) : undefined;
  if (Object.keys(others).length > 0 || expression === undefined || typeof topologyKey !== 'string') return undefined;
  return { ...expression, topologyKey };
}

function onlyExpression({ matchLabels, matchExpressions, ...others }: JsonObject): JsonObject | undefined {
  const labels = isJsonObject(matchLabels) ? Object.entries(matchLabels) : [];
  const all = [
    ...labels.map(([key, value]) => ({ key, operator: 'In', values: [value ?? ''] })),
    ...listOf(matchExpressions),
  ];
  const [first] = all;
  if (all.length !== 1 || !isJsonObject(first) || Object.keys(others).length > 0) return undefined;
  const { key, operator, values } = first;
  const list = listOf(values);
  if (!list.every((value) => typeof value === 'string') || list.some((value) => value.includes(','))) return undefined;
  return { key, operator, ...(list.length > 0 && { values: list.join(',') }) };
}
