import type { JsonObject } from '../../../lib/values/json';
import { compared, deployment, object } from './compared';

const claim = (name: string, metadata: object): JsonObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, ...metadata },
  spec: {},
});
const account = (name: string, metadata: object): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, ...metadata },
});
const shown = (before: readonly JsonObject[], after: readonly JsonObject[]): string[] =>
  compared(before, after).map(({ risk, kind, object: text }) => [risk, kind, text].join(' '));
const SHOP = { namespace: 'shop' };

test('objects that begin to state their namespace, or no longer do, are the same ones', () => {
  const [without, stated] = [{}, SHOP].map((each) => [claim('a', each), account('a', each)]) as [
    JsonObject[],
    JsonObject[],
  ];
  const expected = ['data-loss changed PersistentVolumeClaim shop/a', 'removal changed ServiceAccount shop/a'];
  expect(shown(without, stated)).toEqual(expected);
  expect(shown(stated, without)).toEqual(expected);
  const [change] = compared(without, stated);
  expect(change?.fields).toEqual([{ path: 'metadata.namespace', after: 'shop' }]);
  expect(change?.reasons[0]?.text).toBe(
    'metadata.namespace: one side states it; where objects without one are not applied to shop, this is another object, and the old one goes: the claim, and with the policy Delete its data',
  );
});

test('what states no namespace on either side follows', () => {
  expect(shown([account('a', {}), account('b', {})], [account('a', SHOP), account('b', {})])).toEqual([
    'removal changed ServiceAccount shop/a',
  ]);
});

test.each([
  ['two namespaces', [account('a', {}), account('b', {})], [account('a', SHOP), account('b', { namespace: 'db' })]],
  ['a namespace that was stated', [account('a', { namespace: 'db' })], [account('a', SHOP)]],
])('objects in %s are others', (_, before, after) => {
  expect(new Set(compared(before, after).map(({ kind }) => kind)).has('changed')).toBe(false);
});

test.each([
  ['a Job', 'helm.sh/hook', 'image', {}],
  ['a Job that is no hook', 'other', 'immutable', {}],
  ['a Pod', 'argocd.argoproj.io/hook', 'change', { kind: 'Pod', apiVersion: 'v1' }],
])('%s with %s', (_, key, risk, type) => {
  const job = (image: string): JsonObject => ({
    ...object('batch/v1 Job', 'web'),
    metadata: { name: 'web', namespace: 'shop', annotations: { [key]: 'post-install' } },
    spec: {
      template: { spec: { nodeSelector: { image }, containers: [{ name: 'web', image: 'web' }] } },
      nodeName: image,
    },
    ...type,
  });
  expect(compared([job('a')], [job('b')])[0]?.risk).toBe(risk);
});

const token = (automountServiceAccountToken: boolean | undefined): JsonObject => ({
  ...object('v1 ServiceAccount', 'default'),
  ...(automountServiceAccountToken !== undefined && { automountServiceAccountToken }),
});
const pods = (automountServiceAccountToken: boolean | undefined): JsonObject =>
  deployment({}, automountServiceAccountToken === undefined ? {} : { automountServiceAccountToken });

test.each([
  ['a pod that states what is the default', [pods(undefined), token(undefined)], [pods(true), token(false)], 'rollout'],
  ['a pod that gets it in spite of its account', [pods(undefined), token(false)], [pods(true), token(false)], 'access'],
  ['a pod that gets it', [pods(false)], [pods(undefined)], 'access'],
  ['a pod whose account has none', [pods(false), token(false)], [pods(undefined), token(false)], 'rollout'],
])('a token: %s', (_, before, after, risk) => {
  const found = compared(before, after).find(({ object: text }) => text.startsWith('Deployment'));
  expect(found?.risk).toBe(risk);
});
