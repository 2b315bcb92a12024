import { readFileSync } from 'fs';
import { DISCREPANCIES } from '../../lib/network/upstream';
import { NETWORK_POLICIES_PAGE, networkPoliciesPage } from '../../scripts/docs/network-policies';

const page = readFileSync(NETWORK_POLICIES_PAGE, 'utf8');

test('the tables about upstream are current', () => {
  expect(networkPoliciesPage()).toBe(page);
});

test('every fact has one row', () => {
  const ids = [...page.matchAll(/^\| ([A-Z]-\d\d) \|/gm)].map(([, id]) => id);
  expect(ids).toEqual(DISCREPANCIES.map(({ id }) => id));
});
