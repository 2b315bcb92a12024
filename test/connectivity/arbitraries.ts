import * as fc from 'fast-check';
import type { JsonObject } from '../../lib/values/json';
import { namespace, pod, policy } from './manifests';
import type { ReferencePod, ReferencePolicy, ReferenceRule } from './reference';

/** See the properties that use it. */
const LABELS = { app: ['a', 'b'], tier: ['x', 'y'] };
/** See the properties that use it. */
export const NAMESPACES = { one: { team: 'red' }, two: { team: 'blue' }, three: {} };
/** See the properties that use it. */
export const ADDRESSES = ['10.0.0.1', '10.1.0.1', '10.1.1.1', '11.0.0.1', 'fd00::1', 'fd00:1::1', '2001:db8::a:1'];
/** See the properties that use it. */
export const PORTS = [79, 80, 81, 443, 8080];

/** See the properties that use it. */
const labels = fc.record(
  { app: fc.constantFrom(...LABELS.app), tier: fc.constantFrom(...LABELS.tier) },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;
/** See the properties that use it. */
const namespaceName = fc.constantFrom(...Object.keys(NAMESPACES));
const containerPort = fc.record({
  name: fc.constantFrom('web', 'admin'),
  containerPort: fc.constantFrom(...PORTS),
  protocol: fc.constantFrom('TCP', 'UDP'),
});
/** See the properties that use it. */
export const pods = fc
  .array(fc.record({ namespace: namespaceName, labels, ports: fc.array(containerPort, { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list): ReferencePod[] => list.map((each, index) => ({ ...each, name: `pod-${index}` })));

const operator = fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist');
function expression(
  keys: Record<string, string[]>,
): fc.Arbitrary<{ key: string; operator: string; values?: string[] }> {
  return fc.constantFrom(...Object.keys(keys)).chain((key) =>
    fc.tuple(operator, fc.subarray(keys[key] ?? [], { minLength: 1 })).map(([name, values]) => ({
      key,
      operator: name,
      ...(name.endsWith('In') && { values }),
    })),
  );
}
/** See the properties that use it. */
export const podSelector = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression(LABELS), { maxLength: 2 }) },
  { requiredKeys: [] },
);
/** See the properties that use it. */
export const namespaceSelector = fc.record(
  {
    matchLabels: fc.constantFrom({}, { team: 'red' }, { 'kubernetes.io/metadata.name': 'three' }),
    matchExpressions: fc.array(expression({ team: ['red', 'blue'] }), { maxLength: 1 }),
  },
  { requiredKeys: [] },
);
const rulePeer = fc.oneof(
  fc.record({ podSelector }),
  fc.record({ namespaceSelector }),
  fc.record({ podSelector, namespaceSelector }),
  fc.record({
    ipBlock: fc.constantFrom(
      { cidr: '0.0.0.0/0' },
      { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
      { cidr: '10.1.0.0/24' },
      { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '11.0.0.0/8'] },
      // Bits behind the prefix do not count.
      { cidr: '10.1.1.77/16', except: ['10.1.1.200/24'] },
      { cidr: '::/0' },
      { cidr: 'fd00::/8', except: ['fd00:1::/32'] },
      { cidr: 'fd00:1:2:3::4/32' },
      { cidr: '::/0', except: ['fd00::/7', '2001:db8::/32'] },
    ),
  }),
);
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
const rulePort = fc.oneof(
  fc.record({ protocol }, { requiredKeys: [] }),
  fc.record({ protocol, port: fc.constantFrom<number | string>(...PORTS, 'web', 'admin') }, { requiredKeys: ['port'] }),
  fc.record(
    { protocol, port: fc.constantFrom(79, 80), endPort: fc.constantFrom(80, 443) },
    { requiredKeys: ['port', 'endPort'] },
  ),
);
/** See the properties that use it. */
export function rules(field: 'from' | 'to'): fc.Arbitrary<ReferenceRule[]> {
  const rule = fc.record(
    { [field]: fc.array(rulePeer, { maxLength: 2 }), ports: fc.array(rulePort, { maxLength: 2 }) },
    { requiredKeys: [] },
  );
  return fc.array(rule, { maxLength: 2 });
}
/** See the properties that use it. */
export const policies = fc.array(
  fc.record(
    {
      namespace: namespaceName,
      podSelector,
      policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: rules('from'),
      egress: rules('to'),
    },
    { requiredKeys: ['namespace', 'podSelector'] },
  ),
  { maxLength: 4 },
) as fc.Arbitrary<ReferencePolicy[]>;

/** See the properties that use it. */
export function manifests(podList: readonly ReferencePod[], policyList: readonly ReferencePolicy[]): JsonObject[] {
  return [
    ...Object.entries(NAMESPACES)
      .filter(([name]) => name !== 'three')
      .map(([name, own]) => namespace(name, own as Record<string, string>)),
    ...podList.map((each) =>
      pod(`${each.namespace}/${each.name}`, each.labels, { containers: [{ name: 'main', ports: each.ports }] }),
    ),
    ...policyList.map(({ namespace: space, ...spec }, index) =>
      policy(`${space}/policy-${index}`, JSON.parse(JSON.stringify(spec))),
    ),
  ];
}
