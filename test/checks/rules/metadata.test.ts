import { findingsOf } from '../rich-objects';

const template = { metadata: { labels: { app: '$(NAME)' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
const spec = { selector: { matchLabels: { app: '$(NAME)' } }, template };

test.each([
  ['apps/v1', 'Deployment', 'error'],
  ['argoproj.io/v1alpha1', 'Rollout', 'warning'],
])('the API server refuses labels of the pods of %s %s: %s', (apiVersion, kind, severity) => {
  const found = findingsOf({ apiVersion, kind, metadata: { name: 'a', namespace: 'b' }, spec });
  expect(found.filter(({ field }) => field === 'spec.template.metadata.labels.app')).toMatchObject([{ severity }]);
});

test('a namespace of a kind that has none is dropped', () => {
  const metadata = { name: 'a', namespace: 'b' };
  const found = findingsOf({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata, rules: [] });
  expect(found).toMatchObject([{ rule: 'dropped-field', severity: 'warning', field: 'metadata.namespace' }]);
});
