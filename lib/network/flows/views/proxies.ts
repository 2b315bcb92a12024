import type { FlowContext, ComponentWorkload } from '../context';
import { isLasting } from '../context';
import { endText } from '../draft';
import { isController } from '../ingress';
import { hasProxy } from '../mesh';
import { ROLES } from '../roles';
import type { TrafficView } from './view';

/** The proxy that a pod is or has, and its purpose. */
interface Proxy {
  readonly usage: string;
  readonly product: 'NGINX' | 'Envoy';
}

/** Proxies of the platform: NGINX, the auth proxy, the gateways of the mesh, and the sidecars. */
export const PROXIES: TrafficView = {
  name: 'proxies',
  title: 'Proxies',
  columns: ['Usage', 'Proxy', 'Pod', 'Namespace'],
  rows: (context) =>
    context.parts.filter(isLasting).flatMap((part) =>
      proxiesOf(context, part).map(({ usage, product }) => ({
        cells: [usage, product, `${part.workload.name}-*`, part.workload.namespace],
        flows: context.flows
          .filter(({ kind, from }) => kind === 'mesh' && endText(from) === endText(part.end))
          .map(({ id }) => id),
      })),
    ),
};

function proxiesOf(context: FlowContext, part: ComponentWorkload): readonly Proxy[] {
  const { definition, workload } = part;
  if (workload.gateway) {
    const inward = workload.serves.some(({ from }) => from === 'outside');
    return [{ usage: inward ? 'Application ingress' : 'Application egress', product: 'Envoy' }];
  }
  const proxies: Proxy[] = [];
  if (definition.name === ROLES.ingressController && isController(part)) {
    proxies.push({ usage: 'System ingress', product: 'NGINX' });
  }
  if (definition.name === ROLES.authProxy) {
    proxies.push({ usage: 'Verrazzano authentication proxy', product: 'NGINX' });
  }
  if (hasProxy(context, part)) proxies.push({ usage: 'Istio mesh sidecar', product: 'Envoy' });
  return proxies;
}
