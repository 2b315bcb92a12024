import type { Warning } from '../../connectivity';
import { listAt, objectAt, textAt } from '../../connectivity/manifest';
import { warning } from '../../connectivity/warnings';
import type { JsonValue } from '../../values/json';
import { principalOf } from '../identity';
import type { Authorization } from './authorization';
import { fitsText, inTrustDomain } from './authorization-rule';
import type { MeshPod } from './mesh-pod';

interface Named {
  readonly field: 'principals' | 'namespaces';
  readonly at: string;
  readonly value: string;
}

/**
 * Principals and namespaces in rules that no pod with a certificate of the mesh has.
 * @param policies - the AuthorizationPolicies
 * @param pods - the pods
 * @param trustDomain - trust domain of the mesh
 */
export function sourceWarnings(
  policies: readonly Authorization[],
  pods: readonly MeshPod[],
  trustDomain: string,
): readonly Warning[] {
  const members = pods.filter(({ proxy }) => proxy !== 'none');
  const known = {
    principals: [...new Set(members.map((pod) => principalOf(pod.namespace, pod.serviceAccount, trustDomain)))],
    namespaces: [...new Set(members.map(({ namespace }) => namespace))],
  };
  return policies.flatMap(({ id, rules }) =>
    rules.flatMap(namedSources).flatMap(({ field, at, value }) => {
      const pattern = field === 'principals' ? inTrustDomain(value, trustDomain) : value;
      if (known[field].some((one) => fitsText(pattern, one))) return [];
      const message = `${at}: ${JSON.stringify(value)} matches no pod with a certificate of the mesh`;
      return [warning('peer-matches-nothing', `AuthorizationPolicy ${id}`, message)];
    }),
  );
}

function namedSources(rule: JsonValue, index: number): Named[] {
  const from = listAt(rule, 'from').flatMap((item, position) => {
    const source = objectAt(item, 'source');
    return (['principals', 'namespaces'] as const).flatMap((field) =>
      valuesAt(source, field, field, `rules[${index}].from[${position}].source.${field}`),
    );
  });
  const when = listAt(rule, 'when').flatMap((condition, position) => {
    const key = textAt(condition, 'key');
    const field = key === 'source.principal' ? 'principals' : key === 'source.namespace' ? 'namespaces' : undefined;
    return field === undefined ? [] : valuesAt(condition, 'values', field, `rules[${index}].when[${position}].values`);
  });
  return [...from, ...when];
}

function valuesAt(object: JsonValue, list: string, field: Named['field'], at: string): Named[] {
  return listAt(object, list).flatMap((value) => (typeof value === 'string' ? [{ field, at, value }] : []));
}
