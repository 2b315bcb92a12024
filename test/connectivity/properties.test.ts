import * as fc from 'fast-check';
import { Connectivity, diffConnectivity, PROTOCOLS } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';
import { lines, namespace, peer, pod, policy } from './manifests';
import { isOpen, type End, type ReferencePod, type ReferencePolicy, type ReferenceRule } from './reference';
import { runs } from '../support/fc-runs';

// Clusters are evaluated by the hundred, which takes a while on a busy machine.
jest.setTimeout(120_000);

const LABELS = { app: ['a', 'b'], tier: ['x', 'y'] };
const NAMESPACES = { one: { team: 'red' }, two: { team: 'blue' }, three: {} };
const ADDRESSES = ['10.0.0.1', '10.1.0.1', '10.1.1.1', '11.0.0.1'];
const PORTS = [79, 80, 81, 443, 8080];

const labels = fc.record(
  { app: fc.constantFrom(...LABELS.app), tier: fc.constantFrom(...LABELS.tier) },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;
const namespaceName = fc.constantFrom(...Object.keys(NAMESPACES));
const containerPort = fc.record({
  name: fc.constantFrom('web', 'admin'),
  containerPort: fc.constantFrom(...PORTS),
  protocol: fc.constantFrom('TCP', 'UDP'),
});
const pods = fc
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
const podSelector = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression(LABELS), { maxLength: 2 }) },
  { requiredKeys: [] },
);
const namespaceSelector = fc.record(
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
function rules(field: 'from' | 'to'): fc.Arbitrary<ReferenceRule[]> {
  const rule = fc.record(
    { [field]: fc.array(rulePeer, { maxLength: 2 }), ports: fc.array(rulePort, { maxLength: 2 }) },
    { requiredKeys: [] },
  );
  return fc.array(rule, { maxLength: 2 });
}
const policies = fc.array(
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

function manifests(podList: readonly ReferencePod[], policyList: readonly ReferencePolicy[]): JsonObject[] {
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

test('agrees with the reference, pod by pod, address by address, port by port', () => {
  let compared = 0;
  let closed = 0;
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const connectivity = Connectivity.of(manifests(podList, policyList));
      expect(connectivity.warnings.filter(({ kind }) => kind === 'invalid-policy')).toEqual([]);
      const cluster = { namespaces: NAMESPACES, policies: policyList };
      const ends: Array<{ end: End; text: string }> = [
        ...podList.map((each) => ({ end: { pod: each }, text: `${each.namespace}/${each.name}` })),
        ...ADDRESSES.map((address) => ({ end: { address }, text: address })),
      ];
      for (const source of ends) {
        for (const destination of ends) {
          if ('address' in source.end && 'address' in destination.end) continue;
          const open = connectivity.allowed(peer(connectivity, source.text), peer(connectivity, destination.text));
          for (const name of PROTOCOLS) {
            for (const port of [...PORTS, 1, 65535]) {
              const expected = isOpen(cluster, source.end, destination.end, name, port);
              const what = `${source.text} => ${destination.text} ${name} ${port}`;
              expect(`${what} ${open.contains(name, port)}`).toBe(`${what} ${expected}`);
              compared++;
              if (!expected) closed++;
            }
          }
        }
      }
    }),
    { numRuns: runs(16, 80) },
  );
  // The comparison means something only when both answers are frequent.
  expect(closed).toBeGreaterThan(compared / 20);
  expect(closed).toBeLessThan((compared * 19) / 20);
});

test('adding a rule to a policy never closes anything', () => {
  fc.assert(
    fc.property(pods, policies, fc.nat(), rules('from'), rules('to'), (podList, policyList, at, ingress, egress) => {
      const chosen = policyList[at % Math.max(policyList.length, 1)];
      const more = policyList.map((each) => {
        // The types are written out, because egress rules would otherwise turn on Egress.
        const types = each.policyTypes ?? ((each.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress']);
        const typed = { ...each, policyTypes: types };
        if (each !== chosen) return typed;
        return {
          ...typed,
          ingress: [...(each.ingress ?? []), ...ingress],
          egress: [...(each.egress ?? []), ...egress],
        };
      });
      const before = Connectivity.of(manifests(podList, policyList));
      const after = Connectivity.of(manifests(podList, more));
      for (const { lost } of diffConnectivity(before, after)) expect(lost.toString()).toBe('none');
    }),
    { numRuns: runs(20, 100) },
  );
});

test('adding policies that allow nothing opens nothing', () => {
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const deny = Object.keys(NAMESPACES).map((name) => ({
        namespace: name,
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
      }));
      const closed = Connectivity.of(manifests(podList, [...policyList, ...deny]));
      const before = Connectivity.of(manifests(podList, policyList));
      for (const { gained } of diffConnectivity(before, closed)) expect(gained.toString()).toBe('none');
    }),
    { numRuns: runs(20, 100) },
  );
});

test('the order of objects, rules, peers and ports does not matter', () => {
  const reversed = (list: ReferenceRule[] | undefined): ReferenceRule[] | undefined =>
    list === undefined
      ? undefined
      : [...list].reverse().map((rule) => ({
          ...(rule.from && { from: [...rule.from].reverse() }),
          ...(rule.to && { to: [...rule.to].reverse() }),
          ...(rule.ports && { ports: [...rule.ports].reverse() }),
        }));
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const turned = policyList.map((each) => ({
        ...each,
        ingress: reversed(each.ingress),
        egress: reversed(each.egress),
      }));
      const before = manifests(podList, policyList);
      const after = manifests(podList, turned).reverse();
      expect(lines(after)).toEqual(lines(before));
      expect(diffConnectivity(Connectivity.of(before), Connectivity.of(after))).toEqual([]);
    }),
    { numRuns: runs(20, 100) },
  );
});

test('explanations allow what is allowed, and every port asked for is allowed or refused', () => {
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const connectivity = Connectivity.of(manifests(podList, policyList));
      const ends = [...connectivity.workloads, ...connectivity.ipRanges];
      for (const from of connectivity.workloads) {
        for (const to of ends.filter((each) => each.id !== from.id)) {
          const { egress, ingress, allowed, asked } = connectivity.explain(from, to);
          expect(allowed.toString()).toBe(connectivity.allowed(from, to).toString());
          expect(egress.allowed.intersect(ingress.allowed).toString()).toBe(allowed.toString());
          for (const side of [egress, ingress]) {
            const granted = side.grants.reduce(
              (sum, { ports }) => sum.union(ports),
              side.allowed.subtract(side.allowed),
            );
            if (side.isolated) expect(granted.toString()).toBe(side.allowed.toString());
            expect(side.allowed.union(side.refused).toString()).toBe(asked.toString());
            expect(side.refusals.length > 0).toBe(!side.refused.isEmpty());
          }
        }
      }
    }),
    { numRuns: runs(10, 50) },
  );
});
