import { schemaRule } from '../schema-rule';
import { foundOf } from '../merge-rule';
import type { Rule } from '../types';

/** A value has another type than the schema declares; the merge notices what the schema cannot. */
export const schemaType: Rule = {
  ...schemaRule('type'),
  check: (context) => {
    const found = schemaRule('type').check(context);
    const known = context.schema.length > 0;
    return known ? found : context.problems.filter(({ rule }) => rule === undefined).map(foundOf);
  },
};
