import { dig, digComponent, textOf, itemsOf } from '../dig';
import type { Rule } from '../types';

/** Node groups have different names. */
export const opensearchDuplicateNodeGroup: Rule = {
  id: 'opensearch.duplicate-node-group',
  layer: 'component',
  check: ({ effective }) => {
    const names = itemsOf(digComponent(effective, 'opensearch', 'nodes')).map((node) => textOf(dig(node, 'name')));
    return names.flatMap((value, i) => {
      if (names.indexOf(value) === i) return [];
      const path = `spec.components.opensearch.nodes[${i}].name`;
      return [{ path, value, message: 'another node group has this name', fix: 'rename one of them' }];
    });
  },
};
