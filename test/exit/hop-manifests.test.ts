import * as fc from 'fast-check';
import { evaluateManifests } from '../../lib/exit/hop-manifests';
import type { JsonObject } from '../../lib/values/json';
import { runs } from '../support/fc-runs';

interface Change {
  readonly metadata?: object;
  readonly spec?: object;
  readonly pod?: object;
  readonly more?: object;
}

function object(
  apiVersion: string,
  kind: string,
  { metadata = {}, spec = {}, pod, more = {} }: Change = {},
): JsonObject {
  const template = pod === undefined ? {} : { template: { metadata: { labels: { app: 'web' } }, ...pod } };
  return {
    apiVersion,
    kind,
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { ...spec, ...template },
    ...more,
  };
}

const deployment = (change: Change = {}): JsonObject =>
  object('apps/v1', 'Deployment', {
    ...change,
    spec: { selector: { matchLabels: { app: 'web' } }, ...change.spec },
    pod: change.pod ?? {},
  });
const claim = (name: string, size = '1Gi', more = {}): object => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...more },
});
const statefulSet = (spec: object): JsonObject =>
  object('apps/v1', 'StatefulSet', {
    spec: { serviceName: 'web', selector: { matchLabels: { app: 'web' } }, ...spec },
    pod: {},
  });
const service = (ports: readonly object[], spec: object = {}): JsonObject =>
  object('v1', 'Service', { spec: { ports, selector: { app: 'web' }, ...spec } });
const policy = (ingress: readonly object[]): JsonObject =>
  object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ingress } });

function found(before: readonly JsonObject[], after: readonly JsonObject[]): string[] {
  return evaluateManifests(before, after).map(
    ({ level, kind, what }) => `${level} ${kind}: ${what.replace(/^\S+ (shop\/)?web: /, '')}`,
  );
}

type Case = readonly [
  name: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  expected: readonly string[],
];

/** Each bad change has a neighbour that is fine. */
const CASES: readonly Case[] = [
  [
    'selector',
    deployment(),
    deployment({ spec: { selector: { matchLabels: { app: 'shop' } } } }),
    ['error selector: spec.selector changes, but it is immutable, so the API server rejects the change'],
  ],
  ['replicas', deployment(), deployment({ spec: { replicas: 3 } }), []],
  [
    'empty expressions',
    deployment(),
    deployment({ spec: { selector: { matchLabels: { app: 'web' }, matchExpressions: null } } }),
    [],
  ],
  [
    'service name',
    statefulSet({}),
    statefulSet({ serviceName: 'other' }),
    ['error statefulset: spec.serviceName changes, but it is immutable, so the API server rejects the change'],
  ],
  [
    'claim name',
    statefulSet({ volumeClaimTemplates: [claim('data')] }),
    statefulSet({ volumeClaimTemplates: [claim('disk')] }),
    ['error statefulset: spec.volumeClaimTemplates changes, but it is immutable, so the API server rejects the change'],
  ],
  [
    'claim size',
    statefulSet({ volumeClaimTemplates: [claim('data')] }),
    statefulSet({ volumeClaimTemplates: [claim('data', '2Gi')] }),
    ['error statefulset: spec.volumeClaimTemplates changes, but it is immutable, so the API server rejects the change'],
  ],
  [
    'claim defaults',
    statefulSet({ volumeClaimTemplates: [claim('data')] }),
    statefulSet({
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          status: { phase: 'Pending' },
          ...claim('data', '1Gi', { volumeMode: 'Filesystem' }),
        },
      ],
    }),
    [],
  ],
  [
    'pod management',
    statefulSet({}),
    statefulSet({ podManagementPolicy: 'Parallel' }),
    ['error object: spec.podManagementPolicy changes, but it is immutable, so the API server rejects the change'],
  ],
  [
    'default pod management',
    statefulSet({}),
    statefulSet({ podManagementPolicy: 'OrderedReady', minReadySeconds: 5 }),
    [],
  ],
  [
    'default that stays',
    statefulSet({}),
    statefulSet({ updateStrategy: { type: 'OnDelete' } }),
    [
      'error object: spec.updateStrategy.rollingUpdate: the API server keeps the settings of rolling updates that it filled in, and refuses them beside OnDelete',
    ],
  ],
  [
    'port gone',
    service([{ port: 80 }]),
    service([{ port: 81 }]),
    ['error port: port 80/TCP is removed', 'note port: gets ports 81/TCP'],
  ],
  [
    'port target',
    service([{ port: 80, targetPort: 8080 }]),
    service([{ port: 80 }]),
    ['warning port: port 80/TCP leads to 80 instead of 8080'],
  ],
  [
    'port name',
    service([{ port: 80, name: 'http' }]),
    service([{ port: 80, name: 'web', targetPort: 80 }]),
    ['warning port: port 80/TCP is called web instead of http'],
  ],
  [
    'same port, other protocol',
    service([{ port: 53 }]),
    service([{ port: 53, protocol: 'UDP' }]),
    ['error port: port 53/TCP is removed', 'note port: gets ports 53/UDP'],
  ],
  [
    'cluster address',
    service([], { clusterIP: '10.0.0.1' }),
    service([], { clusterIP: 'None' }),
    ['error object: spec.clusterIP changes, but it is immutable, so the API server rejects the change'],
  ],
  ['assigned address', service([], { clusterIP: '10.0.0.1' }), service([]), []],
  [
    'service selector',
    service([]),
    service([], { selector: { app: 'new' } }),
    ['warning object: selects app=new instead of app=web'],
  ],
  [
    'account',
    deployment({ pod: { spec: { serviceAccountName: 'web' } } }),
    deployment({ pod: { spec: {} } }),
    [
      'error principal: the service account shop/web becomes shop/default: AuthorizationPolicies that name the old one deny the pods',
    ],
  ],
  [
    'account by old field',
    deployment({ pod: { spec: { serviceAccountName: 'web' } } }),
    deployment({ pod: { spec: { serviceAccount: 'web' } } }),
    [],
  ],
  [
    'label',
    deployment({ pod: { metadata: { labels: { app: 'web', tier: 'front' } } } }),
    deployment({ pod: { metadata: { labels: { app: 'web' } } } }),
    ['warning behaviour: the pods lose or change labels tier: policies, Services and monitors may select by them'],
  ],
  [
    'version label',
    deployment({ pod: { metadata: { labels: { app: 'web', 'helm.sh/chart': 'web-1' } } } }),
    deployment({ pod: { metadata: { labels: { app: 'web', 'helm.sh/chart': 'web-2' } } } }),
    [],
  ],
  [
    'container port',
    deployment({ pod: { spec: { containers: [{ ports: [{ name: 'http', containerPort: 80 }] }] } } }),
    deployment({ pod: { spec: { containers: [{ ports: [{ name: 'http', containerPort: 81 }] }] } } }),
    ['warning port: the pods no longer have ports http 80/TCP', 'note port: the pods get ports http 81/TCP'],
  ],
  [
    'secret generated again',
    object('v1', 'Secret', { more: { data: { key: 'YQ==' } } }),
    object('v1', 'Secret', { more: { data: { key: 'Yg==' } } }),
    ['error secret: the values of key are newly generated'],
  ],
  [
    'secret as text',
    object('v1', 'Secret', { more: { data: { key: 'YQ==' } } }),
    object('v1', 'Secret', { more: { stringData: { key: 'a' }, type: 'Opaque' } }),
    [],
  ],
  [
    'role',
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', { more: { roleRef: { name: 'a' } } }),
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', { more: { roleRef: { name: 'b' } } }),
    ['error object: roleRef changes, but it is immutable, so the API server rejects the change'],
  ],
  [
    'new open policy',
    undefined,
    policy([{}]),
    ['error policy: admits any source, and so reopens what other policies close'],
  ],
  ['new policy', undefined, policy([{ from: [{ podSelector: {} }] }]), []],
  [
    'policy opened',
    policy([{ from: [{ podSelector: {} }] }]),
    policy([{ ports: [{ port: 80 }], from: [] }]),
    ['error policy: admits any source, and so reopens what other policies close'],
  ],
  ['open before', policy([{}]), policy([{ ports: [{ port: 80 }] }]), []],
  [
    'hook',
    undefined,
    object('batch/v1', 'Job', { metadata: { annotations: { 'helm.sh/hook': 'pre-install' } } }),
    ['warning hook: is a new hook'],
  ],
  ['object gone', deployment(), undefined, ['warning object: is removed']],
  [
    'claim gone',
    object('v1', 'PersistentVolumeClaim'),
    undefined,
    ['error object: is removed, together with what it holds'],
  ],
  [
    'account gone',
    object('v1', 'ServiceAccount'),
    undefined,
    ['warning principal: is removed: policies may name it as a principal'],
  ],
  [
    'job template',
    object('batch/v1', 'Job', { pod: {} }),
    object('batch/v1', 'Job', { pod: { spec: { restartPolicy: 'Never' } } }),
    ['error object: spec.template changes, but it is immutable, so the API server rejects the change'],
  ],
  [
    'hook template: it is created again each time',
    object('batch/v1', 'Job', { metadata: { annotations: { 'helm.sh/hook': 'pre-upgrade' } }, pod: {} }),
    object('batch/v1', 'Job', {
      metadata: { annotations: { 'helm.sh/hook': 'pre-upgrade' } },
      pod: { spec: { restartPolicy: 'Never' } },
    }),
    [],
  ],
];

test.each(CASES)('%s', (_, before, after, expected) => {
  expect(found([before ?? []].flat(), [after ?? []].flat())).toEqual(expected);
});

test('a large CRD needs server-side apply, however it came', () => {
  const crd = (size: number): JsonObject =>
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { text: 'x'.repeat(size) } });
  expect(found([crd(262_144)], [crd(262_144)])).toEqual([
    'error crd: has 262 kB, more than the 262144-byte limit of the last-applied annotation',
  ]);
  expect(found([], [crd(200_000)])).toEqual([]);
});

test('the values of a Secret are in no finding', () => {
  const secret = (value: string): JsonObject =>
    object('v1', 'Secret', { more: { immutable: true, type: value, data: { key: value } } });
  expect(JSON.stringify(evaluateManifests([secret('c2VjcmV0MQ==')], [secret('c2VjcmV0Mg==')]))).not.toContain(
    'c2VjcmV0',
  );
});

test('equal manifests have no findings besides sizes, in any order and as Lists, whatever they hold', () => {
  const kind = fc.constantFrom(
    'Deployment',
    'StatefulSet',
    'Service',
    'Secret',
    'NetworkPolicy',
    'Job',
    'List',
    '__proto__',
  );
  const name = fc.oneof(fc.string(), fc.constantFrom('web', '__proto__', 'constructor'));
  const manifest = fc.record({
    apiVersion: fc.constantFrom('v1', 'apps/v1', 'batch/v1'),
    kind,
    metadata: fc.record({ name }),
    spec: fc.jsonValue(),
    data: fc.jsonValue(),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(manifest, { selector: (one) => JSON.stringify([one.apiVersion, one.kind, one.metadata.name]) }),
      (manifests) => {
        const objects = manifests as unknown as JsonObject[];
        expect(evaluateManifests(objects, [...objects].reverse())).toEqual([]);
      },
    ),
    { numRuns: runs(20, 1000) },
  );
});

describe('the target of a port', () => {
  const pods = (containerPort: number): JsonObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'ns' },
    spec: {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort }] }] },
      },
    },
  });
  const target = (targetPort: string | number): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'ns' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort }] },
  });
  const portFindings = (before: readonly JsonObject[], after: readonly JsonObject[]): string[] =>
    evaluateManifests(before, after)
      .filter(({ object }) => object.startsWith('Service '))
      .map(({ what }) => what);

  test('is the same by its name and by its number', () => {
    expect(portFindings([pods(8080), target(8080)], [pods(8080), target('http')])).toEqual([]);
    expect(portFindings([pods(8080), target('http')], [pods(8080), target(8080)])).toEqual([]);
  });

  test('is another one where the pods have another number, or are not known', () => {
    const moved = ['port 80/TCP leads to http instead of 8080'];
    expect(portFindings([pods(8080), target(8080)], [pods(9090), target('http')]).map(last)).toEqual(moved);
    expect(portFindings([target(8080)], [target('http')]).map(last)).toEqual(moved);
  });
});

const last = (text: string): string => text.replace(/^.*: /, '');
