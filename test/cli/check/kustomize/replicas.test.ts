import { CheckedFolders } from '../../../checks/checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1"}]}}}\n';

test.each([
  ['web', '', []],
  ['web', 'namePrefix: pre-\n', []],
  ['wen', '', ['dangling-reference  replicas[0]']],
  // What is in another repository may have it.
  ['wen', 'components: [https://example.com/a/b]\n', []],
])('replicas for %s are found, or nothing can be built', async (name, more, findings) => {
  const files = {
    'kustomization.yaml': `resources: [web.yaml]\n${more}replicas: [{name: ${name}, count: 2}]\n`,
    'web.yaml': DEPLOYMENT,
  };
  expect(await folders.found(files)).toEqual(findings);
});
