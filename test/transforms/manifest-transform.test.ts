import {
  CommonLabels,
  ImagePullSecrets,
  SnapshotVolumes,
  StorageClassName,
  type ManifestTransform,
} from '../../lib/transforms';
import type { JsonObject } from '../../lib/values/json';

/** What a rule makes of an object; the object is not changed, and the rule does nothing more the second time. */
function done(transform: ManifestTransform, document: object): object {
  const before = JSON.stringify(document);
  const result = transform.rewrite(document as JsonObject);
  expect(JSON.stringify(document)).toBe(before);
  expect(transform.rewrite(result)).toBe(result);
  return result;
}

const annotation = 'volume.beta.kubernetes.io/storage-class';
const claim = (spec: object, annotations?: object): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', ...(annotations && { annotations }) },
  spec,
});

describe('StorageClassName', () => {
  const all = new StorageClassName({ storageClass: 'fast' });
  const unset = new StorageClassName({ storageClass: 'fast', claims: 'unset' });

  test.each([
    ['without a class', claim({ a: 1 }), claim({ a: 1, storageClassName: 'fast' }), undefined],
    ['with null', claim({ storageClassName: null }), claim({ storageClassName: 'fast' }), undefined],
    ['with another class', claim({ storageClassName: 'x' }), claim({ storageClassName: 'fast' }), 'kept'],
    ['with an empty class', claim({ storageClassName: '' }), claim({ storageClassName: 'fast' }), 'kept'],
    [
      'with the annotation',
      claim({}, { [annotation]: 'standard' }),
      claim({ storageClassName: 'fast' }, { [annotation]: 'fast' }),
      'kept',
    ],
  ])('a claim %s', (_, before, after, ifUnset) => {
    expect(done(all, before)).toEqual(after);
    expect(done(unset, before)).toEqual(ifUnset === 'kept' ? before : after);
  });

  test('claim templates of any kind', () => {
    const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } };
    const withKind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...template };
    const documents = [
      { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { volumeClaimTemplates: [template, withKind] } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: { template: { spec: { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: template } }] } } },
      },
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'Prometheus',
        spec: { storage: { volumeClaimTemplate: template } },
      },
      {
        apiVersion: 'ceph.rook.io/v1',
        kind: 'CephCluster',
        spec: { storage: { storageClassDeviceSets: [{ volumeClaimTemplates: [template] }] } },
      },
    ];
    for (const document of documents) {
      const text = JSON.stringify(document).replaceAll('"]}', '"],"storageClassName":"fast"}');
      expect(JSON.stringify(done(all, document))).toBe(text);
    }
  });

  test('a schema and a volume are no claims', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: { volumeClaimTemplate: { spec: {} } },
    };
    const volume = { apiVersion: 'v1', kind: 'PersistentVolume', spec: { storageClassName: 'x' } };
    expect(done(all, crd)).toBe(crd);
    expect(done(all, volume)).toBe(volume);
  });

  test('a bad name', () => {
    expect(() => new StorageClassName({ storageClass: 'A' })).toThrow('storageClass is not valid; got "A"');
  });
});

describe('SnapshotVolumes', () => {
  const KEY = 'backup.velero.io/backup-volumes';
  const spec = {
    containers: [{ name: 'a', image: 'a:1' }],
    volumes: [
      { name: 'one', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'two', persistentVolumeClaim: { claimName: 'logs' } },
      { name: 'tmp', emptyDir: {} },
    ],
  };
  const deployment = (metadata: object): object => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template: { metadata, spec } },
  });

  test.each([
    [['data'], undefined, 'one'],
    [['logs', 'data'], undefined, 'one,two'],
    [['shop/data', 'other/logs'], undefined, 'one'],
    [['logs'], 'tmp', 'tmp,two'],
    [['logs'], 'tmp, two', 'tmp, two'],
    [['other'], undefined, undefined],
  ])('claims %j with %j give %j', (claims, before, after) => {
    const annotated = (value: string | undefined): object =>
      deployment(value === undefined ? {} : { annotations: { [KEY]: value } });
    expect(done(new SnapshotVolumes({ claims }), annotated(before))).toEqual(annotated(after));
  });

  test.each([[['data']], [['data-db-0']], [['ns/data-db-12']]])('claim template by %j', (claims) => {
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'ns' },
      spec: {
        template: { spec: { containers: spec.containers } },
        volumeClaimTemplates: [{ metadata: { name: 'data' } }, { metadata: { name: 'logs' } }],
      },
    };
    expect(done(new SnapshotVolumes({ claims }), set)).toEqual({
      ...set,
      spec: { ...set.spec, template: { ...set.spec.template, metadata: { annotations: { [KEY]: 'data' } } } },
    });
  });

  test('a Pod, and its ephemeral volume', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: spec.containers, volumes: [{ name: 'e', ephemeral: {} }] },
    };
    expect(done(new SnapshotVolumes({ claims: ['p-e'] }), pod)).toEqual({
      ...pod,
      metadata: { name: 'p', annotations: { [KEY]: 'e' } },
    });
  });

  test('a custom resource without a place for annotations', () => {
    const resource = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 't' }, spec };
    expect(() => new SnapshotVolumes({ claims: ['data'] }).rewrite(resource as never)).toThrow(
      'Thing t: spec has a volume of a snapshot, and its pods have no annotations; got "one"; give a sidecar',
    );
    const sidecar = { container: { name: 'backup', image: 'b:1', volumeMounts: [{ name: 'tmp', mountPath: '/t' }] } };
    expect(done(new SnapshotVolumes({ claims: ['data', 'logs'], sidecar }), resource)).toEqual({
      ...resource,
      spec: {
        ...spec,
        containers: [
          ...spec.containers,
          {
            name: 'backup',
            image: 'b:1',
            volumeMounts: [
              { name: 'tmp', mountPath: '/t' },
              { name: 'one', mountPath: '/snapshot/one' },
              { name: 'two', mountPath: '/snapshot/two' },
            ],
          },
        ],
      },
    });
  });

  test('a sidecar that is there already gets the volumes that it lacks', () => {
    const sidecar = { container: { name: 'a', image: 'a:1' }, mountPath: '/backup/' };
    const result = done(new SnapshotVolumes({ claims: ['data'], sidecar }), deployment({}));
    expect(result).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [{ name: 'a', image: 'a:1', volumeMounts: [{ name: 'one', mountPath: '/backup/one' }] }],
          },
        },
      },
    });
  });

  test.each([
    [{ claims: [] }, 'claims is empty'],
    [{ claims: ['A'] }, 'the name of a claim is not valid; got "A"'],
    [{ claims: ['a/b/c'] }, 'the name of a claim is not valid'],
    [{ claims: ['a'], sidecar: { container: { name: 'A', image: '' }, mountPath: 'x' } }, 'mountPath is not valid'],
  ])('%j', (props, message) => {
    expect(() => new SnapshotVolumes(props)).toThrow(message);
  });
});

test('pull Secrets are added once', () => {
  const pod = (secrets: readonly string[]): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { containers: [{ name: 'a' }], imagePullSecrets: secrets.map((name) => ({ name })) },
  });
  expect(done(new ImagePullSecrets('b', 'c', 'b'), pod(['a', 'b']))).toEqual(pod(['a', 'b', 'c']));
  expect(() => new ImagePullSecrets()).toThrow('there is no pull Secret');
  expect(() => new ImagePullSecrets('A')).toThrow('the name of a pull Secret is not valid');
});

describe('CommonLabels', () => {
  const workload = (labels: object, inTemplate: object): object => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'w', labels },
    spec: {
      selector: { matchLabels: { app: 'w' } },
      template: { metadata: { labels: { app: 'w', ...inTemplate } }, spec: { containers: [{ name: 'a' }] } },
    },
  });
  const labels = { team: 'x', 'a/b': 'true' };

  test('labels of the object, and those of the template only when asked for', () => {
    expect(done(new CommonLabels({ labels }), workload({ team: 'y' }, {}))).toEqual(workload(labels, {}));
    const both = new CommonLabels({ labels, includeTemplates: true });
    expect(done(both, workload({}, {}))).toEqual(workload(labels, labels));
  });

  test('a selector is never contradicted', () => {
    const transform = new CommonLabels({ labels: { app: 'z' }, includeTemplates: true });
    expect(() => transform.rewrite(workload({}, {}) as never)).toThrow(
      'Deployment w: spec.selector selects another value of the label app; got "z"; allowed w',
    );
  });

  test('bad labels', () => {
    expect(() => new CommonLabels({ labels: {} })).toThrow('labels is empty');
    expect(() => new CommonLabels({ labels: { 'a b': 'c d' } })).toThrow('a key of labels is not valid');
  });
});
