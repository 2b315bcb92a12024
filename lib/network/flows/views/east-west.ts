import type { Flow, WorkloadEnd } from '../flow';
import { ROLES } from '../roles';
import { componentName, endName, hostOwner } from './names';
import type { TrafficView, ViewContext } from './view';

/** Services of the auth proxy that lead to one component behind it. */
const FRONTS: Readonly<Record<string, string>> = { 'verrazzano-authproxy-opensearch': 'opensearch' };

/**
 * Traffic between components, and to the API server. As in the documentation, without name lookups, proxies, scraping and
 * traffic within a component; a call through NGINX or the auth proxy is listed with the component that it is meant for.
 */
export const EAST_WEST: TrafficView = {
  name: 'east-west',
  title: 'East-west system traffic',
  columns: ['Component', 'Destination'],
  rows: (context) =>
    context.flows.flatMap((flow) => {
      const { id, from } = flow;
      if (from.kind !== 'workload') return [];
      return destinations(context, flow, from).map((to) => ({
        cells: [componentName(from.component), to],
        flows: [id],
      }));
    }),
};

function destinations(context: ViewContext, { kind, to, service }: Flow, from: WorkloadEnd): readonly string[] {
  if (kind === 'api-server') return [endName(to)];
  const asked = kind === 'call' || (kind === 'ingress' && from.component === ROLES.authProxy);
  if (!asked || (to.kind === 'workload' && to.component === from.component)) return [];
  if (to.kind !== 'workload') return [endName(to)];
  if (to.component === ROLES.ingressController) return meant(context, from).map(componentName);
  return [componentName((to.component === ROLES.authProxy && FRONTS[service ?? '']) || to.component)];
}

/** Components that a call to NGINX is meant for: those that the call requires, and those whose public hosts it calls. */
function meant(context: ViewContext, { component, workload }: WorkloadEnd): readonly string[] {
  const needed = workload.calls
    .filter(({ to }) => typeof to === 'string' && to.split('/')[0] === ROLES.ingressController)
    .map(({ with: others = [] }) => others[0] ?? ROLES.ingressController);
  const called = workload.external
    .filter(({ hairpin }) => hairpin === true)
    .map(({ hosts }) => hostOwner(hosts[0] ?? '') ?? ROLES.ingressController);
  return [...new Set([...needed, ...called])].filter((name) => name !== component && context.isOn(name));
}
