import type { ComponentService, ComponentServicePort } from '../../definition/service';
import { servicesOf } from '../../definition/service';
import type { FlowContext } from './context';
import { isBehind, portAt } from './context';
import type { FlowDraft } from './draft';

/**
 * Calls of the API server to webhooks: to the pods behind the Service of each configuration, at the target of its
 * port. Several configurations that lead to the same port are one flow.
 * @param context - all facts
 * @throws Error when a webhook names a Service that no enabled component has
 */
export function webhookFlows(context: FlowContext): readonly FlowDraft[] {
  const services = context.definitions.flatMap(servicesOf);
  return context.definitions.flatMap((definition) =>
    (definition.webhooks ?? []).flatMap(({ service: name, port: wanted }) => {
      const service =
        servicesOf(definition).find((one) => one.name === name) ?? services.find((one) => one.name === name);
      const port = portOf(service, wanted);
      if (service === undefined || port?.target === undefined) {
        const allowed =
          servicesOf(definition)
            .map((one) => one.name)
            .join(', ') || 'none';
        throw new Error(
          `[${definition.key}] a webhook leads to a Service with a port; got ${name}; allowed ${allowed}`,
        );
      }
      const { target } = port;
      return context.parts
        .filter((part) => isBehind(part, service))
        .map((part) => ({
          kind: 'webhook' as const,
          from: { kind: 'api-server' } as const,
          to: part.end,
          ports: [portAt(part, target)],
          reason: 'calls its admission webhook',
          source: `${definition.name}: webhooks behind Service ${name}`,
          service: name,
        }));
    }),
  );
}

function portOf(service: ComponentService | undefined, wanted: string | undefined): ComponentServicePort | undefined {
  const ports = service?.ports ?? [];
  if (wanted !== undefined) return ports.find(({ name }) => name === wanted);
  return ports.find(({ port }) => port === 443) ?? ports[0];
}
