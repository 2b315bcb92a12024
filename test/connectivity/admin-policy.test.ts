import { Connectivity, describeExplanation } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';
import { allowed, app, deployment, namespace, peer, pod, policy, warningsOf } from './manifests';

function admin(kind: string, name: string, spec: JsonObject): JsonObject {
  const version = kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1';
  return { apiVersion: `policy.networking.k8s.io/${version}`, kind, metadata: { name }, spec };
}

const EVERY = { namespaces: {} };
const objects = [namespace('x'), deployment('x/a'), deployment('x/b')];
const deny = admin('AdminNetworkPolicy', 'deny', {
  priority: 10,
  subject: EVERY,
  ingress: [{ action: 'Deny', from: [EVERY], ports: [{ portNumber: { port: 80 } }] }],
});

describe('the tiers', () => {
  test('Admin before NetworkPolicies, Baseline where there are none', () => {
    const open = policy('x/open', { podSelector: {}, ingress: [{}] });
    const baseline = admin('BaselineAdminNetworkPolicy', 'default', {
      subject: EVERY,
      ingress: [{ action: 'Deny', from: [EVERY] }],
    });
    expect(allowed([...objects, deny, open], 'x/a', 'x/b')).toBe('TCP 1-79,81-65535; UDP 1-65535; SCTP 1-65535');
    expect(allowed([...objects, baseline], 'x/a', 'x/b')).toBe('none');
    expect(allowed([...objects, baseline, open], 'x/a', 'x/b')).toBe('all');
  });

  test('an explanation names who decides', () => {
    const connectivity = Connectivity.of([...objects, deny]);
    const of = (port: number): string[] =>
      describeExplanation(connectivity.explain(peer(connectivity, 'x/a'), peer(connectivity, 'x/b'), port));
    expect(of(80)).toEqual([
      'closed: x/a[Deployment] => x/b[Deployment] : TCP 80',
      '  egress of x/a[Deployment]: open, no policy selects its pods for egress',
      '  ingress of x/b[Deployment]: no NetworkPolicy selects its pods for ingress',
      '    AdminNetworkPolicy deny ingress[0] denies TCP 80',
      '    open: none',
    ]);
    expect(of(81)[0]).toBe('open: x/a[Deployment] => x/b[Deployment] : TCP 81');
  });

  test('networks hold pods with such addresses; of unknown ones only networks of every address do', () => {
    const to = (cidr: string): JsonObject =>
      admin('ClusterNetworkPolicy', 'n', {
        tier: 'Admin',
        priority: 1,
        subject: EVERY,
        egress: [{ action: 'Deny', to: [{ networks: [cidr] }] }],
      });
    const known = (name: string, podIP: string): JsonObject => ({ ...pod(`x/${name}`), status: { podIP } });
    const pods = [known('one', '10.0.0.1'), known('two', '10.1.0.1'), pod('x/three')];
    expect(allowed([...pods, to('10.0.0.0/16')], 'x/three', 'x/one')).toBe('none');
    expect(allowed([...pods, to('10.0.0.0/16')], 'x/three', 'x/two')).toBe('all');
    expect(allowed([...pods, to('10.0.0.0/16')], 'x/one', 'x/three')).toBe('all');
    expect(allowed([...pods, to('0.0.0.0/0')], 'x/one', 'x/three')).toBe('none');
  });

  test('nodes are found by label; without Nodes that is not evaluated', () => {
    const nodes = admin('AdminNetworkPolicy', 'nodes', {
      priority: 1,
      subject: EVERY,
      egress: [{ action: 'Deny', to: [{ nodes: { matchLabels: { zone: 'a' } } }] }],
    });
    const node = (name: string, zone: string, address: string): JsonObject => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { zone } },
      status: {
        addresses: [
          { type: 'InternalIP', address },
          { type: 'Hostname', address: name },
        ],
      },
    });
    const all = [...objects, nodes, node('one', 'a', '192.0.2.1'), node('two', 'b', '192.0.2.2')];
    expect(allowed(all, 'x/a', '192.0.2.1')).toBe('none');
    expect(allowed(all, 'x/a', '192.0.2.2')).toBe('all');
    expect(Connectivity.of(all).unevaluated).toEqual([]);
    expect(Connectivity.of([...objects, nodes]).unevaluated).toHaveLength(1);
  });
});

test.each<[string, JsonObject, string]>([
  ['AdminNetworkPolicy', { priority: 1001, subject: EVERY }, 'priority: 1001 is not allowed; allowed 0-1000'],
  ['AdminNetworkPolicy', { priority: 1, subject: {} }, 'subject needs exactly one of namespaces, pods'],
  ['ClusterNetworkPolicy', { tier: 'Top', priority: 1, subject: EVERY }, 'tier: "Top" is unknown'],
  [
    'AdminNetworkPolicy',
    { priority: 1, subject: EVERY, ingress: [{ action: 'Accept', from: [EVERY] }] },
    'ingress[0].action: "Accept" is unknown; allowed Allow, Deny, Pass',
  ],
  [
    'ClusterNetworkPolicy',
    { tier: 'Admin', priority: 1, subject: EVERY, ingress: [{ action: 'Deny', from: [{ networks: ['10.0.0.0/8'] }] }] },
    'ingress[0].from[0] needs exactly one of namespaces, pods',
  ],
  [
    'AdminNetworkPolicy',
    { priority: 1, subject: EVERY, egress: [{ action: 'Deny', to: [] }] },
    'needs at least one peer',
  ],
  ['BaselineAdminNetworkPolicy', { subject: EVERY }, 'metadata.name: "p" is not allowed; allowed default'],
])('what the API server refuses: %s %#', (kind, spec, message) => {
  const [first] = warningsOf([...objects, admin(kind, 'p', spec)], 'invalid-policy');
  expect(first).toContain(`${kind} p: ${message}`.slice(0, kind.length + 3));
  expect(first).toContain(message);
});

test('two policies of one priority', () => {
  const other = { ...deny, metadata: { name: 'other' } };
  expect(warningsOf([...objects, deny, other], 'same-priority')).toEqual([
    'AdminNetworkPolicy other: has the priority 10 of AdminNetworkPolicy deny; which one decides is up to the network plugin, here the first by name',
  ]);
});

test('domain names are not evaluated, and that is known', () => {
  const names = admin('ClusterNetworkPolicy', 'names', {
    tier: 'Admin',
    priority: 1,
    subject: EVERY,
    egress: [{ action: 'Accept', to: [{ domainNames: ['example.com'] }] }],
  });
  expect(Connectivity.of([...objects, names]).unevaluated).toEqual([
    'ClusterNetworkPolicy names egress[0].to[0].domainNames: the addresses of domain names are not known',
  ]);
});

test('redundant NetworkPolicies', () => {
  const from = (name: string, ...apps: string[]): JsonObject =>
    policy(`x/${name}`, {
      podSelector: app('b'),
      policyTypes: ['Ingress'],
      ingress: apps.map((each) => ({ from: [{ podSelector: app(each) }] })),
    });
  expect(Connectivity.of([...objects, from('wide', 'a', 'b'), from('narrow', 'a')]).redundantPolicies()).toEqual([
    'NetworkPolicy x/narrow',
  ]);
  expect(Connectivity.of([...objects, from('one', 'a'), from('two', 'b')]).redundantPolicies()).toEqual([]);
});

describe('kinds that bring pods', () => {
  test('a Rollout is evaluated like a Deployment', () => {
    const rollout = { ...deployment('x/r'), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
    expect(Connectivity.of([rollout]).workloads.map(({ id }) => id)).toEqual(['x/r[Rollout]']);
  });

  test.each([
    ['monitoring.coreos.com/v1', 'Prometheus', {}],
    ['core.oam.dev/v1alpha2', 'Component', {}],
    ['example.com/v1', 'Anything', { deep: { template: { spec: { containers: [{ image: 'x' }] } } } }],
  ])('%s %s is warned about, unless its pods are part of the input', (apiVersion, kind, spec) => {
    const object: JsonObject = { apiVersion, kind, metadata: { name: 'p', namespace: 'x' }, spec };
    expect(warningsOf([...objects, object], 'pods-unknown')).toEqual([
      `${kind} x/p: kind ${apiVersion} ${kind} brings pods that are not part of the input`,
    ]);
    const owned = pod('x/p-0', {}, {}, { ownerReferences: [{ kind, name: 'p', controller: true }] });
    expect(warningsOf([...objects, object, owned], 'pods-unknown')).toEqual([]);
  });
});

test.each([
  ['10.0.0.5/24', '10.0.0.0/24'],
  ['fd00::1/64', 'fd00::/64'],
])('bits behind the prefix are dropped, and named: %s', (cidr, meant) => {
  const block = policy('x/p', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr } }] }] });
  expect(warningsOf([...objects, block], 'host-bits')).toEqual([
    `NetworkPolicy x/p: egress[0].to[0].ipBlock.cidr: "${cidr}" has bits behind its prefix; it means ${meant}`,
  ]);
  const right = policy('x/p', { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: meant } }] }] });
  expect(warningsOf([...objects, right], 'host-bits')).toEqual([]);
});
