import type { Change, FieldChange } from '../../../lib/checks/diff/change';
import { shownFields } from '../../../lib/checks/report/shown-fields';

const SCHEMA = 'spec.versions[name=v1].schema.openAPIV3Schema.properties';
const field = (path: string): FieldChange => ({ path, before: 1 });

function change(fields: readonly FieldChange[], ...texts: string[]): Pick<Change, 'fields' | 'reasons'> {
  return { fields, reasons: texts.map((text) => ({ risk: 'removal', text })) };
}

test('of many fields those with a reason are shown first, and descriptions last', () => {
  const descriptions = Array.from({ length: 25 }, (_, index) => field(`${SCHEMA}.a${index}.description`));
  const others = [field(`${SCHEMA}.b.type`), field(`${SCHEMA}.description`), field(`${SCHEMA}.c.required`)];
  const shown = shownFields(change([...descriptions, ...others], `${SCHEMA}.c.required: refuses objects`));
  expect(shown).toHaveLength(20);
  expect(shown.slice(0, 3).map(({ path }) => path)).toEqual([
    `${SCHEMA}.c.required`,
    `${SCHEMA}.b.type`,
    `${SCHEMA}.a0.description`,
  ]);
});

test('few fields stay in their order', () => {
  const fields = [field('spec.a'), field('spec.b')];
  expect(shownFields(change(fields, 'spec.b: is risky'))).toBe(fields);
});
