import type { ComponentDefinition } from '../../definition/definition';
import type { ScrapeTargetDefinition } from '../../definition/scrape-target-definition';
import type { Platform } from '../../definition/platform';
import type { ComponentService } from '../../definition/service';
import { servicesOf } from '../../definition/service';
import type { Port, Workload } from '../../definition/workload';
import { inMesh, workloadsOf } from '../../definition/workload';
import { interceptedInbound } from '../../network/interception';

/** Name of a port in a monitor: that of the Service, or that of the container. */
export type PortField = { readonly port: string } | { readonly targetPort: string };

/** A port that Prometheus scrapes. */
export interface ScrapedPort {
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Service through which Prometheus finds them; undefined without a Service. */
  readonly service: string | undefined;
  /** Workload of the pods; undefined when they are not of the platform. */
  readonly workload: Workload | undefined;
  /** The port. */
  readonly field: PortField;
  /** Whether a sidecar serves it, which accepts mutual TLS only. */
  readonly behindSidecar: boolean;
}

/** A scrape target of a component. */
export interface NamedTarget {
  /** The component. */
  readonly definition: ComponentDefinition;
  /** Name of the target. */
  readonly name: string;
  /** Its declared facts. */
  readonly facts: ScrapeTargetDefinition;
}

/** The API server, the same in every cluster. */
const API_SERVER = { namespace: 'default', service: 'kubernetes' } as const;

/**
 * The ports of a scrape target: those behind the Service of the same name; else those of the workload of the same name, else of
 * all workloads of the component that have such a port, each through one Service. Jobs are not scraped.
 * @param platform - the profile
 * @param target - the target; it names a port
 * @param port - that port
 */
export function scrapedPorts(
  platform: Platform,
  { definition, name, facts }: NamedTarget,
  port: string,
): ScrapedPort[] {
  const services = servicesOf(definition);
  const own = services.find((one) => one.name === name);
  if (own?.ports.some((one) => one.name === port) === true) {
    const target = own.ports.find((one) => one.name === port)?.target;
    return [throughService(platform, own, { port }, target)];
  }
  if (facts.in === API_SERVER.namespace) {
    return [{ ...API_SERVER, workload: undefined, field: { port }, behindSidecar: false }];
  }
  const lasting = workloadsOf(definition).filter(
    ({ kind, onlyOn }) => kind !== 'Job' && kind !== 'CronJob' && (onlyOn === undefined || onlyOn === platform.role),
  );
  const named = lasting.filter((workload) => workload.name === name);
  return (named.length > 0 ? named : lasting).flatMap((workload) =>
    workload.ports
      .filter((one) => one.key === port || one.name === port)
      .map((one) => throughWorkload(platform, workload, one, services)),
  );
}

function throughService(
  platform: Platform,
  service: ComponentService,
  field: PortField,
  target: number | undefined,
): ScrapedPort {
  const { namespace, name, workload } = service;
  return { namespace, service: name, workload, field, behindSidecar: isBehindSidecar(platform, workload, target) };
}

function throughWorkload(
  platform: Platform,
  workload: Workload,
  port: Port,
  services: readonly ComponentService[],
): ScrapedPort {
  const behindSidecar = isBehindSidecar(platform, workload, port.port);
  const before = services.filter((service) => selects(service, workload));
  const exposing = before.filter((service) => service.ports.some(({ target }) => target === port.port));
  // A Service with an address of its own first: pods behind several would be scraped several times.
  const service = withAddress(exposing) ?? withAddress(before);
  const exposed = service?.ports.find(({ target }) => target === port.port)?.name;
  const field = exposed === undefined ? { targetPort: port.name ?? port.key } : { port: exposed };
  return { namespace: workload.namespace, service: service?.name, workload, field, behindSidecar };
}

function withAddress(services: readonly ComponentService[]): ComponentService | undefined {
  return services.find(({ headless }) => !headless) ?? services[0];
}

function selects({ namespace, selector }: ComponentService, workload: Workload): boolean {
  if (selector === undefined || namespace !== workload.namespace) return false;
  return Object.entries(selector).every(([key, value]) => workload.labels[key] === value);
}

function isBehindSidecar(platform: Platform, workload: Workload | undefined, port: number | undefined): boolean {
  if (workload === undefined || port === undefined || !inMesh(workload, platform.mesh)) return false;
  return interceptedInbound(workload.annotations).contains('TCP', port);
}
