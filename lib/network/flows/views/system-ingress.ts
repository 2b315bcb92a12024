import { ROLES } from '../roles';
import { workloadName } from './names';
import type { TrafficView } from './view';

/** Components that clients outside of the cluster reach through NGINX, directly or behind the auth proxy. */
export const SYSTEM_INGRESS: TrafficView = {
  name: 'system-ingress',
  title: 'System ingress',
  columns: ['Component'],
  rows: ({ flows }) =>
    flows.flatMap(({ id, kind, from, to }) => {
      if (from.kind !== 'workload' || to.kind !== 'workload' || to.component === from.component) return [];
      const byNginx = from.component === ROLES.ingressController && kind === 'ingress';
      // The console has no Ingress of its own: it shares the host of the API.
      const asked = kind === 'ingress' || kind === 'call';
      const byAuthProxy = asked && from.component === ROLES.authProxy && to.component !== ROLES.ingressController;
      return byNginx || byAuthProxy ? [{ cells: [workloadName(to)], flows: [id] }] : [];
    }),
};
