import { Connectivity, diffConnectivity, describeDifference, podsById } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';
import { allowed, app, lines, pod, policy, ports, warningsOf } from './manifests';

const OWNER = { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', controller: true }] };

const statefulSet = (spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { template: { metadata: { labels: { app: 'db' } }, spec: ports('3306') }, ...spec },
});
const member = (name: string, role?: string, spec: JsonObject = ports('3306')): JsonObject =>
  pod(`shop/${name}`, { app: 'db', ...(role !== undefined && { role }) }, spec, OWNER);
const primary = policy('shop/primary', {
  podSelector: { matchLabels: { role: 'primary' } },
  policyTypes: ['Ingress'],
  ingress: [{ from: [{ podSelector: app('db') }] }],
});
const web = policy('shop/web', {
  podSelector: app('web'),
  policyTypes: ['Egress'],
  egress: [{ to: [{ podSelector: { matchLabels: { role: 'replica' } } }], ports: [{ port: 3306 }] }],
});
const pods = [member('db-0', 'primary'), member('db-1', 'replica'), pod('shop/web', { app: 'web' })];

describe('pods whose labels differ from the template of their owner', () => {
  test.each([
    ['with their owner', [statefulSet(), ...pods, primary, web]],
    ['without it', [...pods, primary, web]],
  ])('are peers of their own, by the labels that selectors use: %s', (_, objects) => {
    expect(Connectivity.of(objects).workloads.map(({ id }) => id)).toEqual([
      'shop/db[StatefulSet]{role=primary}',
      'shop/db[StatefulSet]{role=replica}',
      'shop/web[Pod]',
    ]);
    expect(allowed(objects, 'shop/web', 'shop/db-1')).toBe('TCP 3306');
    expect(allowed(objects, 'shop/web', 'shop/db-0')).toBe('none');
    expect(allowed(objects, 'shop/db-1', 'shop/db-0')).toBe('all');
    expect(warningsOf(objects, 'policy-selects-nothing')).toEqual([]);
    expect(warningsOf(objects, 'peer-matches-nothing')).toEqual([]);
  });

  test('a name means all of them, a pod its own', () => {
    const connectivity = Connectivity.of([statefulSet(), ...pods, primary]);
    expect(connectivity.peer('shop/db')).toBeUndefined();
    expect(connectivity.peersNamed('shop/db[StatefulSet]')).toHaveLength(2);
    expect(connectivity.peersNamed('shop/db-0').map(({ pods: names }) => names)).toEqual([['db-0']]);
  });

  test('one without the label is named by its absence', () => {
    const objects = [member('db-0', 'primary'), member('db-1'), primary];
    expect(Connectivity.of(objects).workloads.map(({ id }) => id)).toEqual([
      'shop/db[StatefulSet]{!role}',
      'shop/db[StatefulSet]{role=primary}',
    ]);
  });

  test('where no selector asks for the label, they are one peer', () => {
    const [peer, ...others] = Connectivity.of([statefulSet(), ...pods.slice(0, 2)]).workloads;
    expect(others).toEqual([]);
    expect(peer).toMatchObject({ id: 'shop/db[StatefulSet]', labels: { app: 'db' }, pods: ['db-0', 'db-1'] });
  });

  test('named ports and the network of the node tell apart, too', () => {
    const objects = [member('db-0', undefined, ports('mysql:3306')), member('db-1', undefined, { hostNetwork: true })];
    expect(Connectivity.of(objects).workloads.map(({ id }) => id)).toEqual([
      'shop/db[StatefulSet]{pod=db-0}',
      'shop/db[StatefulSet]{pod=db-1}',
    ]);
  });

  test('pods that have ended do not count beside others', () => {
    const ended = { ...member('db-1', 'replica'), status: { phase: 'Failed' } };
    expect(Connectivity.of([member('db-0', 'primary'), ended, primary]).workloads).toHaveLength(1);
  });

  test('the template of a StatefulSet is read pod by pod where a selector asks for the name of a pod', () => {
    const first = policy('shop/first', {
      podSelector: { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' } },
      policyTypes: ['Ingress'],
    });
    const objects = [statefulSet({ replicas: 2 }), pod('shop/web', { app: 'web' }), first];
    expect(allowed(objects, 'shop/web', 'shop/db-0')).toBe('none');
    expect(allowed(objects, 'shop/web', 'shop/db-1')).toBe('all');
  });

  test('a pod of a Deployment is found without its ReplicaSet', () => {
    const deployment: JsonObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'shop' },
      spec: { template: { metadata: { labels: { app: 'api' } }, spec: {} } },
    };
    const owned = pod(
      'shop/api-6f-x',
      { app: 'api', 'pod-template-hash': '6f' },
      {},
      {
        ownerReferences: [{ kind: 'ReplicaSet', name: 'api-6f', controller: true }],
      },
    );
    expect(Connectivity.of([deployment, owned]).workloads.map(({ id }) => id)).toEqual(['shop/api[Deployment]']);
  });

  test('the pods by id are those of the peers', () => {
    const objects = [statefulSet(), ...pods, primary];
    expect([...podsById(objects).keys()]).toEqual(Connectivity.of(objects).workloads.map(({ id }) => id));
  });

  test('a policy that tells them apart changes only what it changes', () => {
    const before = Connectivity.of(pods);
    const after = Connectivity.of([...pods, primary]);
    expect(diffConnectivity(before, after).map(describeDifference)).toEqual([
      'removed: 0.0.0.0-255.255.255.255 => shop/db[StatefulSet]{role=primary}: all -> none',
      'removed: shop/web[Pod] => shop/db[StatefulSet]{role=primary}: all -> none',
    ]);
  });
});

test('neighbouring addresses with the same answer are one range, and one address is one address', () => {
  const blocks = policy('x/p', {
    podSelector: {},
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ ipBlock: { cidr: '10.0.0.0/25' } }] },
      { from: [{ ipBlock: { cidr: '10.0.0.128/25' } }, { ipBlock: { cidr: '192.0.2.7/32' } }] },
    ],
  });
  expect(lines([pod('x/a'), blocks]).slice(0, 2)).toEqual([
    '10.0.0.0-10.0.0.255 => x/a[Pod] : all',
    '192.0.2.7 => x/a[Pod] : all',
  ]);
});
