import { Chart, Testing } from 'cdk8s';
import { VirtualCluster, type VirtualClusterProps } from '../../lib';
import { Connectivity } from '../../lib/connectivity';
import type { JsonObject } from '../../lib/values/json';

const deployment = (name: string, namespace: string): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name, release: 'own' } },
      spec: { containers: [{ name: 'a', image: 'a' }] },
    },
  },
});

const pod = (name: string, namespace: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: { containers: [{ name: 'a', image: 'a' }] },
});

const virtual = (name: string, props: Partial<VirtualClusterProps> = {}): VirtualCluster =>
  new VirtualCluster(new Chart(Testing.app(), name), name, { namespace: name, ...props });

const isolation = { networkPolicy: true, admitFrom: ['ingress'] } as const;

test('isolation: only the own workloads, the API and namespaces that are named', () => {
  const [a, b] = [virtual('team-a', { isolation }), virtual('team-b', { isolation })];
  const connectivity = Connectivity.of([
    ...(a.manifests as unknown as JsonObject[]),
    ...(b.manifests as unknown as JsonObject[]),
    ...a.onHost([deployment('web', 'shop'), deployment('db', 'data')]),
    ...b.onHost([deployment('web', 'shop')]),
    pod('nginx', 'ingress'),
    pod('other', 'default'),
  ]);
  const open = (from: string, to: string): boolean => {
    const [source, target] = [from, to].map((text) => connectivity.peer(text));
    if (source === undefined || target === undefined) throw new Error(`no peer ${from} or ${to}`);
    return !connectivity.allowed(source, target).isEmpty();
  };
  expect(open('team-a/web-x-shop-x-team-a', 'team-a/db-x-data-x-team-a')).toBe(true);
  expect(open('team-a/web-x-shop-x-team-a', 'team-a/team-a')).toBe(true);
  expect(open('ingress/nginx', 'team-a/web-x-shop-x-team-a')).toBe(true);
  expect(open('team-a/web-x-shop-x-team-a', 'team-b/web-x-shop-x-team-b')).toBe(false);
  expect(open('default/other', 'team-a/web-x-shop-x-team-a')).toBe(false);
  expect(open('default/other', 'team-a/team-a')).toBe(true);
});

const policy: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'db', namespace: 'data' },
  spec: {
    podSelector: { matchLabels: { app: 'db', release: 'own' } },
    ingress: [
      {
        from: [
          { namespaceSelector: { matchLabels: { team: 'shop' } } },
          { podSelector: { matchLabels: { app: 'x' } } },
        ],
      },
    ],
    policyTypes: ['Ingress'],
  },
};
const namespace = (name: string, labels: Readonly<Record<string, string>>): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

test('NetworkPolicies inside count where they are synchronized, and only there', () => {
  const inside = [
    namespace('shop', { team: 'shop' }),
    namespace('else', {}),
    deployment('web', 'shop'),
    deployment('db', 'data'),
    deployment('spy', 'else'),
    policy,
  ];
  const answer = (props: Partial<VirtualClusterProps>, from: string): boolean => {
    const cluster = virtual('blue', props);
    const connectivity = Connectivity.of([...cluster.onHost(inside)]);
    const [source, target] = [from, 'blue/db-x-data-x-blue'].map((text) => connectivity.peer(text));
    if (source === undefined || target === undefined) throw new Error('no such peer');
    return !connectivity.allowed(source, target).isEmpty();
  };
  const synced = { sync: { toHost: { networkPolicies: true } } };
  expect(answer(synced, 'blue/web-x-shop-x-blue')).toBe(true);
  expect(answer(synced, 'blue/spy-x-else-x-blue')).toBe(false);
  expect(answer({}, 'blue/spy-x-else-x-blue')).toBe(true);
});
