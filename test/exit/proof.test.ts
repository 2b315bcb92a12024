import { adopt } from '../../lib/exit/adopt/adopt';
import { adoptedPlatform } from '../../lib/exit/adopt/adopt-platform';
import { planOf } from '../../lib/exit/plan/plan';
import { describeProof, proofOf } from '../../lib/exit/proof/proof';
import { afterStep } from '../../lib/exit/proof/simulate';
import type { JsonObject } from '../../lib/values/json';
import { listOf, modelObjects } from '../../scripts/exit/model-dump';
import { inCi } from '../support/sample';

const RESOURCE: JsonObject = {
  apiVersion: 'install.verrazzano.io/v1beta1',
  kind: 'Verrazzano',
  metadata: { name: 'verrazzano', namespace: 'default', finalizers: ['install.verrazzano.io'] },
  spec: { profile: 'prod', version: '1.7.2' },
  status: { state: 'Ready', version: '1.7.2' },
};

function cluster(): JsonObject[] {
  const result = adoptedPlatform(RESOURCE as never, {
    kubernetesVersion: '1.27',
    cni: 'calico',
    storageClass: 'standard',
  });
  if (!('platform' in result)) throw new Error('no platform');
  const owner = {
    apiVersion: 'verrazzano.io/v1',
    kind: 'VerrazzanoMonitoringInstance',
    name: 'system',
    uid: 'u',
    controller: true,
  };
  const objects = modelObjects(result.platform).map((object): JsonObject => {
    const metadata = object.metadata as JsonObject;
    return metadata.name === 'vmi-system-grafana'
      ? { ...object, metadata: { ...metadata, ownerReferences: [owner] } }
      : object;
  });
  const instance = {
    apiVersion: 'verrazzano.io/v1',
    kind: 'VerrazzanoMonitoringInstance',
    metadata: { name: 'system', namespace: 'verrazzano-system' },
  };
  return [RESOURCE, instance, ...objects];
}

inCi(
  'no step of a plan takes a selector, Service, principal, volume or traffic with it',
  () => {
    let objects: readonly JsonObject[] = cluster();
    const plan = planOf(adopt([{ file: 'dump.json', documents: [listOf(objects)] }]));
    const differences = plan.flatMap((step) => {
      const before = objects;
      objects = afterStep(before, step);
      if (objects === before) return [];
      const named = step.changes.map(({ object }) => object);
      // What is in the namespace that goes is of the operator that is taken out.
      return proofOf(before, objects).filter(
        ({ object }) => !named.includes(object) && !object.includes('verrazzano-install'),
      );
    });
    expect(differences.map(describeProof)).toEqual([]);
    expect(objects.some((object) => (object.metadata as JsonObject).name === 'vmi-system-grafana')).toBe(true);
  },
  30_000,
);

test('a deletion without the steps before it is seen', () => {
  const objects = cluster();
  const step = {
    changes: [{ verb: 'delete' as const, object: 'VerrazzanoMonitoringInstance verrazzano-system/system' }],
  };
  const gone = proofOf(objects, afterStep(objects, step as never)).filter(({ subject }) => subject === 'object');
  expect(gone.map(describeProof)).toContain('object: Deployment verrazzano-system/vmi-system-grafana is gone');
});

type Row = readonly [subject: string, before: JsonObject, after: JsonObject];

const named = (kind: string, rest: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'mysql', ...(kind !== 'Namespace' && { namespace: 'keycloak' }), ...metadata },
  ...rest,
});
const workload = (spec: JsonObject = {}, pod: JsonObject = {}): JsonObject => ({
  ...named('StatefulSet', {
    spec: {
      selector: { matchLabels: { app: 'mysql' } },
      template: { metadata: { labels: { app: 'mysql' } }, spec: { containers: [{ name: 'a', image: 'i:1' }], ...pod } },
      ...spec,
    },
  }),
  apiVersion: 'apps/v1',
});
const env = (key: string): JsonObject => ({
  containers: [{ name: 'a', image: 'i:1', env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 'other', key } } }] }],
});
const mounted = (source: JsonObject): JsonObject => ({ volumes: [{ name: 'v', ...source }] });
const service = (spec: JsonObject): JsonObject =>
  named('Service', { spec: { selector: { app: 'mysql' }, ports: [{ name: 'sql', port: 3306 }], ...spec } });
const policy = (kind: string, spec: JsonObject): JsonObject => ({
  ...named(kind, { spec }),
  apiVersion: 'security.istio.io/v1beta1',
});
const ALLOW = policy('AuthorizationPolicy', {
  selector: { matchLabels: { app: 'mysql' } },
  rules: [{ from: [{ source: { principals: ['cluster.local/ns/keycloak/sa/keycloak'] } }] }],
});

/** One change each, and what is named of it. */
const CHANGES: readonly Row[] = [
  ['selector', workload(), workload({ selector: { matchLabels: { app: 'x' } } })],
  ['principal', workload(), workload({}, { serviceAccountName: 'mysql' })],
  ['principal', named('Namespace'), named('Namespace', {}, { labels: { 'istio-injection': 'enabled' } })],
  ['volume', workload(), workload({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] })],
  ['volume', workload(), workload({}, mounted({ persistentVolumeClaim: { claimName: 'c' } }))],
  ['volume', workload({}, mounted({ hostPath: { path: '/a' } })), workload({}, mounted({ hostPath: { path: '/b' } }))],
  ['volume', workload(), workload({}, mounted({ ephemeral: { volumeClaimTemplate: { spec: {} } } }))],
  ['volume', named('PersistentVolumeClaim'), named('PersistentVolumeClaim', { spec: { volumeName: 'v' } })],
  [
    'volume',
    named('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '1Gi' } } } }),
    named('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '2Gi' } } } }),
  ],
  [
    'volume',
    named('PersistentVolume'),
    named('PersistentVolume', { spec: { persistentVolumeReclaimPolicy: 'Retain' } }),
  ],
  ['secret', workload(), workload({}, mounted({ secret: { secretName: 'other' } }))],
  ['secret', workload(), workload({}, mounted({ projected: { sources: [{ secret: { name: 'other' } }] } }))],
  ['secret', workload({}, env('p')), workload({}, env('q'))],
  ['secret', workload(), workload({}, { imagePullSecrets: [{ name: 'other' }] })],
  ['secret', named('ServiceAccount'), named('ServiceAccount', { imagePullSecrets: [{ name: 'other' }] })],
  [
    'secret',
    named('InnoDBCluster', { spec: { secretName: 'a' } }),
    named('InnoDBCluster', { spec: { secretName: 'b' } }),
  ],
  ['secret', named('Ingress', { spec: { tls: [{ secretName: 'a' }] } }), named('Ingress', { spec: { tls: [] } })],
  ['secret', named('Secret', { data: { a: '', b: '' } }), named('Secret', { data: { a: '' } })],
  ['image', workload(), workload({}, { containers: [{ name: 'a', image: 'i:2' }] })],
  ['running', workload(), workload({ replicas: 0 })],
  ['running', named('InnoDBCluster', { spec: { instances: 3 } }), named('InnoDBCluster', { spec: { instances: 0 } })],
  ['service', service({}), service({ ports: [{ name: 'sql', port: 3307, targetPort: 3306 }] })],
  ['service', service({}), service({ ports: [{ name: 'sql', port: 3306, targetPort: 3307 }] })],
  ['service', service({}), service({ clusterIP: 'None' })],
  ['service', service({}), service({ externalIPs: ['192.0.2.1'] })],
  ['service', named('Ingress', { spec: {} }), named('Ingress', { spec: { ingressClassName: 'nginx' } })],
  ['object', named('Secret', {}, { uid: 'a' }), named('Secret', {}, { uid: 'b' })],
  ['object', workload({ serviceName: 'a' }), workload({ serviceName: 'b' })],
];

test.each(CHANGES)('%s is named, and nothing else', (subject, before, after) => {
  expect(proofOf([before], [before])).toEqual([]);
  // The selector of a Service decides what traffic is named after.
  const found = proofOf([before], [after]).map((each) => each.subject);
  expect([...new Set(found)]).toEqual([subject]);
});

test('objects of any kind that come or go are named, apart from those that come and go by themselves', () => {
  const all = ['Certificate', 'ConfigMap', 'CustomResourceDefinition', 'Service', 'ValidatingWebhookConfiguration'];
  const objects = all.map((kind) => named(kind));
  expect(proofOf(objects, []).map(describeProof)).toEqual(all.map((kind) => `object: ${kind} keycloak/mysql is gone`));
  expect(
    proofOf(
      ['Node', 'CertificateRequest', 'Order', 'Challenge'].map((kind) => named(kind)),
      [],
    ),
  ).toEqual([]);
  expect(proofOf([named('Secret', {}, { uid: 'a' })], [named('Secret', {}, { uid: 'b' })]).map(describeProof)).toEqual([
    'object: Secret keycloak/mysql was deleted and made again, as "metadata.uid" tells',
  ]);
});

test('what the mesh allows counts as traffic', () => {
  const pods = [
    named('Namespace', {}, { name: 'keycloak', labels: { 'istio-injection': 'enabled' } }),
    workload({}, { containers: [{ name: 'a', ports: [{ containerPort: 3306 }] }] }),
    { ...workload({ selector: { matchLabels: { app: 'web' } } }), metadata: { name: 'web', namespace: 'keycloak' } },
  ];
  const strict = policy('PeerAuthentication', { mtls: { mode: 'STRICT' } });
  const found = (before: readonly JsonObject[], after: readonly JsonObject[]): string[] =>
    proofOf([...pods, ...before], [...pods, ...after]).flatMap(({ subject, object }) =>
      subject === 'traffic' ? [object.slice(0, object.indexOf(':'))] : [],
    );
  expect(new Set(found([strict, ALLOW], [strict]))).toEqual(new Set(['widened']));
  expect(new Set(found([strict], [strict, ALLOW]))).toEqual(new Set(['narrowed']));
});

test('a deletion takes along what belongs to the object in its namespace, and what belongs to that', () => {
  const owned = (kind: string, owner: string, metadata: JsonObject = {}): JsonObject =>
    named(kind, {}, { ownerReferences: [{ kind: owner, name: 'mysql' }], ...metadata });
  const other = { namespace: 'other' };
  const objects = [named('Deployment'), owned('ReplicaSet', 'Deployment'), owned('Pod', 'ReplicaSet')];
  const left = [named('Deployment', {}, other), owned('ReplicaSet', 'Deployment', other), named('Service')];
  const changes = [{ verb: 'delete' as const, object: 'Deployment keycloak/mysql' }];
  expect(afterStep([...left, ...objects], { changes } as never)).toEqual(left);
  const orphan = [{ verb: 'orphan' as const, object: 'Deployment keycloak/mysql' }];
  const [, replicas] = afterStep(objects.slice(0, 1).concat(left), { changes: orphan } as never);
  expect(replicas).toEqual(left[1]);
});

test('a deletion of a definition takes its objects along', () => {
  const own = { ...named('Module'), apiVersion: 'platform.verrazzano.io/v1alpha1' };
  const changes = [{ verb: 'delete' as const, object: 'CustomResourceDefinition modules.platform.verrazzano.io' }];
  expect(afterStep([own, named('Module')], { changes } as never)).toEqual([named('Module')]);
});
