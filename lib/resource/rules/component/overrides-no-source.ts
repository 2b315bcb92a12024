import { checkedOverrides, sourcesOf } from '../overrides';
import type { Rule } from '../types';

/** An override item is not empty. */
export const overridesNoSource: Rule = {
  id: 'overrides.no-source',
  layer: 'component',
  check: (context) =>
    checkedOverrides(context)
      .filter(({ item }) => sourcesOf(item).length === 0)
      .map(({ item, path }) => ({
        path,
        value: item,
        message: 'has no source; allowed one of configMapRef, secretRef, values',
        fix: 'remove the item or give it a source',
      })),
};
