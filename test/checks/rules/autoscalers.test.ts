import type { CheckFinding } from '../../../lib/checks/finding';
import { CheckedFolders } from '../checked-folders';
import { sample } from '../../support/sample';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const deployment = (containers: string, init = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [${containers}]${init}}}}\n`;
const container = (resources: string, name = 'web', more = ''): string =>
  `{name: ${name}, image: "web:1", resources: ${resources}${more}}`;
const scaler = (spec: string, version = 'v2', target = 'apiVersion: apps/v1, kind: Deployment'): string =>
  `---\napiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: shop}\nspec: {maxReplicas: 4, scaleTargetRef: {${target}, name: web}${spec}}\n`;
const limits = (limit: string, namespace = 'shop'): string =>
  `---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: web, namespace: ${namespace}}\nspec: {limits: [{type: Container, ${limit}}]}\n`;
const scaled = (triggers: string): string =>
  `---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web, namespace: shop}\nspec: {scaleTargetRef: {name: web}, triggers: [${triggers}]}\n`;

async function found(...objects: string[]): Promise<string[]> {
  return folders.found({ 'a.yaml': objects.join('') }, '--kubernetes', '1.29');
}
const AT = 'no-effect HorizontalPodAutoscaler.autoscaling shop/web';

const share = (resource: string): string =>
  `, metrics: [{type: Resource, resource: {name: ${resource}, target: {type: Utilization, averageUtilization: 60}}}]`;
const amount = ', metrics: [{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 1}}}]';
const ofContainer = (name: string): string =>
  `, metrics: [{type: ContainerResource, containerResource: {name: cpu, container: ${name}, target: {type: Utilization, averageUtilization: 60}}}]`;
const CPU = '{requests: {cpu: 1}}';

test.each(
  sample<[string, string[], string[]]>(
    [
      ['a request', [deployment(container(CPU)), scaler(share('cpu'))], []],
      [
        'a request of another resource',
        [deployment(container(CPU)), scaler(share('memory'))],
        [`${AT} spec.metrics[0]`],
      ],
      ['no request, and no metrics', [deployment(container('{}')), scaler('')], [`${AT} spec`]],
      ['a limit, which is the request', [deployment(container('{limits: {cpu: 1}}')), scaler('')], []],
      [
        'a second container without',
        [deployment(`${container(CPU)}, ${container('{}', 'proxy')}`), scaler(share('cpu'))],
        [`${AT} spec.metrics[0]`],
      ],
      [
        'a sidecar among the first containers without',
        [
          deployment(container(CPU), `, initContainers: [${container('{}', 'proxy', ', restartPolicy: Always')}]`),
          scaler(share('cpu')),
        ],
        [`${AT} spec.metrics[0]`],
      ],
      [
        'a first container that ends',
        [deployment(container(CPU), `, initContainers: [${container('{}', 'first')}]`), scaler(share('cpu'))],
        [],
      ],
      ['an amount in place of a share', [deployment(container('{}')), scaler(amount)], []],
      [
        'a share of one container',
        [deployment(`${container(CPU)}, ${container('{}', 'proxy')}`), scaler(ofContainer('web'))],
        [],
      ],
      [
        'a share of the container without',
        [deployment(`${container(CPU)}, ${container('{}', 'proxy')}`), scaler(ofContainer('proxy'))],
        [`${AT} spec.metrics[0]`],
      ],
      ['a default of the namespace', [deployment(container('{}')), scaler(''), limits('defaultRequest: {cpu: 1}')], []],
      ['a greatest amount of the namespace', [deployment(container('{}')), scaler(''), limits('max: {cpu: 1}')], []],
      [
        'a default of another namespace',
        [deployment(container('{}')), scaler(''), limits('default: {cpu: 1}', 'store')],
        [`${AT} spec`],
      ],
      [
        'the first version',
        [deployment(container('{}')), scaler(', targetCPUUtilizationPercentage: 50', 'v1')],
        [`${AT} spec.targetCPUUtilizationPercentage`],
      ],
      [
        'a trigger of KEDA',
        [deployment(container('{}')), scaled('{type: cpu, metricType: Utilization, metadata: {value: "50"}}')],
        ['no-effect ScaledObject.keda.sh shop/web spec.triggers[0]'],
      ],
      [
        'a trigger of KEDA for an amount',
        [deployment(container('{}')), scaled('{type: cpu, metricType: AverageValue, metadata: {value: "5"}}')],
        [],
      ],
    ],
    4,
  ),
)('a workload with %s', async (_, objects, expected) => {
  expect(await found(...objects)).toEqual(expected);
});

test.each(
  sample<[string, string[]]>(
    [
      ['apiVersion: apps/v1, kind: Deployment', []],
      ['apiVersion: apps/v1beta1, kind: Deployment', []],
      ['apiVersion: extensions/v1beta1, kind: Deployment', [`${AT} spec.scaleTargetRef.apiVersion`]],
      ['apiVersion: v1, kind: Deployment', [`${AT} spec.scaleTargetRef.apiVersion`]],
      ['kind: Deployment', [`${AT} spec.scaleTargetRef.apiVersion`]],
    ],
    1,
  ),
)('a target with %s', async (target, expected) => {
  expect(await found(deployment(container(CPU)), scaler('', 'v2', target))).toEqual(expected);
});

test.each(
  sample<[string, string[]]>(
    [
      ['', ['error']],
      [share('cpu'), ['error']],
      [', metrics: [{type: External, external: {metric: {name: jobs}, target: {type: Value, value: 5}}}]', ['warning']],
    ],
    1,
  ),
)('no pods at least, with the metrics%s', async (metrics, expected) => {
  const files = { 'a.yaml': deployment(container(CPU)) + scaler(`, minReplicas: 0${metrics}`) };
  const { out } = await folders.check(files, '--output', 'json');
  const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
  expect(findings.map(({ field }) => field)).toEqual(['spec.minReplicas']);
  expect(findings.map(({ severity }) => severity)).toEqual(expected);
});
