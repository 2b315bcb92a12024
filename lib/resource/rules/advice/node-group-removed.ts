import { dig, digComponent, itemsOf, textOf } from '../dig';
import type { Rule } from '../types';

/** A node group may be removed, and its data goes with it. */
export const nodeGroupRemoved: Rule = {
  id: 'notChecked.node-group-removed',
  layer: 'reconcile',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    const nodes = itemsOf(digComponent(effective, 'opensearch', 'nodes'));
    if (effective === undefined) return [];
    return itemsOf(digComponent(oldEffective, 'opensearch', 'nodes'))
      .map((node) => textOf(dig(node, 'name')))
      .filter((name) => name !== '' && !nodes.some((node) => dig(node, 'name') === name))
      .map((value) => ({
        path: 'spec.components.opensearch.nodes',
        value,
        message: `node group ${value} is removed, and its data with it`,
        fix: 'keep the group, or make sure that its data is elsewhere',
      }));
  },
};
