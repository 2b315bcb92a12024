import * as fc from 'fast-check';
import { Connectivity, PROTOCOLS } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';
import { runs } from '../support/fc-runs';
import type { AdminPolicy, AdminPort, AdminRule, AdminSelection } from './admin-reference';
import { isOpenWithAdmin } from './admin-reference';
import { ADDRESSES, manifests, NAMESPACES, namespaceSelector, pods, podSelector, policies, PORTS } from './arbitraries';
import { peer } from './manifests';
import type { End } from './reference';

jest.setTimeout(120_000);

type Kind = 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy';

const selection = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector }) }),
) as fc.Arbitrary<AdminSelection>;
const network = fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '11.0.0.1/32');
const networks = fc
  .uniqueArray(network, { minLength: 1, maxLength: 2 })
  .map((list): AdminSelection => ({ networks: list }));
const port = fc
  .tuple(fc.constantFrom('TCP', 'UDP', 'SCTP'), fc.constantFrom(...PORTS), fc.constantFrom(0, 1, 400))
  .map(([protocol, start, more]): AdminPort => ({ protocol, start, end: start + more }));
const namedPort = fc.constantFrom('web', 'admin').map((name): AdminPort => ({ protocol: '', start: 0, end: 0, name }));
const action = fc.constantFrom<AdminRule['action']>('Accept', 'Deny', 'Pass');

function rule(peers: fc.Arbitrary<AdminSelection>, ports: fc.Arbitrary<AdminPort>): fc.Arbitrary<AdminRule> {
  return fc.record(
    {
      action,
      peers: fc.array(peers, { minLength: 1, maxLength: 2 }),
      ports: fc.array(ports, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['action', 'peers'] },
  );
}

const ingressRule = rule(selection, fc.oneof(port, namedPort));
const egressRule = fc.oneof(ingressRule, rule(fc.oneof(selection, networks), port));
const adminPolicy = fc.record({
  tier: fc.constantFrom<AdminPolicy['tier']>('Admin', 'Baseline'),
  priority: fc.nat(1000),
  subject: selection,
  ingress: fc.array(ingressRule, { maxLength: 3 }),
  egress: fc.array(egressRule, { maxLength: 3 }),
});
const adminPolicies = fc.uniqueArray(adminPolicy, { maxLength: 4, selector: ({ priority }) => priority });

/** A BaselineAdminNetworkPolicy exists once and has no Pass. */
function isBaseline(policy: AdminPolicy): boolean {
  return policy.tier === 'Baseline' && [...policy.ingress, ...policy.egress].every((each) => each.action !== 'Pass');
}

function portOfV1alpha1({ protocol, start, end, name }: AdminPort): JsonObject {
  if (name !== undefined) return { namedPort: name };
  return start === end ? { portNumber: { protocol, port: start } } : { portRange: { protocol, start, end } };
}

function portOfV1alpha2({ protocol, start, end, name }: AdminPort): JsonObject {
  if (name !== undefined) return { destinationNamedPort: name };
  return {
    [protocol.toLowerCase()]: { destinationPort: start === end ? { number: start } : { range: { start, end } } },
  };
}

function manifestOf(policy: AdminPolicy, index: number, kind: Kind): JsonObject {
  const isNew = kind === 'ClusterNetworkPolicy';
  const ruleOf = (field: 'from' | 'to', each: AdminRule): JsonObject => ({
    action: !isNew && each.action === 'Accept' ? 'Allow' : each.action,
    [field]: JSON.parse(JSON.stringify(each.peers)),
    ...(each.ports && {
      [isNew ? 'protocols' : 'ports']: each.ports.map(isNew ? portOfV1alpha2 : portOfV1alpha1),
    }),
  });
  return {
    apiVersion: `policy.networking.k8s.io/${isNew ? 'v1alpha2' : 'v1alpha1'}`,
    kind,
    metadata: { name: kind === 'BaselineAdminNetworkPolicy' ? 'default' : `policy-${index}` },
    spec: {
      ...(isNew && { tier: policy.tier }),
      ...(kind !== 'BaselineAdminNetworkPolicy' && { priority: policy.priority }),
      subject: JSON.parse(JSON.stringify(policy.subject)),
      ingress: policy.ingress.map((each) => ruleOf('from', each)),
      egress: policy.egress.map((each) => ruleOf('to', each)),
    },
  };
}

/** The kinds of the older version where they can say the same, else the newer one. */
function adminManifests(list: readonly AdminPolicy[], old: boolean): JsonObject[] {
  const baseline = list.filter(({ tier }) => tier === 'Baseline');
  return list.map((policy, index) => {
    if (!old) return manifestOf(policy, index, 'ClusterNetworkPolicy');
    if (policy.tier === 'Admin') return manifestOf(policy, index, 'AdminNetworkPolicy');
    const fits = isBaseline(policy) && baseline.length === 1;
    return manifestOf(policy, index, fits ? 'BaselineAdminNetworkPolicy' : 'ClusterNetworkPolicy');
  });
}

test('policies of the Admin and Baseline tiers agree with the reference, beside NetworkPolicies', () => {
  let [compared, closed] = [0, 0];
  fc.assert(
    fc.property(pods, policies, adminPolicies, fc.boolean(), (podList, policyList, admin, old) => {
      const connectivity = Connectivity.of([...manifests(podList, policyList), ...adminManifests(admin, old)]);
      const refused = connectivity.warnings.filter(({ kind }) => kind === 'invalid-policy' || kind === 'not-evaluated');
      expect(refused).toEqual([]);
      const cluster = { namespaces: NAMESPACES, policies: policyList, admin };
      const ends: Array<{ end: End; text: string }> = [
        ...podList.map((each) => ({ end: { pod: each }, text: `${each.namespace}/${each.name}` })),
        ...ADDRESSES.map((address) => ({ end: { address }, text: address })),
      ];
      for (const source of ends) {
        for (const destination of ends) {
          if ('address' in source.end && 'address' in destination.end) continue;
          const [from, to] = [peer(connectivity, source.text), peer(connectivity, destination.text)];
          const open = connectivity.allowed(from, to);
          if (from.id !== to.id) expect(connectivity.explain(from, to).allowed.toString()).toBe(open.toString());
          for (const name of PROTOCOLS) {
            for (const number of [...PORTS, 444, 1, 65535]) {
              const expected = isOpenWithAdmin(cluster, source.end, destination.end, name, number);
              const what = `${source.text} => ${destination.text} ${name} ${number}`;
              if (open.contains(name, number) !== expected) expect(`${what} ${!expected}`).toBe(`${what} ${expected}`);
              compared++;
              if (!expected) closed++;
            }
          }
        }
      }
    }),
    { numRuns: runs(6, 60) },
  );
  // The comparison means something only where both answers are found; few clusters may by chance have one.
  if (runs(6, 60) < 60) return;
  expect(closed).toBeGreaterThan(0);
  expect(closed).toBeLessThan(compared);
});

test('explanations of tiers name who allows and who refuses', () => {
  fc.assert(
    fc.property(pods, policies, adminPolicies, (podList, policyList, admin) => {
      const connectivity = Connectivity.of([...manifests(podList, policyList), ...adminManifests(admin, false)]);
      for (const from of connectivity.workloads) {
        for (const to of connectivity.workloads.filter(({ id }) => id !== from.id)) {
          const { egress, ingress, allowed, asked } = connectivity.explain(from, to);
          expect(egress.allowed.intersect(ingress.allowed).toString()).toBe(allowed.toString());
          for (const side of [egress, ingress]) {
            expect(side.allowed.union(side.refused).toString()).toBe(asked.toString());
            expect(side.refusals.length > 0).toBe(!side.refused.isEmpty());
            for (const { ports } of side.grants) expect(side.allowed.containsAll(ports)).toBe(true);
          }
        }
      }
    }),
    { numRuns: runs(10, 40) },
  );
});
