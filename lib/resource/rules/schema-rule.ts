import type { Rule, SchemaProblem } from './types';

/** The rule that reports one kind of schema problems. */
export function schemaRule(kind: SchemaProblem['rule']): Rule {
  return {
    id: `schema.${kind}`,
    layer: 'schema',
    check: ({ schema }) => schema.filter(({ rule }) => rule === kind).map(({ rule: _, ...found }) => found),
  };
}
