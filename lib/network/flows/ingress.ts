import type { IngressBackend } from '../../definition/ingress-definition';
import type { Ingress } from '../../definition/ingress';
import { ingressesOf } from '../../definition/ingress';
import type { FlowContext, ComponentWorkload } from './context';
import { isLasting, portAt, serviceOf } from './context';
import type { FlowDraft } from './draft';
import { flowPort } from './draft';
import type { FlowPort } from './flow';
import { PUBLIC_PORT, ROLES } from './roles';

/** What is called: workloads, each with its port, and the Service in front of them. */
interface Backend {
  readonly targets: ReadonlyArray<{ readonly part: ComponentWorkload; readonly port: FlowPort }>;
  readonly service: string | undefined;
}

/**
 * What follows from the Ingresses of enabled components: NGINX calls the auth proxy or the component, and the auth proxy calls
 * its backends. How requests reach NGINX is derived from what NGINX serves.
 *
 * An Ingress that exists only with certain chart values counts too: those values are not visible here, and a rule for pods that
 * do not exist opens nothing.
 * @param context - all facts
 * @throws Error when an Ingress leads to a Service or port that its component does not declare
 */
export function ingressFlows(context: FlowContext): readonly FlowDraft[] {
  const nginx = context.partsOf(ROLES.ingressController).filter(isController);
  const authProxy = context.partsOf(ROLES.authProxy).filter(isLasting);
  return context.definitions.flatMap((definition) =>
    ingressesOf(definition).flatMap((ingress) => {
      const source = `${definition.name}: Ingress ${ingress.name}`;
      const when = ingress.optional ? 'chart values switch the Ingress on' : undefined;
      const host = `requests for host ${ingress.host}`;
      const draft = (from: ComponentWorkload, { targets, service }: Backend, reason: string): FlowDraft[] =>
        targets.map(({ part, port }) => ({
          kind: 'ingress',
          from: from.end,
          to: part.end,
          ports: [port],
          reason,
          source,
          when,
          service,
        }));
      if (ingress.through === 'direct') {
        const backend = backendOf(context, definition.name, ingress.backend);
        return nginx.flatMap((part) => draft(part, backend, host));
      }
      const front = authProxy.length === 0 ? NOTHING : backendOf(context, ROLES.authProxy, ingress.backend);
      const behind = authProxy.length === 0 ? NOTHING : backendBehind(context, definition.name, ingress);
      return [
        ...nginx.flatMap((part) => draft(part, front, 'requests that the auth proxy checks')),
        ...authProxy.flatMap((part) => draft(part, behind, `${host}, once the user has signed in`)),
      ];
    }),
  );
}

const NOTHING: Backend = { targets: [], service: undefined };

/**
 * Whether pods take requests for public host names.
 * @param part - a workload of the ingress controller
 */
export function isController({ workload }: ComponentWorkload): boolean {
  return workload.ports.some(({ key }) => key === PUBLIC_PORT);
}

/** Backends of the auth proxy; none where the auth proxy itself answers, or pods are created only on request. */
function backendBehind(context: FlowContext, component: string, ingress: Ingress): Backend {
  const wanted = ingress.definition.behind;
  if (wanted === null) return NOTHING;
  const parts = context.partsOf(component).filter(isLasting);
  const targets = parts.flatMap((part) => {
    const { name, ports } = part.workload;
    const meant = ports.filter(({ key }) => wanted === undefined || key === wanted || `${name}/${key}` === wanted);
    return meant.map((port) => ({ part, port: flowPort(port) }));
  });
  if (targets.length > 0 && (wanted !== undefined || targets.length === 1)) return { targets, service: undefined };
  const allowed = parts
    .flatMap(({ workload }) => workload.ports.map(({ key }) => `${workload.name}/${key}`))
    .join(', ');
  throw new Error(
    `[${component}] Ingress ${ingress.name} has an unknown backend; got ${wanted}; allowed ${allowed || 'null'}`,
  );
}

function backendOf(context: FlowContext, component: string, { service: name, port: wanted }: IngressBackend): Backend {
  const found = serviceOf(context, component, name);
  const port = found?.service.ports.find((one) => one.name === wanted);
  if (found === undefined || port?.target === undefined) {
    const allowed = found?.service.ports.map((one) => one.name).join(', ') ?? 'a Service of the component';
    throw new Error(`[${component}] an Ingress leads to a Service; got ${name}, port ${wanted}; allowed ${allowed}`);
  }
  const { target } = port;
  return { targets: found.parts.map((part) => ({ part, port: portAt(part, target) })), service: name };
}
