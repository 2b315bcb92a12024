import type { JsonObject } from '../../../lib/values/json';
import { compared, object } from './compared';

const labels = (version: string): object => ({ app: 'web', 'helm.sh/chart': `web-${version}` });
const workload = (version: string, name = 'web'): JsonObject =>
  object('apps/v1 Deployment', name, {
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: labels(version) }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  });
const service = (version: string): JsonObject =>
  object('v1 Service', 'web', {
    metadata: { name: 'web', namespace: 'shop', labels: labels(version) },
    spec: { selector: labels(version) },
  });
const selecting = (type: string, field: string, version: string, rest: object = {}): JsonObject =>
  object(type, 'web', { spec: { [field]: { matchLabels: labels(version) }, ...rest } });

const MONITOR = 'monitoring.coreos.com/v1 ServiceMonitor';
const PODS = 'monitoring.coreos.com/v1 PodMonitor';
const BUDGET = 'policy/v1 PodDisruptionBudget';
const POLICY = 'networking.k8s.io/v1 NetworkPolicy';

/** The risk of the object with the selector. */
const risk = (before: readonly JsonObject[], after: readonly JsonObject[]): unknown =>
  compared(before, after).find(({ object: text }) => !text.startsWith('Deployment'))?.risk;

test.each([
  ['a Service leads to the same pods, once they are replaced', service, 'removal'],
  [
    'a budget protects the same pods, once they are replaced',
    (v: string) => selecting(BUDGET, 'selector', v),
    'removal',
  ],
  ['a monitor of the same pods', (v: string) => selecting(PODS, 'selector', v), 'change'],
  ['a policy does not protect the old pods any more', (v: string) => selecting(POLICY, 'podSelector', v), 'selector'],
])('%s', (_, of, expected) => {
  expect(risk([workload('1'), of('1')], [workload('2'), of('2')])).toBe(expected);
});

test.each([
  ['the labels stay', [workload('1'), service('1')], [workload('1'), service('2')]],
  ['another workload has the new labels', [workload('1'), service('1')], [workload('2', 'new'), service('2')]],
  ['one more has them', [workload('1'), service('1')], [workload('2'), workload('2', 'new'), service('2')]],
  ['the workloads are not known', [service('1')], [service('2')]],
  [
    'the Service has no selector any more',
    [workload('1'), service('1')],
    [workload('2'), { ...service('2'), spec: {} }],
  ],
])('a Service leads elsewhere where %s', (_, before, after) => {
  const found = compared(before, after).find(({ object: text }) => text.startsWith('Service '));
  expect(found?.risk).toBe('selector');
});

test('a monitor finds the Service by its new labels at once', () => {
  const monitor = (version: string): JsonObject => selecting(MONITOR, 'selector', version);
  const changes = compared([workload('1'), service('1'), monitor('1')], [workload('2'), service('2'), monitor('2')]);
  expect(changes.find(({ object: text }) => text.startsWith('ServiceMonitor'))?.risk).toBe('change');
});

test('a selector with less labels is no other one where it selects the same', () => {
  const less = { ...service('1'), spec: { selector: { app: 'web' } } };
  expect(risk([workload('1'), service('1')], [workload('1'), less])).toBe('change');
});

test('other fields count beside the selector', () => {
  const of = (version: string, minAvailable: number): JsonObject =>
    selecting(BUDGET, 'selector', version, { minAvailable });
  const [change] = compared([workload('1'), of('1', 2)], [workload('2'), of('2', 1)]);
  expect(change?.reasons.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining('spec.minAvailable'), expect.stringContaining('the same pods')]),
  );
});
