import { findingsOf } from '../rich-objects';

const schema = { openAPIV3Schema: { type: 'object' } };
const versions = [{ name: 'v1', served: true, storage: true, schema }];

test.each([
  ['shop.k8s.io', undefined, ['missing-field']],
  ['shop.kubernetes.io', 'yes', ['invalid-value']],
  ['k8s.io', 'unapproved, an experiment', []],
  ['shop.k8s.io', 'https://github.com/kubernetes/kubernetes/pull/1', []],
  ['shop.x-k8s.io', undefined, []],
])('the group %s with the approval %s', (group, approval, rules) => {
  const annotations = approval === undefined ? {} : { 'api-approved.kubernetes.io': approval };
  const found = findingsOf({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `things.${group}`, annotations },
    spec: { group, scope: 'Namespaced', names: { plural: 'things', kind: 'Thing' }, versions },
  });
  expect(found.map(({ rule }) => rule)).toEqual(rules);
});
