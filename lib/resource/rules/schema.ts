import { foundOf } from './effective';
import type { SchemaFound } from '../schema/schema-problems';
import type { Rule } from './types';

/** The rule that reports one kind of schema problems. */
function schemaRule(kind: SchemaFound['rule']): Rule {
  return {
    id: `schema.${kind}`,
    layer: 'schema',
    check: ({ schema }) => schema.filter(({ rule }) => rule === kind).map(({ rule: _, ...found }) => found),
  };
}

/** A value has another type than the schema declares; the merge notices what the schema cannot. */
export const schemaType: Rule = {
  ...schemaRule('type'),
  check: (context) => {
    const found = schemaRule('type').check(context);
    const known = context.schema.length > 0;
    return known ? found : context.problems.filter(({ rule }) => rule === undefined).map(foundOf);
  },
};

/** A number does not fit in its field. */
export const schemaInt32: Rule = schemaRule('int32');

/** A field that its parent requires is absent. */
export const schemaRequired: Rule = schemaRule('required');

/** A string is not a Kubernetes quantity. */
export const schemaQuantity: Rule = schemaRule('quantity');

/** An age or size is written in a form that OpenSearch does not accept. */
export const schemaPattern: Rule = schemaRule('pattern');

/** A field is not in the schema; strict validation refuses it, otherwise it is dropped. */
export const schemaUnknownField: Rule = schemaRule('unknown-field');
