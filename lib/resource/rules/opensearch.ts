import type { JsonValue } from '../../values/json';
import { canonicalQuantity } from '../../values/canonical-quantity';
import { isOn } from './context';
import { dig, digComponent } from './dig';
import type { Found, Rule } from './types';
import { listOf, textOf } from '../../values/json';

/** Node groups have different names. */
export const opensearchDuplicateNodeGroup: Rule = {
  id: 'opensearch.duplicate-node-group',
  layer: 'component',
  check: ({ effective }) => {
    const names = listOf(digComponent(effective, 'opensearch', 'nodes')).map((node) => textOf(dig(node, 'name')));
    return names.flatMap((value, i) => {
      if (names.indexOf(value) === i) return [];
      const path = `spec.components.opensearch.nodes[${i}].name`;
      return [{ path, value, message: 'another node group has this name', fix: 'rename one of them' }];
    });
  },
};

/** OpenSearch has a node group with role master and a replica. */
export const reconcileOpensearchNoMaster: Rule = {
  id: 'reconcile.opensearch-no-master',
  layer: 'reconcile',
  check: ({ effective }) => {
    const nodes = digComponent(effective, 'opensearch', 'nodes');
    const isMaster = (node: JsonValue): boolean =>
      listOf(dig(node, 'roles')).includes('master') && Number(dig(node, 'replicas') ?? 0) > 0;
    if (!isOn(effective, 'opensearch') || listOf(nodes).some(isMaster)) return [];
    const message = 'no node group has the role master and a replica; the installation would stop';
    return [{ path: 'spec.components.opensearch.nodes', value: nodes ?? null, message, fix: 'add such a group' }];
  },
};

const ROLES = ['master', 'data', 'ingest'];

/** Storage sizes and roles of node groups are free text to the operator. */
export const nodeGroupText: Rule = {
  id: 'notChecked.node-group-text',
  layer: 'reconcile',
  check: ({ effective }) =>
    listOf(digComponent(effective, 'opensearch', 'nodes')).flatMap((node, i): Found[] => {
      const path = `spec.components.opensearch.nodes[${i}]`;
      const size = dig(node, 'storage', 'size');
      const isSize = typeof size !== 'string' || size === '' || canonicalQuantity(size) !== undefined;
      const roles = listOf(dig(node, 'roles')).filter((role) => !ROLES.some((known) => known === role));
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

/** A node group may be removed, and its data goes with it. */
export const nodeGroupRemoved: Rule = {
  id: 'notChecked.node-group-removed',
  layer: 'reconcile',
  operations: ['update'],
  check: ({ effective, oldEffective }) => {
    const nodes = listOf(digComponent(effective, 'opensearch', 'nodes'));
    if (effective === undefined) return [];
    return listOf(digComponent(oldEffective, 'opensearch', 'nodes'))
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

/** Groups with the same name as one of the profile are merged silently. */
export const nodeGroupTwice: Rule = {
  id: 'notChecked.node-group-twice',
  layer: 'reconcile',
  check: ({ api, spec, effective }) => {
    const section = api === 'v1alpha1' ? 'elasticsearch' : 'opensearch';
    const names = listOf(digComponent(spec, section, 'nodes')).map((node) => textOf(dig(node, 'name')));
    const merged = listOf(digComponent(effective, 'opensearch', 'nodes')).map((node) => textOf(dig(node, 'name')));
    return names.flatMap((value, i): Found[] => {
      const isMerged = merged.filter((name) => name === value).length < 2;
      if (value === '' || names.indexOf(value) === i || !isMerged) return [];
      const path = `spec.components.${section}.nodes[${i}].name`;
      return [{ path, value, message: 'another node group has this name; they are merged', fix: 'rename one of them' }];
    });
  },
};
