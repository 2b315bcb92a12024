import * as fc from 'fast-check';
import { adoptedPlatform } from '../../lib/exit/adopt/adopt-platform';
import { manifestDrift } from '../../lib/exit/drift/drift-manifest';
import { statedObjects } from '../../lib/exit/drift/drift-manifests';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/values/json';
import { runs } from '../support/fc-runs';

/** What an API server makes of a manifest: more fields, in other words and another order. */
const CASES: ReadonlyArray<readonly [name: string, stated: JsonObject, stored: JsonObject]> = [
  [
    'an Ingress',
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'x', namespace: 'y', annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } },
      spec: { rules: [{ host: 'a.b', http: { paths: [{ path: '/', backend: { service: { name: 's' } } }] } }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'x',
        namespace: 'y',
        uid: '1',
        generation: 3,
        annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/', 'meta.helm.sh/release-name': 'x' },
      },
      spec: {
        rules: [
          {
            host: 'a.b',
            http: {
              paths: [{ backend: { service: { name: 's' } }, path: '/', pathType: 'ImplementationSpecific' }],
            },
          },
        ],
      },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    },
  ],
  [
    'a Certificate',
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'x', namespace: 'y' },
      spec: { secretName: 's', issuerRef: { name: 'i' }, duration: '43800h', dnsNames: ['b', 'a'] },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'x', namespace: 'y' },
      spec: {
        dnsNames: ['a', 'b'],
        duration: '43800h0m0s',
        issuerRef: { name: 'i', kind: 'Issuer', group: 'cert-manager.io' },
        secretName: 's',
      },
      status: { revision: 1 },
    },
  ],
  [
    'a webhook configuration',
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'x' },
      webhooks: [
        { name: 'b.c', clientConfig: { service: { name: 's', namespace: 'n' } }, rules: [{ resources: ['*'] }] },
      ],
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'x' },
      webhooks: [
        {
          name: 'b.c',
          clientConfig: { caBundle: 'LS0t', service: { name: 's', namespace: 'n', port: 443 } },
          failurePolicy: 'Fail',
          matchPolicy: 'Equivalent',
          namespaceSelector: {},
          objectSelector: {},
          timeoutSeconds: 10,
          rules: [{ resources: ['*'], scope: '*' }],
        },
      ],
    },
  ],
  [
    'a binding',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'x' },
      roleRef: { kind: 'ClusterRole', name: 'r' },
      subjects: [
        { kind: 'ServiceAccount', name: 'a', namespace: 'n' },
        { kind: 'Group', name: 'g' },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'x' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r' },
      subjects: [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'g' },
        { kind: 'ServiceAccount', name: 'a', namespace: 'n' },
      ],
    },
  ],
  [
    'a Deployment',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'x', namespace: 'y' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { containers: [{ name: 'c', image: 'i:1', resources: { requests: { cpu: 0.5, memory: '1024Mi' } } }] },
        },
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'x', namespace: 'y', annotations: { 'deployment.kubernetes.io/revision': '4' } },
      spec: {
        progressDeadlineSeconds: 600,
        replicas: 1,
        revisionHistoryLimit: 10,
        strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' }, type: 'RollingUpdate' },
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { creationTimestamp: null, labels: { a: 'b' } },
          spec: {
            containers: [
              {
                name: 'c',
                image: 'i:1',
                imagePullPolicy: 'IfNotPresent',
                resources: { requests: { cpu: '500m', memory: '1Gi' } },
                terminationMessagePath: '/dev/termination-log',
                terminationMessagePolicy: 'File',
              },
            ],
            dnsPolicy: 'ClusterFirst',
            restartPolicy: 'Always',
            schedulerName: 'default-scheduler',
            securityContext: {},
            terminationGracePeriodSeconds: 30,
          },
        },
      },
    },
  ],
];

test.each(CASES)('%s that an API server filled in has no drift', (_, manifest, stored) => {
  expect(manifestDrift({ manifest, whole: true }, stored)).toEqual([]);
  expect(manifestDrift({ manifest, whole: false }, stored)).toEqual([]);
});

test('a field that only runs is a difference of a whole object, and none of a part', () => {
  const [, manifest, stored] = CASES[0] as (typeof CASES)[number];
  const changed = {
    ...stored,
    metadata: {
      ...(stored.metadata as JsonObject),
      annotations: { 'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8', 'example.com/note': 'x' },
    },
    spec: { ...(stored.spec as JsonObject), defaultBackend: { service: { name: 'other' } } },
  };
  const stated = {
    path: 'metadata.annotations[nginx.ingress.kubernetes.io/rewrite-target]',
    runs: undefined,
    wanted: '/',
  };
  expect(manifestDrift({ manifest, whole: true }, changed)).toEqual([
    stated,
    {
      path: 'metadata.annotations[nginx.ingress.kubernetes.io/whitelist-source-range]',
      runs: '10.0.0.0/8',
      wanted: undefined,
    },
    { path: 'spec.defaultBackend', runs: { service: { name: 'other' } }, wanted: undefined },
  ]);
  expect(manifestDrift({ manifest, whole: false }, changed)).toEqual([stated]);
});

test('what a dump hides or redacts is not a difference', () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 'b', c: 'd', e: 'f' } };
  const stored = { ...manifest, data: { a: '(hidden)', c: 'x REDACTED-1 y', e: '0'.repeat(64) } };
  expect(manifestDrift({ manifest, whole: true }, stored)).toEqual([]);
});

test('lists without keys are matched by similarity, and the nearest item is named', () => {
  const rule = (ports: readonly string[], from: string): JsonObject => ({
    to: [{ operation: { ports } }],
    from: [{ source: { principals: [from] } }],
  });
  const policy = (rules: readonly JsonObject[]): JsonObject => ({
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'x', namespace: 'y' },
    spec: { rules },
  });
  const stored = policy([rule(['2'], 'b'), rule(['1', '3'], 'other')]);
  const drift = manifestDrift({ manifest: policy([rule(['3', '1'], 'a'), rule(['2'], 'b')]), whole: true }, stored);
  expect(drift).toEqual([{ path: 'spec.rules[0].from[0].source.principals', runs: ['other'], wanted: ['a'] }]);
});

describe('of what a platform makes', () => {
  const result = adoptedPlatform(
    {
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      metadata: { name: 'verrazzano', namespace: 'default' },
      spec: { profile: 'prod', components: { argoCD: { enabled: true }, thanos: { enabled: true } } },
    },
    { kubernetesVersion: '1.27', cni: 'calico', storageClass: 'standard' },
  );
  if (!('platform' in result)) throw new Error('the resource has no effective form');
  const stated = statedObjects(result.platform);

  test('kinds of every part of the platform are stated', () => {
    expect([...new Set(stated.map(({ manifest }) => manifest.kind))].sort()).toEqual(
      [
        'AuthorizationPolicy',
        'Certificate',
        'ClusterIssuer',
        'ClusterRole',
        'EnvoyFilter',
        'InnoDBCluster',
        'Ingress',
        'Issuer',
        'MutatingWebhookConfiguration',
        'Namespace',
        'OpenSearchCluster',
        'PeerAuthentication',
        'PodMonitor',
        'ServiceMonitor',
        'Setting',
        'ValidatingWebhookConfiguration',
        'VerrazzanoMonitoringInstance',
      ].sort(),
    );
  });

  test('nothing differs from itself, whatever the order of its lists', () => {
    for (const one of stated) expect(manifestDrift(one, reversed(one.manifest) as JsonObject)).toEqual([]);
  });

  test('every change of a string or number is found, and only that', () => {
    const leaves = stated.flatMap((one) => leavesOf(one.manifest, []).map((path) => ({ ...one, path })));
    fc.assert(
      fc.property(fc.constantFrom(...leaves), ({ manifest, whole, path }) => {
        const drift = manifestDrift({ manifest, whole }, changedAt(manifest, path) as JsonObject);
        expect(drift.length).toBeGreaterThan(0);
        expect(drift.length).toBeLessThan(3);
        expect(drift[0]?.path.split(/[.[]/)[0]).toBe(path[0]);
      }),
      { numRuns: runs(40, 1500) },
    );
  });
});

const IDENTITY = ['apiVersion', 'kind', 'name', 'namespace'];

/** Paths of strings and numbers of an object that are not its identity. */
function leavesOf(value: JsonValue | undefined, path: readonly string[]): ReadonlyArray<readonly string[]> {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((item, index) => leavesOf(item, [...path, String(index)]));
  }
  if (isJsonObject(value)) {
    return Object.entries(value)
      .filter(([key]) => path.length > 1 || !IDENTITY.includes(key))
      .flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
  }
  return typeof value === 'string' || typeof value === 'number' ? [path] : [];
}

function changedAt(value: JsonValue | undefined, [key, ...rest]: readonly string[]): JsonValue {
  if (key === undefined)
    return typeof value === 'number' ? value + 1 : `${typeof value === 'string' ? value : ''}-other`;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item, index) => (String(index) === key ? changedAt(item, rest) : item));
  }
  const object = isJsonObject(value) ? value : {};
  return { ...object, [key]: changedAt(object[key], rest) };
}

function reversed(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(reversed).reverse();
  if (!isJsonObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
