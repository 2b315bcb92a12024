import type { Flow } from '../flow';
import { ROLES } from '../roles';
import { componentName, endName } from './names';
import type { RawRow, TrafficView, ViewContext } from './view';

/** Components that reach managed clusters through Rancher of the admin cluster, which they call through the ingress controller. */
export const THROUGH_RANCHER = ['argocd', 'verrazzano-cluster-operator'];

const NAMES = { admin: 'Admin', managed: 'Managed' } as const;

/** What components of one cluster call in the other clusters of the estate. All of it goes to NGINX of that cluster. */
export const MULTICLUSTER_EGRESS: TrafficView = {
  name: 'multicluster-egress',
  title: 'Multicluster egress',
  columns: ['Source Cluster', 'Source Component', 'Destination Cluster', 'Destination Component'],
  rows: (context) => context.flows.flatMap((flow) => rowsOf(context, flow)),
};

function rowsOf(context: ViewContext, { id, from, to }: Flow): readonly RawRow[] {
  if (from.kind !== 'workload') return [];
  const here = NAMES[context.role];
  const source = componentName(from.component);
  if (to.kind === 'external' && to.cluster !== undefined) {
    return [{ cells: [here, source, NAMES[to.cluster], endName(to)], flows: [id] }];
  }
  const relayed = to.kind === 'workload' && to.component === ROLES.ingressController && context.isOn('rancher');
  if (!relayed || context.role !== 'admin' || !THROUGH_RANCHER.includes(from.component)) return [];
  return [{ cells: [here, source, here, componentName('rancher')], flows: [id] }];
}
