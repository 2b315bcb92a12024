import { compared, deployment, expectRisk, fields, metadata, object, type RiskRow } from './compared';

const context = (pod: object, ...containers: object[]) =>
  deployment(
    {},
    {
      securityContext: pod,
      containers: (containers.length > 0 ? containers : [{}]).map((securityContext, at) => ({
        name: `c${at}`,
        image: 'web:1',
        securityContext,
      })),
    },
  );
const SAFE = { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } };
const ALL = { capabilities: { drop: ['ALL'] } };

const RISKY: readonly RiskRow[] = [
  ['what the pod states goes from the container', [context(SAFE, SAFE), context(SAFE, {})], 'rollout'],
  ['what the container states goes from the pod', [context(SAFE, SAFE), context({}, SAFE)], 'rollout'],
  ['what all containers stated is stated by the pod', [context({}, SAFE, SAFE), context(SAFE, {}, {})], 'rollout'],
  ['the user of the pod goes', [context({ runAsUser: 1000 }), context({})], 'access', 'root'],
  ['the user of one container goes', [context({}, SAFE, SAFE), context({}, SAFE, {})], 'access', 'c1'],
  [
    'the pod runs as root, and its container does not',
    [context(SAFE, SAFE), context({ runAsUser: 0 }, SAFE)],
    'rollout',
  ],
  ['a container may be root again', [context(SAFE), context(SAFE, { runAsNonRoot: false })], 'access', 'restrictions'],
  [
    'calls are no longer filtered',
    [context(SAFE), context(SAFE, { seccompProfile: { type: 'Unconfined' } })],
    'access',
    'system calls',
  ],
  [
    'a writable file system',
    [context({}, { readOnlyRootFilesystem: true }), context({}, {})],
    'access',
    'restrictions',
  ],
  [
    'a capability beside none',
    [context({}, ALL), context({}, { capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } })],
    'access',
    'capabilities',
  ],
  ['nothing is dropped', [context({}, ALL), context({}, {})], 'access', 'capabilities'],
  [
    'one is dropped in place of all',
    [context({}, ALL), context({}, { capabilities: { drop: ['NET_RAW'] } })],
    'access',
    'capabilities',
  ],
  [
    'all are dropped but one',
    [context({}, {}), context({}, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
    'rollout',
  ],
  [
    'one that every container has is added',
    [context({}, {}), context({}, { capabilities: { add: ['CHOWN'] } })],
    'rollout',
  ],
  [
    'the account gives tokens',
    fields('v1 ServiceAccount', { automountServiceAccountToken: false }, {}),
    'access',
    'token',
  ],
  [
    'pods leave the mesh',
    [
      deployment({}, {}, {}),
      object('apps/v1 Deployment', 'web', {
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web', 'sidecar.istio.io/inject': 'false' } },
            spec: { containers: [{ name: 'web', image: 'web:1' }] },
          },
        },
      }),
    ],
    'access',
    'mesh',
  ],
  ['no secret for images', [deployment({}, { imagePullSecrets: [{ name: 'a' }] }), deployment()], 'removal', 'pulled'],
  ['no secret of an account', metadata('v1 ServiceAccount', {}, { labels: { a: 'b' } }), 'change'],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, row) => expectRisk(row));

test('a token without an end is new', () => {
  const token = object('v1 Secret', 'web', { type: 'kubernetes.io/service-account-token' });
  expect(compared([], [token])[0]?.risk).toBe('access');
});

test('a new pod with what every container has is no risk', () => {
  const added = context({}, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } });
  expect(compared([], [added])[0]?.risk).toBe('addition');
});

describe('another ServiceAccount', () => {
  const account = (rest: object = {}) => object('v1 ServiceAccount', 'web', rest);
  const role = object('rbac.authorization.k8s.io/v1 RoleBinding', 'web', {
    roleRef: { kind: 'Role', name: 'a' },
    subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
  });
  const risk = (before: object[], after: object[]) =>
    compared(
      [deployment(), ...(before as never[])],
      [deployment({}, { serviceAccountName: 'web' }), ...(after as never[])],
    ).find(({ object }) => object.startsWith('Deployment'))?.risk;

  test('which is new and has no role is no risk', () => expect(risk([], [account()])).toBe('rollout'));
  test('which is new and has a role', () => expect(risk([], [account(), role])).toBe('access'));
  test('which is new and has the role of the one before', () => {
    const before = { ...role, subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }] };
    expect(risk([before], [account(), role])).toBe('rollout');
    expect(risk([{ ...before, roleRef: { kind: 'Role', name: 'b' } }], [account(), role])).toBe('access');
  });
  test('which was there', () => expect(risk([account()], [account()])).toBe('access'));
  test('which has a role of the cloud', () => {
    const annotations = { 'iam.gke.io/gcp-service-account': 'a' };
    expect(risk([], [account({ metadata: { name: 'web', namespace: 'shop', annotations } })])).toBe('access');
  });
});
