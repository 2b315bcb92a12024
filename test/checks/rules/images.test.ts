import { CheckedFolders, pod } from '../checked-folders';
import { sample } from '../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const found = async (image: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> =>
  folders.found({ 'a.yaml': pod('').replace('"web:1"', JSON.stringify(image)), ...more }, ...['--severity', 'info']);
const HEX = 'a'.repeat(64);

test.each(
  sample(
    [
      'registry.example.com/Web:1',
      'https://quay.io/shop/web:1',
      'web:',
      `web:${'a'.repeat(129)}`,
      'web@sha256:abc',
      'shop//web',
      'web:1:2',
      '<image>',
      '$(IMAGE)',
    ],
    2,
  ),
)('no runtime can read %s', async (image) => {
  expect(await found(image)).toEqual(['invalid-image Pod shop/web spec.containers[0].image']);
});

test.each(
  sample(['web', 'auto', 'Host/web', 'localhost:5000/shop/web:1.2_3', `web:1@sha256:${HEX}`, '[::1]:5000/web'], 1),
)('a runtime can read %s', async (image) => {
  expect(await found(image)).toEqual([]);
});

test('what is filled in later is not decided', async () => {
  const flux =
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: b}\nspec: {path: a, prune: true, interval: 1m, sourceRef: {kind: GitRepository, name: a}, postBuild: {substitute: {TAG: a}}}\n---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: a, namespace: b}\nspec: {interval: 1m, url: "https://git.example.com/a"}\n';
  const info = ['filled-in-later Pod shop/web spec.containers[0].image'];
  expect(await found('web:${TAG}', { 'flux.yaml': flux })).toEqual(expect.arrayContaining(info));
  expect(await found('ko://example.com/cmd/web')).toEqual(info);
});
