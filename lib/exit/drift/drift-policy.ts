import { canonicalJson, listAt, objectAt, valueAt } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';

/**
 * The specification of a NetworkPolicy with the defaults of the API server, so that equal policies are equal: protocol TCP, the types that
 * follow from the rules, empty lists as absent, and no order.
 * @param policy - a NetworkPolicy
 */
export function readPolicySpec(policy: JsonObject): Record<string, JsonValue> {
  const spec = objectAt(policy, 'spec');
  const egress = listAt(spec, 'egress');
  const given = listAt(spec, 'policyTypes');
  const types = given.length > 0 ? given : ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])];
  return {
    podSelector: plain(valueAt(spec, 'podSelector') ?? {}),
    policyTypes: [...types].sort(byText),
    ingress: listAt(spec, 'ingress').map(plain).sort(byText),
    egress: egress.map(plain).sort(byText),
  };
}

function plain(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(plain).sort(byText);
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value)
    .filter(
      (entry): entry is [string, JsonValue] => entry[1] !== null && entry[1] !== undefined && !isEmptyList(entry[1]),
    )
    .map(([key, inner]): [string, JsonValue] => [key, plain(inner)])
    .sort(([a], [b]) => compare(a, b));
  const object = Object.fromEntries(fields);
  return 'port' in object && !('protocol' in object) ? { ...object, protocol: 'TCP' } : object;
}

function isEmptyList(value: JsonValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

function byText(a: JsonValue, b: JsonValue): number {
  return compare(canonicalJson(a), canonicalJson(b));
}
