import { inMesh } from '../../definition/workload';
import type { FlowContext, ComponentWorkload } from './context';
import type { FlowDraft } from './draft';
import { flowPort } from './draft';
import { ROLES } from './roles';

/** What a proxy calls: a component, and the key of one of its ports. */
const SERVED: ReadonlyArray<{ readonly component: string; readonly port: string; readonly reason: string }> = [
  { component: ROLES.mesh, port: 'https-dns', reason: 'configuration and certificates of the proxy' },
  { component: ROLES.tracing, port: 'zipkin', reason: 'spans of the proxy' },
];

/**
 * What each proxy needs: istiod, and the Jaeger collector while the Jaeger operator is enabled. Proxies of OAM applications are
 * served likewise, as the definitions of istiod and the collector declare.
 * @param context - all facts
 */
export function meshFlows(context: FlowContext): readonly FlowDraft[] {
  const proxies = context.parts.filter((part) => hasProxy(context, part));
  return SERVED.flatMap(({ component, port, reason }) => {
    const servers = context
      .partsOf(component)
      .flatMap((part) =>
        part.workload.ports.filter(({ key }) => key === port).map((found) => ({ part, ports: [flowPort(found)] })),
      );
    return servers.flatMap(({ part, ports }) =>
      proxies.map((proxy) => ({
        kind: 'mesh' as const,
        from: proxy.end,
        to: part.end,
        ports,
        reason,
        source: `${proxy.definition.name}: ${proxy.workload.name} has a proxy`,
      })),
    );
  });
}

/**
 * Whether the pods of a workload have an Envoy proxy: a sidecar while Istio is enabled, or they are a gateway themselves.
 * @param context - all facts
 * @param part - the workload
 */
export function hasProxy(context: FlowContext, part: ComponentWorkload): boolean {
  return part.workload.gateway || (context.isOn(ROLES.mesh) && inMesh(part.workload, context.mesh));
}
