import { keptDefaults } from '../../../lib/gitops/kinds/kept-defaults';
import { KEPT_DEFAULT_CASES } from './kept-default-cases';

test.each(KEPT_DEFAULT_CASES)('$before to $after', ({ before, after, path, isRefused = false }) => {
  const found = keptDefaults(before, after).map((each) => ({ path: each.path, isRefused: each.isRefused }));
  expect(found).toEqual(path === undefined ? [] : [{ path, isRefused }]);
});

test('what a cluster has is what it filled in', () => {
  const [policy] = KEPT_DEFAULT_CASES.filter(({ path }) => path === 'spec.policyTypes');
  const { before = {}, after = {} } = policy ?? {};
  const stored = { ...before, metadata: { uid: '1' }, spec: { podSelector: {}, policyTypes: ['Ingress'] } };
  expect(keptDefaults(stored, after)).toMatchObject([{ path: 'spec.policyTypes', kept: ['Ingress'] }]);
  expect(keptDefaults({ ...stored, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } }, after)).toEqual([]);
});
