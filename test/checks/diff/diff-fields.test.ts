import type { JsonObject } from '../../../lib/values/json';
import { compared, deployment, object } from './compared';

type Pair = readonly [name: string, before: JsonObject, after: JsonObject];

const service = (spec: object): JsonObject => object('v1 Service', 'web', { spec });
const policy = (...ingress: object[]): JsonObject =>
  object('networking.k8s.io/v1 NetworkPolicy', 'web', { spec: { podSelector: {}, ingress } });
const binding = (subject: object): JsonObject =>
  object('rbac.authorization.k8s.io/v1 RoleBinding', 'web', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
    subjects: [{ kind: 'User', name: 'ann', ...subject }],
  });
const requests = (cpu: unknown): JsonObject => deployment({ resources: { requests: { cpu } } });
const env = (value: unknown): JsonObject => deployment({ env: [{ name: 'A', value }] });

const SAME: readonly Pair[] = [
  ['a quantity in two ways', requests('1'), requests('1000m')],
  ['a quantity as a number', requests(1), requests('1')],
  [
    'a protocol of a container',
    deployment({ ports: [{ containerPort: 80 }] }),
    deployment({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
  ],
  [
    'a protocol of a Service',
    service({ ports: [{ port: 80 }] }),
    service({ ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }], type: 'ClusterIP' }),
  ],
  ['no resources', deployment(), deployment({ resources: {} })],
  [
    'defaults of a pod',
    deployment({}, { restartPolicy: 'Always', securityContext: {}, hostNetwork: false }),
    deployment(),
  ],
  [
    'defaults of a probe',
    deployment({ livenessProbe: { tcpSocket: { port: 80 } } }),
    deployment({ livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 10 } }),
  ],
  [
    'the strategy',
    deployment(),
    deployment({}, {}, { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } }, replicas: 1 }),
  ],
  ['the policy of pulling', deployment(), deployment({ imagePullPolicy: 'IfNotPresent' })],
  ['null', deployment({ command: null }), deployment()],
  [
    'the directions of a policy',
    policy({}),
    object('networking.k8s.io/v1 NetworkPolicy', 'web', {
      spec: { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] },
    }),
  ],
  ['the group of a subject', binding({}), binding({ apiGroup: 'rbac.authorization.k8s.io' })],
  [
    'a quota',
    object('v1 ResourceQuota', 'q', { spec: { hard: { 'limits.cpu': '2' } } }),
    object('v1 ResourceQuota', 'q', { spec: { hard: { 'limits.cpu': '2000m' } } }),
  ],
];

test.each(SAME)('%s is no difference, either way', (_, before, after) => {
  expect(compared([before], [after])).toEqual([]);
  expect(compared([after], [before])).toEqual([]);
});

const REAL: readonly Pair[] = [
  ['a quantity', requests('1'), requests('1001m')],
  ['text and a number of a variable', env('1'), env(1)],
  ['a variable that looks like a quantity', env('1'), env('1000m')],
  [
    'an annotation',
    object('v1 ConfigMap', 'a', { metadata: { name: 'a', annotations: { a: '1' } } }),
    object('v1 ConfigMap', 'a', { metadata: { name: 'a', annotations: { a: 1 } } }),
  ],
  [
    'a protocol that is no default',
    service({ ports: [{ port: 80 }] }),
    service({ ports: [{ port: 80, protocol: 'UDP' }] }),
  ],
  [
    'a target port that is another',
    service({ ports: [{ port: 80 }] }),
    service({ ports: [{ port: 80, targetPort: 8080 }] }),
  ],
  [
    'a named target port',
    service({ ports: [{ port: 80, targetPort: 80 }] }),
    service({ ports: [{ port: 80, targetPort: '80' }] }),
  ],
  ['an address that a manifest states', service({ clusterIP: 'None' }), service({})],
  ['contents of a Secret', object('v1 Secret', 's', { stringData: { a: 'b' } }), object('v1 Secret', 's')],
  [
    'a peer that selects everything',
    policy({ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }),
    policy({ from: [{ podSelector: {} }] }),
  ],
  ['the policy of pulling', deployment(), deployment({ imagePullPolicy: 'Always' })],
  ['the strategy', deployment(), deployment({}, {}, { strategy: { type: 'Recreate' } })],
  ['replicas', deployment(), deployment({}, {}, { replicas: 2 })],
  [
    'an empty directory',
    deployment({}, { volumes: [{ name: 'a', emptyDir: {} }] }),
    deployment({}, { volumes: [{ name: 'a' }] }),
  ],
  [
    'the order of variables',
    deployment({
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    }),
    deployment({
      env: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    }),
  ],
];

test.each(REAL)('%s is a difference, either way', (_, before, after) => {
  expect(compared([before], [after])).toHaveLength(1);
  expect(compared([after], [before])).toHaveLength(1);
});

test('what differs is alone among what is written differently', () => {
  const before = policy({ ports: [{ port: 80 }] });
  const after = policy({ ports: [{ port: 80, protocol: 'TCP' }] }, { ports: [{ port: 81, protocol: 'TCP' }] });
  expect(compared([before], [after])[0]?.fields).toEqual([
    { path: 'spec.ingress[1]', after: { ports: [{ port: 81, protocol: 'TCP' }] } },
  ]);
  const [change] = compared([binding({})], [{ ...binding({ apiGroup: 'rbac.authorization.k8s.io' }), extra: 1 }]);
  expect(change).toMatchObject({ risk: 'change', fields: [{ path: 'extra', after: 1 }] });
});

describe('long lists are compared item by item, not each with each', () => {
  test('without a key', () => {
    const binding = (count: number, name: string): JsonObject =>
      object('rbac.authorization.k8s.io/v1 ClusterRoleBinding', 'web', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'web' },
        subjects: Array.from({ length: count }, (_, at) => ({ kind: 'ServiceAccount', name, namespace: `n${at}` })),
      });
    expect(compared([binding(2000, 'a')], [binding(2001, 'b')])[0]?.fields).toHaveLength(4001);
  });

  test('by name, where all names are others', () => {
    const entry = (prefix: string): JsonObject =>
      deployment({ env: Array.from({ length: 3000 }, (_, at) => ({ name: `${prefix}${at}`, value: `${at}` })) });
    const [change] = compared([entry('A')], [entry('B')]);
    expect(change?.fields).toHaveLength(3000);
    expect(change?.fields[0]).toMatchObject({ before: 'A0', after: 'B0' });
  });
});
