import { createHash } from 'crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { GitOpsApp, GitOpsCluster } from '../../lib/gitops';
import { originsOf } from '../../lib/gitops/provenance/field-origin';
import { ApplicationRelease, type ApplicationReleaseProps } from '../../lib/foundation/application-release';
import type { JsonObject } from '../../lib/values/json';
import { Registry } from '../../lib/values/registry';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';

const folder = mkdtempSync(join(tmpdir(), 'release-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RELEASE = `# kind: scheduler-kubernetes
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {storageClassName: standard}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: redis}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec:
      containers: [{name: redis, image: "redis:4"}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function release(props: ApplicationReleaseProps): { files: ReadonlyMap<string, string>; release: ApplicationRelease } {
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const made = new ApplicationRelease(new GitOpsCluster(app, 'bare'), 'shop', props);
  return { files: app.render(), release: made };
}

test('a namespace of its own, and the three rewrites', () => {
  const path = file('release.yaml', RELEASE);
  const sha256 = createHash('sha256').update(RELEASE).digest('hex');
  const { files, release: made } = release({
    files: [{ file: path, url: 'https://example.com/release.yaml', sha256 }],
    registry: Registry.private({ registry: 'r.io', repository: 'm' }),
    snapshots: ['data'],
    storageClass: 'fast',
  });
  const object = (name: string): unknown => parseYaml('f', files.get(`bare/apps/shop/${name}`) ?? '')[0];
  expect(object('_cluster/Namespace.shop.yaml')).toMatchObject({ metadata: { name: 'shop' } });
  expect(object('shop/PersistentVolumeClaim.data.yaml')).toMatchObject({ spec: { storageClassName: 'fast' } });
  expect(object('shop/Deployment.apps.redis.yaml')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'redis', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'redis' } },
      template: {
        metadata: { labels: { app: 'redis' }, annotations: { 'backup.velero.io/backup-volumes': 'data' } },
        spec: {
          containers: [{ name: 'redis', image: 'r.io/m/redis:4' }],
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
        },
      },
    },
  });
  expect(made.images).toEqual([{ source: 'docker.io/library/redis:4', target: 'r.io/m/redis:4' }]);
});

test('without rules the objects are as they are', () => {
  const { files, release: made } = release({ files: [{ file: file('plain.yaml', RELEASE) }], namespace: 'other' });
  expect([...files.keys()].filter((path) => path.startsWith('bare/apps/shop/'))).toEqual([
    'bare/apps/shop/_cluster/Namespace.other.yaml',
    'bare/apps/shop/other/Deployment.apps.redis.yaml',
    'bare/apps/shop/other/PersistentVolumeClaim.data.yaml',
  ]);
  expect(made.images).toEqual([]);
});

test('every problem at once', () => {
  const problems = (): unknown =>
    release({
      files: [
        { file: join(folder, 'missing.yaml') },
        { file: file('bad.yaml', 'a: b: c') },
        { file: file('values.yaml', 'a: b') },
        { file: file('one.yaml', RELEASE), url: 'https://example.com/one.yaml' },
        { file: file('two.yaml', RELEASE), sha256: 'ab' },
        { file: file('images.yaml', RELEASE.replace('redis:4', 'Redis')) },
        { file: file('nameless.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}\n') },
      ],
      namespace: 'A',
      registry: Registry.private({ registry: 'r.io' }),
    });
  for (const message of [
    'the namespace is not valid; got "A"',
    'missing.yaml cannot be read',
    'bad.yaml is not valid YAML',
    'values.yaml holds no Kubernetes object',
    'one.yaml has a url without sha256',
    'two.yaml has another SHA-256',
    'images.yaml: Deployment redis: spec.template.spec.containers[0].image has a path that is not lower-case',
    'nameless.yaml: ConfigMap a- has no name',
    'two.yaml: Deployment redis occurs twice; got "also in one.yaml"',
  ]) {
    expect(problems).toThrow(`[bare/shop] ${message}`);
  }
  expect(() => release({ files: [] })).toThrow('[bare/shop] files is empty');
});

test('fields follow from the file, and from the option that rewrites them', () => {
  const path = file('explained.yaml', RELEASE);
  const app = new GitOpsApp({ repository: { url: 'https://git.example.com/platform.git' } });
  const cluster = new GitOpsCluster(app, 'bare');
  new ApplicationRelease(cluster, 'shop', {
    files: [{ file: path }],
    registry: Registry.private({ registry: 'r.io' }),
    storageClass: 'fast',
  });
  const files = app.render();
  const unit = cluster.unit('apps/shop');
  const originOf = (name: string, field: string): readonly string[] => {
    const content = parseYaml('f', files.get(`bare/apps/shop/${name}`) ?? '')[0] as JsonObject;
    return originsOf(unit, { content, index: 0, file: name, creator: 'bare/shop', unit: 'apps/shop' })
      .filter(({ at }) => at.join('.') === field)
      .map(({ kind, text }) => `${kind} ${text}`);
  };
  const image = 'spec.template.spec.containers.0.image';
  expect(originOf('shop/Deployment.apps.redis.yaml', image)).toEqual(['option registry']);
  expect(originOf('shop/Deployment.apps.redis.yaml', 'spec')).toContain('option files: explained.yaml');
  expect(originOf('shop/PersistentVolumeClaim.data.yaml', 'spec.storageClassName')).toEqual(['option storageClass']);
  expect(originOf('_cluster/Namespace.shop.yaml', 'metadata.name')).toContain(
    'default namespace is not given: the id of the construct',
  );
});
