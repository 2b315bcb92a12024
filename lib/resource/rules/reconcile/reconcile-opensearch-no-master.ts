import type { JsonValue } from '../../../values/json';
import { dig, digComponent, itemsOf } from '../dig';
import { isOn } from '../context';
import type { Rule } from '../types';

/** OpenSearch has a node group with role master and a replica. */
export const reconcileOpensearchNoMaster: Rule = {
  id: 'reconcile.opensearch-no-master',
  layer: 'reconcile',
  check: ({ effective }) => {
    const nodes = digComponent(effective, 'opensearch', 'nodes');
    const isMaster = (node: JsonValue): boolean =>
      itemsOf(dig(node, 'roles')).includes('master') && Number(dig(node, 'replicas') ?? 0) > 0;
    if (!isOn(effective, 'opensearch') || itemsOf(nodes).some(isMaster)) return [];
    const message = 'no node group has the role master and a replica; the installation would stop';
    return [{ path: 'spec.components.opensearch.nodes', value: nodes ?? null, message, fix: 'add such a group' }];
  },
};
