import { CheckedFolders, pod } from '../../../checks/checked-folders';
import { sample } from '../../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: shop}
spec:
  interval: 5m
  chart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: web}}}
  valuesFrom: [{kind: ConfigMap, name: web-values}]
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: web, namespace: shop}
spec: {interval: 5m, url: "https://charts.example.com"}
`;
const GENERATOR = 'configMapGenerator: [{name: web-values, literals: [values.yaml=a]}]\n';
const FILES = {
  'release.yaml': RELEASE,
  'kustomization.yaml': `resources: [release.yaml]\nnamespace: shop\n${GENERATOR}`,
};
const CONFIGURATION =
  'nameReference: [{kind: ConfigMap, version: v1, fieldSpecs: [{path: spec/valuesFrom/name, kind: HelmRelease}]}]\n';
const FOUND = 'dangling-reference  configMapGenerator[0]';

// What `kubectl kustomize` of 1.32 prints: without configuration, the name in the HelmRelease has no hash.
test.each(
  sample<[string, string, readonly string[]]>(
    [
      ['a hash', '', [FOUND]],
      ['a name that is kept for all', 'generatorOptions: {disableNameSuffixHash: true}\n', []],
      ['a configuration that says where the name is', 'configurations: [names.yaml]\n', []],
      ['a prefix, which is left out there, too', 'namePrefix: my-\n', [FOUND]],
    ],
    2,
  ),
)('%s', async (_, more, expected) => {
  const files = { ...FILES, 'kustomization.yaml': FILES['kustomization.yaml'] + more, 'names.yaml': CONFIGURATION };
  const found = await folders.found(files);
  expect(found).toEqual(expected);
});

test('a generator that keeps its own name', async () => {
  const kept = GENERATOR.replace('literals', 'options: {disableNameSuffixHash: true}, literals');
  expect(
    await folders.found({ ...FILES, 'kustomization.yaml': `resources: [release.yaml]\nnamespace: shop\n${kept}` }),
  ).toEqual([]);
});

test('names in pods get the hash', async () => {
  const files = {
    'pod.yaml': pod('volumes: [{name: a, configMap: {name: web-values}}]'),
    'kustomization.yaml': `resources: [pod.yaml]\nnamespace: shop\n${GENERATOR}`,
  };
  expect(await folders.found(files)).toEqual([]);
});
