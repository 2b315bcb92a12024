import type { JsonObject } from '../../../lib/values/json';
import { compared, deployment, object } from './compared';

const map = (name: string, a: string): JsonObject => object('v1 ConfigMap', name, { data: { a } });
const user = (name: string): JsonObject => deployment({}, { volumes: [{ name: 'a', configMap: { name } }] });

test.each([
  ['web-abc123', 'web-def456'],
  ['web-t6m2tt8c2d', 'web-mkbgfkhdtt'],
  ['web-c8a1b2c3', 'web-c8d4e5f6'],
])('%s that becomes %s is one change, with the pods that roll', (old, now) => {
  const changes = compared([map(old, '1'), user(old)], [map(now, '2'), user(now)]);
  expect(changes.map(({ kind, object: text, risk }) => [kind, text, risk])).toEqual([
    ['changed', `ConfigMap shop/${now}`, 'rollout'],
    ['changed', 'Deployment.apps shop/web', 'rollout'],
  ]);
  expect(changes[0]).toMatchObject({
    from: `ConfigMap shop/${old}`,
    reasons: [{ risk: 'rollout', text: 'used by Deployment.apps shop/web' }],
    fields: [{ path: 'data.a', before: '1', after: '2' }],
  });
});

test('contents of a Secret stay hidden', () => {
  const secret = (name: string, a: string): JsonObject => object('v1 Secret', name, { stringData: { a } });
  const [change] = compared([secret('web-abc123', 'one')], [secret('web-def456', 'two')]);
  expect(change).toMatchObject({ kind: 'changed', fields: [{ before: '(hidden)', after: '(hidden)' }] });
});

test.each<readonly [string, readonly JsonObject[], readonly JsonObject[]]>([
  [
    'is used by its old name',
    [map('web-abc123', '1'), user('web-abc123')],
    [map('web-def456', '2'), user('web-abc123')],
  ],
  ['has another name before the suffix', [map('web-abc123', '1')], [map('db-def456', '2')]],
  ['has words for suffixes', [map('web-first', '1')], [map('web-other', '2')]],
  ['has suffixes of other lengths', [map('web-abc123', '1')], [map('web-def4567', '2')]],
  ['may be one of two', [map('web-abc123', '1')], [map('web-def456', '2'), map('web-abf456', '3')]],
])('an object that %s is removed', (_, before, after) => {
  expect(compared(before, after).filter(({ kind }) => kind === 'removed')).toHaveLength(1);
});
