import type { ComponentDefinition } from './definition';
import type { PortName } from './port-name';
import type { NamespaceName } from './namespaces';
import type { Port, Workload } from './workload';
import { workloadsOf } from './workload';

/** A port of a component, with its workloads and namespace. */
export interface ComponentPort {
  /** Name of the component. */
  readonly component: string;
  /** Workloads that listen on it; several when they are pods of one kind, such as the pools of OpenSearch. */
  readonly workloads: readonly Workload[];
  /** Namespace of the pods. */
  readonly namespace: NamespaceName;
  /** Key of the port in the definition. */
  readonly name: string;
  /** Number of the port. */
  readonly port: number;
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP';
}

/**
 * A port of a component.
 * @param definition - the component
 * @param name - key of the port; `<workload>/<port>` where workloads use one name for different ports
 * @throws Error when there is no such port, or when the name is ambiguous
 */
export function portOf<D extends ComponentDefinition>(definition: D, name: PortName<D>): ComponentPort {
  const all = workloadsOf(definition).flatMap((workload) => workload.ports.map((port) => ({ workload, port })));
  const found = all.filter(({ workload, port }) => port.key === name || `${workload.name}/${port.key}` === name);
  const first = found[0];
  if (first === undefined) fail(definition, 'has no such port', name, all);
  const same = ({ workload, port }: Listener): boolean =>
    port.port === first.port.port &&
    port.protocol === first.port.protocol &&
    workload.namespace === first.workload.namespace;
  if (!found.every(same)) fail(definition, 'has several ports of this name', name, found);
  return {
    component: definition.name,
    workloads: found.map(({ workload }) => workload),
    namespace: first.workload.namespace,
    name: first.port.key,
    port: first.port.port,
    protocol: first.port.protocol,
  };
}

interface Listener {
  readonly workload: Workload;
  readonly port: Port;
}

function fail(definition: ComponentDefinition, what: string, name: string, choices: readonly Listener[]): never {
  const allowed = choices.map(({ workload, port }) => `${workload.name}/${port.key}`).join(', ') || 'none';
  throw new Error(`[${definition.key}] ${definition.name} ${what}; got ${name}; allowed ${allowed}`);
}
