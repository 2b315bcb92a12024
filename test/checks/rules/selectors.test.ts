import type { CheckFinding } from '../../../lib/checks/finding';
import { CheckedFolders, pod } from '../checked-folders';
import { sample } from '../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const SERVICE =
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
const widget = (namespace: string): string =>
  `---\napiVersion: widgets.example.com/v1\nkind: Widget\nmetadata: {name: web, namespace: ${namespace}}\n`;
const DEFINITION = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.widgets.example.com}
spec:
  group: widgets.example.com
  scope: Namespaced
  names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;

test.each(
  sample(
    [
      ['nothing else', '', 'warning'],
      ['an object of a kind without a definition', widget('shop'), 'info'],
      ['an object of a known group', widget('shop').replace('widgets.example.com/v1', 'keda.sh/v2'), 'warning'],
      [
        'an object of OpenShift whose pods are known',
        widget('shop').replace('widgets.example.com', 'apps.openshift.io'),
        'warning',
      ],
      ['such an object in another namespace', widget('store'), 'warning'],
      ['an object of a kind with a definition', widget('shop') + DEFINITION, 'warning'],
    ],
    2,
  ),
)('a Service that selects no pod beside %s', async (_, more, expected) => {
  const { out } = await folders.check({ 'a.yaml': pod('') + SERVICE + more }, '--output', 'json', '--severity', 'info');
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  expect(findings.filter(({ rule }) => rule === 'unmatched-selector').map(({ severity }) => severity)).toEqual([
    expected,
  ]);
});
