import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { ServedDefinition } from './call-definition';
import type { ComponentDefinition } from './definition';
import type { PortDefinition } from './port-definition';
import type { ServiceDefinition, ServicePortDefinition } from './service-definition';
import type { WorkloadDefinition } from './workload-definition';
import { specField } from './enablement';
import { portNumber, sectionValues } from './stated-values';
import { valueAtPath } from '../values/path';

/** A port of a Service in a resource. */
interface StatedPort {
  readonly name: string;
  readonly port: number;
  readonly target: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly nodePort: number | undefined;
}

/**
 * A definition with type and ports of its Services as the effective resource states them. The ports that its workload serves to
 * the outside are derived from it: a list of ports replaces that of a default installation.
 *
 * Source: `ingressNGINX.type` and `ports` of the API, and `k8s.service` of a gateway in an IstioOperator document.
 * @param definition - the component
 * @param spec - `spec` of the effective resource
 */
export function withStatedServices(definition: ComponentDefinition, spec: JsonObject): ComponentDefinition {
  return Object.entries(definition.services ?? {}).reduce(
    (current, [name, service]) => withService(current, name, service, spec),
    definition,
  );
}

function withService(
  definition: ComponentDefinition,
  name: string,
  service: ServiceDefinition,
  spec: JsonObject,
): ComponentDefinition {
  if (service.stated === undefined || definition.specKey === undefined) return definition;
  const stated = service.stated === 'section' ? specField(spec, definition.specKey) : gatewayService(spec, name);
  const type = serviceType(valueAtPath(stated, ['type'])) ?? service.type;
  const workloadName = service.workload ?? name;
  const workload = definition.workloads?.[workloadName];
  const ports = portsIn(valueAtPath(stated, ['ports']), workload);
  if (workload === undefined || (ports.length === 0 && type === service.type)) return definition;
  const services = { ...definition.services, [name]: { ...service, ...(type !== undefined && { type }) } };
  if (ports.length === 0) return { ...definition, services };
  const keys = ports.map((port) => keyOf(port, workload));
  return {
    ...definition,
    services: {
      ...services,
      [name]: {
        ...services[name],
        ports: ports.map((port, at) => servicePort(port, keys[at] ?? port.name)),
      },
    },
    workloads: { ...definition.workloads, [workloadName]: servingAt(workload, ports, keys) },
  };
}

/** Gateways of an IstioOperator are a list; the first document that has the gateway wins, since lists are replaced. */
function gatewayService(spec: JsonObject, name: string): JsonValue | undefined {
  const gateways = valueAtPath(sectionValues(spec, 'istio'), ['spec', 'components', 'ingressGateways']);
  const found = [gateways ?? []].flat().find((gateway) => valueAtPath(gateway, ['name']) === name);
  return valueAtPath(found, ['k8s', 'service']);
}

function serviceType(value: JsonValue | undefined): ServiceDefinition['type'] | undefined {
  return value === 'LoadBalancer' || value === 'NodePort' || value === 'ClusterIP' ? value : undefined;
}

function portsIn(value: JsonValue | undefined, workload: WorkloadDefinition | undefined): readonly StatedPort[] {
  const items = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return items.flatMap((item) => (isJsonObject(item) ? (portIn(item, workload) ?? []) : []));
}

function portIn(item: JsonObject, workload: WorkloadDefinition | undefined): StatedPort | undefined {
  const port = portNumber(item.port);
  if (port === undefined) return undefined;
  const named = typeof item.targetPort === 'string' ? numberOf(workload?.ports?.[item.targetPort]) : undefined;
  return {
    name: typeof item.name === 'string' && item.name !== '' ? item.name : `${port}`,
    port,
    target: named ?? portNumber(item.targetPort) ?? port,
    protocol: item.protocol === 'UDP' ? 'UDP' : 'TCP',
    nodePort: portNumber(item.nodePort),
  };
}

function numberOf(port: number | PortDefinition | undefined): number | undefined {
  return typeof port === 'object' ? port.port : port;
}

/**
 * Key of the port of the workload that a Service port leads to; for a port that the definition lacks, the name of the Service
 * port.
 */
function keyOf({ target, protocol, name }: StatedPort, { ports = {} }: WorkloadDefinition): string {
  const known = Object.entries(ports).find(
    ([, port]) =>
      numberOf(port) === target && ((typeof port === 'object' ? port.protocol : undefined) ?? 'TCP') === protocol,
  );
  if (known !== undefined) return known[0];
  return name in ports ? `${name}-${target}` : name;
}

function servicePort({ name, port, nodePort }: StatedPort, to: string): ServicePortDefinition {
  return { name, port, to, ...(nodePort !== undefined && { nodePort }) };
}

function servingAt(
  workload: WorkloadDefinition,
  ports: readonly StatedPort[],
  keys: readonly string[],
): WorkloadDefinition {
  const added = ports.flatMap(({ target, protocol }, at): Array<[string, PortDefinition]> => {
    const key = keys[at] ?? '';
    return workload.ports !== undefined && key in workload.ports
      ? []
      : [[key, { port: target, protocol, undeclared: true }]];
  });
  const known = (workload.serves ?? []).flatMap((served): ServedDefinition[] => {
    if (served.from !== 'outside') return [served];
    const left = served.ports.filter((key) => keys.includes(key));
    return left.length === 0 ? [] : [{ ...served, ports: left }];
  });
  const served = new Set(known.flatMap(({ from, ports: own }) => (from === 'outside' ? own : [])));
  const more = keys.filter((key) => !served.has(key));
  return {
    ...workload,
    ports: { ...workload.ports, ...Object.fromEntries(added) },
    serves: [
      ...known,
      ...(more.length === 0
        ? []
        : [{ from: 'outside' as const, ports: more, reason: 'ports that the resource states' }]),
    ],
  };
}
