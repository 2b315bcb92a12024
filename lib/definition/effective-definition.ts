import type { JsonObject } from '../values/json';
import { statedCall } from './addresses';
import type { ComponentDefinition } from './definition';
import type { PortDefinition } from './port-definition';
import type { WorkloadDefinition } from './workload-definition';
import { withStatedServices } from './stated-services';
import { portNumber, sectionValues } from './stated-values';
import { valueAtPath } from '../values/path';

/** Components whose section is inside that of another one. */
const SECTIONS: Readonly<Record<string, string>> = { mysql: 'keycloak.mysql', prometheus: 'prometheusOperator' };

/**
 * Where the chart values of a component are stated, as keys below `spec.components`; undefined for components without chart
 * values.
 * @param definition - the component
 */
export function sectionOf({ name, specKey }: ComponentDefinition): string | undefined {
  return SECTIONS[name] ?? specKey;
}

/**
 * The definition of a component with the facts that the effective resource states in place of those of a default installation:
 * ports that chart values set, hosts and ports beyond the cluster, type and ports of Services before the cluster.
 * @param definition - the component
 * @param spec - `spec` of the effective resource
 * @returns the definition itself where the resource states nothing else
 */
export function effectiveDefinition(definition: ComponentDefinition, spec: JsonObject): ComponentDefinition {
  const section = sectionOf(definition);
  const values = section === undefined ? {} : sectionValues(spec, section);
  const workloads = Object.entries(definition.workloads ?? {});
  const stated = workloads.map(([name, workload]) => [name, statedWorkload(workload, values, spec)] as const);
  const isSame = stated.every(([, workload], index) => workload === workloads[index]?.[1]);
  const own = isSame ? definition : { ...definition, workloads: Object.fromEntries(stated) };
  return withStatedServices(own, spec);
}

function statedWorkload(workload: WorkloadDefinition, values: JsonObject, spec: JsonObject): WorkloadDefinition {
  const ports = Object.entries(workload.ports ?? {});
  const changed = ports.map(([key, port]) => [key, statedPort(port, values)] as const);
  const external = workload.external?.map((call) => statedCall(call, spec));
  const samePorts = changed.every(([, port], index) => port === ports[index]?.[1]);
  const sameCalls = external?.every((call, index) => call === workload.external?.[index]) !== false;
  if (samePorts && sameCalls) return workload;
  return { ...workload, ports: Object.fromEntries(changed), ...(external !== undefined && { external }) };
}

function statedPort(port: number | PortDefinition, values: JsonObject): number | PortDefinition {
  if (typeof port === 'number' || port.value === undefined) return port;
  const number = portNumber(valueAtPath(values, port.value.split('.')));
  return number === undefined || number === port.port ? port : { ...port, port: number };
}
