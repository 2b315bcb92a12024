import fc from 'fast-check';
import { objectGroups } from '../../../lib/gitops/render/object-groups';
import { runs } from '../../support/fc-runs';

const paths = fc
  .uniqueArray(fc.nat({ max: 9999 }), { minLength: 1, maxLength: 300 })
  .map((numbers) => numbers.map((number) => ({ path: `prod/policies/p${number}` })));

test('groups are the objects in their order, and one more object changes two of them at most', () => {
  fc.assert(
    fc.property(paths, fc.nat(), (objects, at) => {
      const groups = objectGroups(objects);
      expect(groups.flat()).toEqual(objects);
      const known = new Set(groups.map((group) => JSON.stringify(group)));
      const more = [...objects];
      more.splice(at % (objects.length + 1), 0, { path: 'prod/policies/new' });
      expect(objectGroups(more).filter((group) => !known.has(JSON.stringify(group))).length).toBeLessThanOrEqual(2);
    }),
    { numRuns: runs(20, 200) },
  );
});

test('groups are neither few nor small', () => {
  const objects = Array.from({ length: 10_000 }, (_, number) => ({ path: `prod/policies/p${number}` }));
  const { length } = objectGroups(objects);
  expect(length).toBeGreaterThan(150);
  expect(length).toBeLessThan(600);
});
