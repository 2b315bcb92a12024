import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { AirgapImages, registryOf } from '../../lib/transforms';
import { Registry } from '../../lib/values/registry';

const registry = Registry.private({ registry: '10.96.0.11', repository: 'myapp' });
const HEX = '0123456789abcdef'.repeat(4);

function pod(...images: readonly unknown[]): { readonly [key: string]: never } {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'n' },
    spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) },
  } as never;
}

function imagesOf(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"image":"([^"]*)"/g)].map(([, image = '']) => image);
}

// Replicated's rule of today, KOTS: the last part of the path is kept.
test.each([
  ['nginx:1.25', '10.96.0.11/myapp/nginx:1.25', '10.96.0.11/myapp/library/nginx:1.25'],
  ['redis', '10.96.0.11/myapp/redis:latest', '10.96.0.11/myapp/library/redis:latest'],
  ['quay.io/someorg/debian:0.1', '10.96.0.11/myapp/debian:0.1', '10.96.0.11/myapp/someorg/debian:0.1'],
  [
    `quay.io/someorg/debian:0.1@sha256:${HEX}`,
    `10.96.0.11/myapp/debian@sha256:${HEX}`,
    `10.96.0.11/myapp/someorg/debian@sha256:${HEX}`,
  ],
  ['10.96.0.11/myapp/debian:0.1', '10.96.0.11/myapp/debian:0.1', '10.96.0.11/myapp/debian:0.1'],
  ['10.96.0.11/myapp/debian', '10.96.0.11/myapp/debian', '10.96.0.11/myapp/debian'],
  ['10.96.0.11/other/debian:1', '10.96.0.11/myapp/debian:1', '10.96.0.11/myapp/other/debian:1'],
])('%s', (image, byName, inFull) => {
  expect(imagesOf(new AirgapImages({ registry }).rewrite(pod(image)))).toEqual([byName]);
  expect(imagesOf(new AirgapImages({ registry, imagePath: 'full' }).rewrite(pod(image)))).toEqual([inFull]);
});

test('every image of every PodSpec, and nothing else', () => {
  const template = {
    metadata: { annotations: { image: 'redis' } },
    spec: {
      containers: [{ name: 'a', image: 'a:1', env: [{ name: 'image', value: 'redis' }] }],
      initContainers: [{ name: 'b', image: 'b:1' }],
      ephemeralContainers: [{ name: 'c', image: 'c:1' }],
      volumes: [{ name: 'model', image: { reference: 'd:1' } }],
    },
  };
  const documents = [
    { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } },
    { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } },
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template } },
    { apiVersion: 'core.oam.dev/v1alpha2', kind: 'Component', spec: { workload: { kind: 'X', spec: { template } } } },
    {
      apiVersion: 'jobset.x-k8s.io/v1alpha2',
      kind: 'JobSet',
      spec: { replicatedJobs: [{ template: { spec: { template } } }] },
    },
  ];
  for (const document of documents) {
    const result = new AirgapImages({ registry }).rewrite(document as never);
    expect(JSON.stringify(result)).toBe(JSON.stringify(document).replace(/"([a-d]:1)"/g, '"10.96.0.11/myapp/$1"'));
  }
});

test('a List and the items of a typed list', () => {
  const { apiVersion: _a, kind: _k, ...bare } = pod('redis:7') as Record<string, unknown>;
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [pod('redis:7'), { apiVersion: 'v1', kind: 'PodList', items: [bare] }],
  };
  const result = new AirgapImages({ registry }).rewrite(list as never);
  expect(imagesOf(result)).toEqual(['10.96.0.11/myapp/redis:7', '10.96.0.11/myapp/redis:7']);
  expect(JSON.stringify(result)).toBe(JSON.stringify(list).replaceAll('redis:7', '10.96.0.11/myapp/redis:7'));
});

test.each([
  ['a schema', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['a pattern', 'kyverno.io/v1', 'ClusterPolicy'],
])('%s is left as it is', (_, apiVersion, kind) => {
  const document = { apiVersion, kind, spec: { spec: { containers: [{ name: '*', image: '*:latest' }] } } };
  expect(new AirgapImages({ registry }).rewrite(document)).toBe(document);
});

test('except', () => {
  const images = ['redis:7', 'quay.io/org/app:1', 'quay.io/org/other:1', 'ghcr.io/x/y:2'];
  const except = ['docker.io/library/redis', 'quay.io/*/app', 'ghcr.io/x/y:2'];
  expect(imagesOf(new AirgapImages({ registry, except }).rewrite(pod(...images)))).toEqual([
    'redis:7',
    'quay.io/org/app:1',
    '10.96.0.11/myapp/other:1',
    'ghcr.io/x/y:2',
  ]);
});

test('list has what was rewritten', () => {
  const transform = new AirgapImages({ registry, except: ['*/skip'] });
  transform.rewrite(transform.rewrite(pod('redis', 'quay.io/org/app:1', 'a/skip')));
  expect(transform.list).toEqual([
    { source: 'docker.io/library/redis:latest', target: '10.96.0.11/myapp/redis:latest' },
    { source: 'quay.io/org/app:1', target: '10.96.0.11/myapp/app:1' },
  ]);
});

test('problems name the object and the field, all at once', () => {
  const bad = pod('Redis', 7, 'quay.io/a/app:1', 'quay.io/b/app:1');
  expect(() => new AirgapImages({ registry }).rewrite(bad)).toThrow(
    new Error(
      [
        'Pod n/p: spec.containers[0].image has a path that is not lower-case; got "Redis"; allowed [<host>[:<port>]/]<lower-case path>[:<tag>][@<algorithm>:<hexadecimal digest>]; correct the image',
        'Pod n/p: spec.containers[1].image is not a string; got 7; allowed [<host>[:<port>]/]<lower-case path>[:<tag>][@<algorithm>:<hexadecimal digest>]; correct the image',
        `Pod n/p: spec.containers[3].image and another image get the name 10.96.0.11/myapp/app:1; got "quay.io/b/app:1 and quay.io/a/app:1"; keep full paths (imagePath 'full'), or list one of them in except`,
      ].join('\n'),
    ),
  );
});

test.each([
  ['registry', 'container runtimes read the registry as a path of Docker Hub; got "registry"'],
  ['https://registry.example.com', 'registry is not a host'],
  ['registry.example.com/Mirror', 'repository is not an image path'],
])('registry %s', (text, message) => {
  expect(() => new AirgapImages({ registry: registryOf(text) })).toThrow(message);
});

test('works as a resolver, on values that are produced late', () => {
  const transform = new AirgapImages({ registry });
  const app = new App({ resolvers: [transform], recordConstructMetadata: false });
  const object = new ApiObject(new Chart(app, 'chart'), 'pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { containers: [{ name: 'a', image: Lazy.any({ produce: () => 'quay.io/org/app:1' }) }] },
  });
  object.addJsonPatch(JsonPatch.add('/spec/nodeName', 'x'));
  expect(object.toJson()).toMatchObject({
    spec: { nodeName: 'x', containers: [{ name: 'a', image: '10.96.0.11/myapp/app:1' }] },
  });
  expect(transform.list).toHaveLength(1);
});
