import { CheckedFolders } from '../checked-folders';
import { sample } from '../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const workload = (replicas: string, name = 'web', kind = 'Deployment'): string =>
  `---\napiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: {${replicas}selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:1", resources: {requests: {cpu: 1}}}]}}}\n`;
const budget = (spec: string): string =>
  `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web, namespace: shop}\nspec: {${spec}, selector: {matchLabels: {app: web}}}\n`;
const SCALER =
  '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: shop}\nspec: {maxReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n';
const SCALED =
  '---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web, namespace: shop}\nspec: {scaleTargetRef: {name: web}, triggers: [{type: cron, metadata: {timezone: UTC, start: 0 6 * * *, end: 0 8 * * *, desiredReplicas: "4"}}]}\n';
const AT = 'no-effect PodDisruptionBudget.policy shop/web spec.';
const TWO = workload('replicas: 2, ');

test.each(
  sample<[string, string[], string | undefined]>(
    [
      ['maxUnavailable: 0', [TWO], 'maxUnavailable'],
      ['maxUnavailable: 0%', [TWO], 'maxUnavailable'],
      ['maxUnavailable: 1', [workload('')], undefined],
      ['maxUnavailable: 1%', [workload('')], undefined],
      ['minAvailable: 100%', [TWO], 'minAvailable'],
      ['minAvailable: 2', [TWO], 'minAvailable'],
      ['minAvailable: 1', [TWO], undefined],
      ['minAvailable: 1', [workload('')], 'minAvailable'],
      ['minAvailable: 51%', [TWO], 'minAvailable'],
      ['minAvailable: 50%', [TWO], undefined],
      ['minAvailable: 2', [TWO, SCALER], undefined],
      ['minAvailable: 4', [TWO, SCALER], 'minAvailable'],
      ['minAvailable: 4', [TWO, SCALED], undefined],
      ['minAvailable: 2', [TWO, workload('replicas: 1, ', 'more', 'StatefulSet')], undefined],
      ['minAvailable: 3', [TWO, workload('replicas: 1, ', 'more', 'StatefulSet')], 'minAvailable'],
      ['minAvailable: 1', [workload('', 'web', 'DaemonSet')], undefined],
      ['minAvailable: 1', [workload('replicas: 0, ')], undefined],
    ],
    3,
  ),
)('a budget with %s of %#', async (spec, objects, field) => {
  expect(await folders.found({ 'a.yaml': [budget(spec), ...objects].join('') })).toEqual(
    field === undefined ? [] : [`${AT}${field}`],
  );
});
