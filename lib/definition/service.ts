import type { Creator } from './creator';
import type { ComponentDefinition } from './definition';
import type { ServiceDefinition, ServicePortDefinition } from './service-definition';
import type { NamespaceName } from './namespaces';
import type { Workload } from './workload';
import { pick, workloadsOf } from './workload';

/** A port of a Service, with defaults filled in. */
export interface ComponentServicePort {
  /** Name; undefined when it has none. */
  readonly name: string | undefined;
  /** Number. */
  readonly port: number;
  /** Number of the port of the pods; undefined when the Service has no endpoints. */
  readonly target: number | undefined;
  /** Application protocol. */
  readonly appProtocol: string | undefined;
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP';
  /** Node port that the effective resource sets; undefined when it sets none. */
  readonly nodePort: number | undefined;
}

/** A Service, with defaults filled in. */
export interface ComponentService {
  /** Name. */
  readonly name: string;
  /** Namespace. */
  readonly namespace: NamespaceName;
  /** Type. */
  readonly type: 'ClusterIP' | 'LoadBalancer' | 'NodePort';
  /** Whether it has no address of its own. */
  readonly headless: boolean;
  /** Labels of the pods behind it; undefined when it selects nothing. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  /** Ports. */
  readonly ports: readonly ComponentServicePort[];
  /** Workload behind it; undefined when its pods are not of the platform. */
  readonly workload: Workload | undefined;
  /** What creates it. */
  readonly createdBy: Creator;
}

/**
 * The Services of a component, with defaults filled in.
 * @param definition - the component
 */
export function servicesOf(definition: ComponentDefinition): readonly ComponentService[] {
  const workloads = workloadsOf(definition);
  return Object.entries(definition.services ?? {}).map(([name, facts]) => {
    const workload = workloadOf(definition, name, facts, workloads);
    return {
      name,
      namespace: facts.namespace ?? workload?.namespace ?? definition.namespace,
      type: facts.type ?? 'ClusterIP',
      headless: facts.headless === true,
      selector: selectorOf(facts, workload),
      ports: facts.ports.map((port) => resolvePort(definition, port, workload)),
      workload,
      createdBy: facts.createdBy ?? workload?.createdBy ?? definition.createdBy ?? 'chart',
    };
  });
}

/**
 * Address of a Service for callers in any namespace: `http://<service>.<namespace>:<first port>`.
 * @param definition - the component
 * @param service - name of one of its Services
 */
export function serviceUrl<D extends ComponentDefinition>(
  definition: D,
  service: keyof D['services'] & string,
): string {
  const found = servicesOf(definition).find(({ name }) => name === service);
  return `http://${service}.${found?.namespace}:${found?.ports[0]?.port}`;
}

function workloadOf(
  definition: ComponentDefinition,
  service: string,
  facts: ServiceDefinition,
  workloads: readonly Workload[],
): Workload | undefined {
  if (facts.workload === null) return undefined;
  const wanted = facts.workload ?? service;
  const found =
    workloads.find(({ name }) => name === wanted) ??
    (facts.workload === undefined ? only(workloads.filter(({ atRunTime }) => !atRunTime)) : undefined);
  if (found === undefined)
    throw new Error(`[${definition.key}] Service ${service} has no such workload; got ${wanted}`);
  return found;
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function selectorOf(
  { selector }: ServiceDefinition,
  workload?: Workload,
): Readonly<Record<string, string>> | undefined {
  if (selector === null) return undefined;
  if (selector === undefined) return workload?.selector;
  return isKeys(selector) ? pick(workload?.labels ?? {}, selector) : selector;
}

function isKeys(selector: NonNullable<ServiceDefinition['selector']>): selector is readonly string[] {
  return Array.isArray(selector);
}

function resolvePort(
  definition: ComponentDefinition,
  port: string | ServicePortDefinition,
  workload: Workload | undefined,
): ComponentServicePort {
  const facts: ServicePortDefinition = typeof port === 'string' ? { name: port } : port;
  const to = facts.to ?? facts.name ?? undefined;
  const target = typeof to === 'number' ? to : workload?.ports.find(({ key }) => key === to)?.port;
  const number = facts.port ?? target;
  if (number === undefined || (target === undefined && facts.dangling !== true)) {
    throw new Error(`[${definition.key}] a Service port leads to no port of ${workload?.name}; got ${to}`);
  }
  return {
    name: facts.name === null ? undefined : (facts.name ?? String(to)),
    port: number,
    target,
    appProtocol: facts.appProtocol,
    protocol: protocolOf(workload, to),
    nodePort: facts.nodePort,
  };
}

function protocolOf(workload: Workload | undefined, target: string | number | undefined): 'TCP' | 'UDP' {
  return workload?.ports.find(({ key }) => key === target)?.protocol ?? 'TCP';
}
