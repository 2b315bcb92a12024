import { withImagesAndReplicas } from '../../../../lib/cli/check/kustomize/images';
import type { JsonObject } from '../../../../lib/values/json';
import { CheckedFolders } from '../../../checks/checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

function image(text: string, entry: JsonObject): unknown {
  const object = { kind: 'Widget', spec: { inner: [{ initContainers: [{ image: text }] }] } };
  const source = { file: '', document: 0, item: [], object, root: '', apart: false };
  const built = withImagesAndReplicas({ source, object, earlier: [] }, { images: [entry] });
  return (built.object as typeof object).spec.inner[0]?.initContainers[0]?.image;
}

// As kubectl 1.32 kustomize prints them.
test.each<[string, JsonObject, string]>([
  ['web:1', { name: 'web', newTag: '2' }, 'web:2'],
  ['web', { name: 'web', newName: 'quay.io/shop/web' }, 'quay.io/shop/web'],
  ['web:1', { name: 'web', newName: 'quay.io/shop/web' }, 'quay.io/shop/web:1'],
  ['WEB', { name: 'WEB', newName: 'web', newTag: 'v1' }, 'web:v1'],
  ['host:5000/web:1', { name: 'host:5000/web', newTag: '2' }, 'host:5000/web:2'],
  ['web:1', { name: 'web', digest: 'sha256:abc' }, 'web@sha256:abc'],
  ['web@sha256:abc', { name: 'web', newTag: '2' }, 'web:2'],
  ['webs:1', { name: 'web', newTag: '2' }, 'webs:1'],
  ['shop/web:1', { name: 'web', newTag: '2' }, 'shop/web:1'],
])('%s with %j is %s', (text, entry, expected) => {
  expect(image(text, entry)).toBe(expected);
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
