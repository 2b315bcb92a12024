import type { JsonObject } from '../../../lib/values/json';
import { compared, object } from './compared';

const workload = (labels: object | undefined): JsonObject =>
  object('apps/v1 Deployment', 'web', {
    spec: {
      selector: {},
      template: { metadata: { ...(labels && { labels }) }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  });
const spec = (type: string, content: object): JsonObject => object(type, 'other', { spec: content });

test.each([
  ['nothing selects', [], 'rollout'],
  ['a Service selects', [spec('v1 Service', { selector: { tier: 'a' } })], 'selector'],
  [
    'a policy excludes',
    [
      spec('networking.k8s.io/v1 NetworkPolicy', {
        podSelector: { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
      }),
    ],
    'selector',
  ],
  [
    'a policy of the mesh selects',
    [spec('security.istio.io/v1 AuthorizationPolicy', { selector: { matchLabels: { tier: 'a' } } })],
    'selector',
  ],
  [
    'the same pods keep away from',
    [
      spec('apps/v1 StatefulSet', {
        template: { spec: { topologySpreadConstraints: [{ labelSelector: { matchLabels: { tier: 'a' } } }] } },
      }),
    ],
    'selector',
  ],
])('a new label that %s', (_, others, risk) => {
  const found = (before: JsonObject, after: JsonObject) =>
    compared([before, ...others], [after, ...others]).find(({ object: text }) => text === 'Deployment.apps shop/web')
      ?.risk;
  expect(found(workload({ app: 'web' }), workload({ app: 'web', tier: 'a' }))).toBe(risk);
  expect(found(workload(undefined), workload({ tier: 'a' }))).toBe(risk);
});

test.each([
  ['another value', { app: 'web' }, { app: 'other' }],
  ['a label less', { app: 'web', tier: 'a' }, { app: 'web' }],
])('%s may be selected from elsewhere', (_, before, after) => {
  expect(compared([workload(before)], [workload(after)])[0]?.risk).toBe('selector');
});
