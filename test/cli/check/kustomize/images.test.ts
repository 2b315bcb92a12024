import { withImages } from '../../../../lib/cli/check/kustomize/images';
import type { JsonObject } from '../../../../lib/values/json';
import { CheckedFolders } from '../../../checks/checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const pod = (image: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  spec: { containers: [{ name: 'a', image }] },
});
const imageOf = (image: string, ...images: JsonObject[]): unknown => {
  const { spec } = withImages(pod(image), { images }) as { spec: { containers: [{ image: unknown }] } };
  return spec.containers[0].image;
};

/** What kubectl 1.32 makes of the same. */
test.each<[image: string, entry: JsonObject, expected: string]>([
  ['web', { name: 'web', newTag: '2' }, 'web:2'],
  ['web:1', { name: 'web', newTag: '2' }, 'web:2'],
  ['web:1@sha256:bb', { name: 'web', newTag: '2' }, 'web:2'],
  ['web@sha256:cc', { name: 'web', newTag: '2' }, 'web:2'],
  ['library/web:1', { name: 'web', newTag: '2' }, 'library/web:1'],
  ['reg:5000/app:1', { name: 'reg:5000/app', newName: 'other/app' }, 'other/app:1'],
  ['reg:5000/app', { name: 'reg:5000/app', newName: 'other/app' }, 'other/app'],
  ['dig:1', { name: 'dig', digest: 'sha256:aa' }, 'dig@sha256:aa'],
  ['dig:1', { name: 'dig', newTag: '2', digest: 'sha256:aa' }, 'dig:2@sha256:aa'],
  // Once as a container of anything, and once as one of a pod.
  ['suf:1', { name: 'suf', tagSuffix: '-x' }, 'suf:1-x-x'],
  ['suf', { name: 'suf', tagSuffix: '-x' }, 'suf:-x-x'],
  ['weaz:1', { name: 'we.*z', newTag: '9' }, 'weaz:9'],
  ['wea:1', { name: 'we.*z', newTag: '9' }, 'wea:1'],
  ['web:1', { name: '[', newTag: '9' }, 'web:1'],
  [`${'a'.repeat(60)}!`, { name: '(a+)+b', newTag: '9' }, `${'a'.repeat(60)}!`],
])('%s with %j', (image, entry, expected) => {
  expect(imageOf(image, entry)).toBe(expected);
});

test('each entry changes what the one before made', () => {
  expect(imageOf('web:1', { name: 'web', newName: 'app' }, { name: 'app', newTag: '2' })).toBe('app:2');
});

test('containers anywhere, other fields, and definitions', () => {
  const images = [{ name: 'web', newTag: '2' }];
  const own = {
    kind: 'Own',
    spec: { image: 'web:1', deep: [{ initContainers: [{ image: 'web:1' }, 'text', { image: 1 }] }] },
  };
  expect(withImages(own, { images })).toEqual({
    kind: 'Own',
    spec: { image: 'web:1', deep: [{ initContainers: [{ image: 'web:2' }, 'text', { image: 1 }] }] },
  });
  const definition = { ...pod('web:1'), kind: 'CustomResourceDefinition' };
  expect(withImages(definition, { images })).toBe(definition);
});

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: WEB_IMAGE}]}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
`;

test('images and replicas count as the kustomization states them', async () => {
  const files = { 'web.yaml': WEB, 'kustomization.yaml': 'resources: [web.yaml]\nnamePrefix: my-\n' };
  const replaced = `${files['kustomization.yaml']}images: [{name: WEB_IMAGE, newName: web, newTag: v1}]\nreplicas: [{name: web, count: 3}]\n`;
  expect(await folders.found(files)).toEqual([
    'invalid-image Deployment.apps shop/my-web spec.template.spec.containers[0].image',
    'no-effect PodDisruptionBudget.policy shop/my-web spec.minAvailable',
  ]);
  expect(await folders.found({ ...files, 'kustomization.yaml': replaced })).toEqual([]);
});
