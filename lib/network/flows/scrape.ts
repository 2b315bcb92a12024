import type { ComponentDefinition } from '../../definition/definition';
import type { ScrapeTargetDefinition } from '../../definition/scrape-target-definition';
import { sectionOf } from '../../definition/effective-definition';
import type { ComponentService } from '../../definition/service';
import { servicesOf } from '../../definition/service';
import { chartValue } from '../../definition/stated-values';
import { API_SERVER_PORTS } from './api-server';
import type { FlowContext, ComponentWorkload } from './context';
import { isBehind, isLasting, portAt } from './context';
import type { FlowDraft } from './draft';
import { flowPort, plainPort } from './draft';
import type { FlowEnd, FlowPort } from './flow';
import { hasProxy } from './mesh';
import { ENVOY_METRICS, ROLES } from './roles';

/** What Prometheus calls, and the part of a definition that it follows from. */
interface Scraped {
  readonly to: FlowEnd;
  readonly ports: readonly FlowPort[];
  readonly reason: string;
  readonly source: string;
  readonly refusedUpstream?: string | undefined;
}

/**
 * What Prometheus scrapes: the scrape targets of the enabled components, and every proxy. Jobs are not scraped.
 * @param context - all facts
 * @throws Error when a scrape target names a port that its component does not declare
 */
export function scrapeFlows(context: FlowContext): readonly FlowDraft[] {
  const scraped = context.definitions.flatMap((definition) =>
    Object.entries(definition.scrapeTargets ?? {}).flatMap(([name, facts]) =>
      // A Secret holds plain scrape jobs, whose ports are not declared.
      facts.port === undefined ? [] : targetsOf(context, definition, name, facts, facts.port),
    ),
  );
  const all = [...scraped, ...context.parts.flatMap((part) => scrapedByValue(context, part))];
  return context
    .partsOf(ROLES.metrics)
    .filter(isLasting)
    .flatMap(({ end }) => all.map((one) => ({ kind: 'scrape' as const, from: end, ...one })));
}

function targetsOf(
  context: FlowContext,
  definition: ComponentDefinition,
  name: string,
  { in: namespace, refusedUpstream }: ScrapeTargetDefinition,
  port: string,
): readonly Scraped[] {
  const source = `${definition.name}: scrape target ${name}`;
  if (namespace === null) return proxies(context, source);
  const say = (to: FlowEnd, ports: readonly FlowPort[]): Scraped => ({
    to,
    ports,
    reason: 'collects metrics',
    source,
    refusedUpstream,
  });
  const services = servicesOf(definition).filter((one) => one.name === name);
  const found = services.flatMap((service) => behind(context, definition, service, port, say));
  if (found.length > 0) return found;
  if (namespace === 'default') return [say({ kind: 'api-server' }, API_SERVER_PORTS)];
  const own = context.partsOf(definition.name).filter(isLasting);
  const named = own.filter(({ workload }) => workload.name === name);
  const pods = (named.length > 0 ? named : own).flatMap(({ end, workload }) => {
    const ports = workload.ports.filter((one) => one.key === port || one.name === port).map(flowPort);
    return ports.length === 0 ? [] : [say(end, ports)];
  });
  if (pods.length > 0) return pods;
  const allowed = own.flatMap(({ workload }) => workload.ports.map(({ key }) => key)).join(', ') || 'none';
  throw new Error(`[${definition.key}] scrape target ${name} names a port; got ${port}; allowed ${allowed}`);
}

/** Ports whose metrics a chart value enables. */
function scrapedByValue({ spec }: FlowContext, { definition, workload, end }: ComponentWorkload): readonly Scraped[] {
  const section = sectionOf(definition);
  return Object.entries(workload.scrapedWhen).flatMap(([key, value]) => {
    if (section === undefined || chartValue(spec, section, value.split('.')) !== true) return [];
    const ports = workload.ports.filter((port) => port.key === key).map(flowPort);
    const source = `${definition.name}: chart value ${value}`;
    return [{ to: end, ports, reason: 'collects metrics', source }];
  });
}

/** What a Service of the same name as the target leads to; nothing when it has no port of that name. */
function behind(
  context: FlowContext,
  definition: ComponentDefinition,
  service: ComponentService,
  port: string,
  say: (to: FlowEnd, ports: readonly FlowPort[]) => Scraped,
): readonly Scraped[] {
  const target = service.ports.find((one) => one.name === port)?.target;
  if (target === undefined) return [];
  if (service.workload === undefined) {
    return [say({ kind: definition.services?.[service.name]?.pods ?? 'nodes' }, [plainPort(target)])];
  }
  return context
    .partsOf(definition.name)
    .filter((part) => isBehind(part, service))
    .map((part) => say(part.end, [portAt(part, target)]));
}

function proxies(context: FlowContext, source: string): readonly Scraped[] {
  return context.parts
    .filter((part) => isLasting(part) && hasProxy(context, part))
    .map(({ end }) => ({
      to: end,
      ports: [{ port: ENVOY_METRICS.port, protocol: 'TCP', name: ENVOY_METRICS.key }],
      reason: 'collects metrics of the proxy',
      source,
    }));
}
