import { API_VERSIONS } from '../../lib/checks/rules/api-versions';
import { KNOWN_MINORS, nativeKinds } from '../../lib/checks/schema/known-kinds';
import { findingsOf } from './rich-objects';

/** Kinds of requests, which are never in a file. */
const REQUESTS = ['SelfSubjectReview'];

test('the rows of API versions say when the schemas say that they went', () => {
  const newest = KNOWN_MINORS[KNOWN_MINORS.length - 1];
  const differing = [...nativeKinds()].flatMap(([key, { nodes }]) => {
    const [group = '', version = '', kind = ''] = key.split('/');
    const row = API_VERSIONS.find(
      (each) => each.group === group && each.version === version && (each.kinds?.includes(kind) ?? true),
    );
    const last = [...nodes.keys()].pop() ?? 0;
    const gone = last === newest ? undefined : last + 1;
    const stated = row?.removed !== undefined && row.removed <= (newest ?? 0) ? row.removed : undefined;
    return gone === stated || REQUESTS.includes(kind) ? [] : [`${key}: schemas ${gone}, rows ${stated}`];
  });
  expect(differing).toEqual([]);
});

test.each([
  ['PodSchedulingContext', undefined, 'remove it: no version has the kind any more'],
  [
    'ResourceClaim',
    'resource.k8s.io/v1beta1, or v1 from 1.34',
    'write resource.k8s.io/v1beta1, or v1 from 1.34; fields may differ',
  ],
])('of a %s of a version that went, it says where to go', (kind, allowed, fix) => {
  const object = { apiVersion: 'resource.k8s.io/v1alpha3', kind, metadata: { name: 'a', namespace: 'b' } };
  const [first] = findingsOf(object, [], 34);
  expect([first?.rule, first?.allowed, first?.fix]).toEqual(['removed-api', allowed, fix]);
});
