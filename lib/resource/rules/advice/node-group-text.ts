import { canonicalQuantity } from '../../merge';
import { dig, digComponent, itemsOf } from '../dig';
import type { Found, Rule } from '../types';

const ROLES = ['master', 'data', 'ingest'];

/** Storage sizes and roles of node groups are free text to the operator. */
export const nodeGroupText: Rule = {
  id: 'notChecked.node-group-text',
  layer: 'reconcile',
  check: ({ effective }) =>
    itemsOf(digComponent(effective, 'opensearch', 'nodes')).flatMap((node, i): Found[] => {
      const path = `spec.components.opensearch.nodes[${i}]`;
      const size = dig(node, 'storage', 'size');
      const isSize = typeof size !== 'string' || size === '' || canonicalQuantity(size) !== undefined;
      const roles = itemsOf(dig(node, 'roles')).filter((role) => !ROLES.some((known) => known === role));
      return [
        ...(isSize
          ? []
          : [{ path: `${path}.storage.size`, value: size, message: 'is not a quantity', fix: 'write it as 50Gi' }]),
        ...roles.map((value) => ({
          path: `${path}.roles`,
          value,
          message: `is an unknown role; allowed ${ROLES.join(', ')}`,
          fix: 'correct the role',
        })),
      ];
    }),
};
