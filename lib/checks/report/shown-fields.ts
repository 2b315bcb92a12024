import type { Change, FieldChange } from '../diff/change';

/** How many fields of one change a report shows: definitions of custom resources differ in hundreds. */
export const MAX_FIELDS = 20;

/** Texts in the schema of a definition, which decide about nothing. */
const DESCRIPTION = /\.schema\.openAPIV3Schema\b.*\.description$/;

/**
 * The fields of a change that a report shows. Where there are too many, those that the reasons name come first, and descriptions last.
 * @param change - the change
 */
export function shownFields({ fields, reasons }: Pick<Change, 'fields' | 'reasons'>): readonly FieldChange[] {
  if (fields.length <= MAX_FIELDS) return fields;
  const named = reasons.map(({ text }) => text);
  const rankOf = ({ path }: FieldChange): number => {
    if (DESCRIPTION.test(path)) return 2;
    return named.some((text) => text.startsWith(`${path}:`) || text.startsWith(`${path}.`)) ? 0 : 1;
  };
  const ranked = fields.map((field) => ({ field, rank: rankOf(field) }));
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_FIELDS)
    .map(({ field }) => field);
}
