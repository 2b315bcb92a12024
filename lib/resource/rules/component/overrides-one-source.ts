import { checkedOverrides, sourcesOf } from '../overrides';
import type { Rule } from '../types';

/** An override item has one source. */
export const overridesOneSource: Rule = {
  id: 'overrides.one-source',
  layer: 'component',
  check: (context) =>
    checkedOverrides(context)
      .map(({ item, path }) => ({ path, value: sourcesOf(item) }))
      .filter(({ value }) => value.length > 1)
      .map((found) => ({
        ...found,
        message: 'has more than one source; allowed one of configMapRef, secretRef, values',
        fix: 'split the item',
      })),
};
