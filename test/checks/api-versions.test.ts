import { API_VERSIONS } from '../../lib/checks/rules/api-versions';
import { KNOWN_MINORS, nativeKinds } from '../../lib/checks/schema/known-kinds';

/** Kinds of requests, which nobody writes into a file. */
const REQUESTS = ['SelfSubjectReview'];

test('the rows of API versions say when the schemas say that they went', () => {
  const newest = Math.max(...KNOWN_MINORS);
  const differing = [...nativeKinds()].flatMap(([key, { nodes }]) => {
    const [group = '', version = '', kind = ''] = key.split('/');
    const row = API_VERSIONS.find(
      (each) => each.group === group && each.version === version && (each.kinds?.includes(kind) ?? true),
    );
    const last = Math.max(...nodes.keys());
    const gone = last === newest ? undefined : last + 1;
    const stated = row?.removed !== undefined && row.removed <= newest ? row.removed : undefined;
    return gone === stated || REQUESTS.includes(kind) ? [] : [`${key}: schemas ${gone}, rows ${stated}`];
  });
  expect(differing).toEqual([]);
});
