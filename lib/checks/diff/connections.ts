import { Connectivity, diffConnectivity, type TrafficChange, type Peer } from '../../connectivity';
import { GroupedBy } from '../../values/grouped-by';
import { inNamespace, type CheckedObject } from '../checked-object';
import type { Inventory } from '../inventory';
import type { Change } from './change';

/** Kinds of which a change may open connections. */
const DECIDING = /Policy$|^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Namespace|Service|Ingress)$/;

/** How many connections are listed for a cluster. */
const MAX_LISTED = 50;

/** Beyond this number of workloads the comparison of all pairs would take too long here. */
const MAX_WORKLOADS = 400;

/**
 * Connections between workloads that exist before and after, or with addresses, that open.
 * @param before - the objects before
 * @param after - the objects after
 * @param changed - whether an object of this kind changed in a cluster
 * @param clusterOf - how a cluster is named
 */
export function openedConnections(
  before: Inventory,
  after: Inventory,
  changed: (scope: string, kind: (name: string) => boolean) => boolean,
  clusterOf: (scope: string) => string,
): Change[] {
  return after.scopes.flatMap((scope) => {
    if (!before.scopes.includes(scope) || !changed(scope, (kind) => DECIDING.test(kind))) return [];
    const old = evaluated(before, scope);
    if (old.policies.length === 0) return [];
    const now = evaluated(after, scope);
    if ([old, now].some(({ workloads }) => workloads.length > MAX_WORKLOADS)) return [];
    const known = (peer: Peer): boolean =>
      peer.type !== 'workload' ||
      [old, now].every(({ workloads }) => workloads.some(({ owner }) => owner === peer.owner));
    const opened = diffConnectivity(old, now).filter(
      (each) => !each.gained.isEmpty() && known(each.from) && known(each.to),
    );
    return opened.slice(0, MAX_LISTED).map((each) => changeOf(each, clusterOf(scope)));
  });
}

function evaluated(inventory: Inventory, scope: string): Connectivity {
  return Connectivity.of(IN_SCOPE.of(inventory.objects, scope).map(inNamespace));
}

/** The objects of a cluster; definitions are most of their bytes, and connect nothing. */
const IN_SCOPE = new GroupedBy<CheckedObject>(({ kind, scope }) =>
  kind === 'CustomResourceDefinition' ? [] : [scope],
);

function changeOf({ from, to, gained, fromOutside }: TrafficChange, cluster: string): Change {
  const text = `${gained.toString()} opens${fromOutside ? ' from outside' : ''}`;
  return {
    kind: 'connection',
    object: `${from.id} => ${to.id}`,
    cluster,
    file: '',
    risk: 'exposure',
    level: 'high',
    reasons: [{ risk: 'exposure', text }],
    fields: [],
  };
}
