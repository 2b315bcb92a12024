import type { JsonObject, JsonValue } from '../values/json';
import { compare } from '../values/compare';
import type { IpRange } from './ip-ranges';
import { parseCidr } from './ip-ranges';
import { canonicalJson, kindOf, listAt, nameOf, namespaceOf, textAt, textsAt, valueAt } from './manifest';
import type { WorkloadPeer } from './peer';
import type { PodIndex } from './pod-index';
import { isPort, PortSet, PROTOCOLS, type Protocol } from './port-set';

/** A port of a Service. */
export interface SelectingServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Number of the port of the pods, or its name there. */
  readonly target: number | string;
}

/** A Service that selects pods. */
export interface SelectingService {
  /** `namespace/name`. */
  readonly id: string;
  readonly namespace: string;
  /** ClusterIP, NodePort or LoadBalancer. */
  readonly type: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly SelectingServicePort[];
  /** The only addresses that its load balancer accepts; empty means every address. */
  readonly sources: readonly IpRange[];
}

/** One backend of an Ingress. */
export interface Backend {
  /** `namespace/name` of the Ingress. */
  readonly ingress: string;
  /** `namespace/name` of the Service. */
  readonly service: string;
  /** Number or name of a port of the Service; every port when it is left out. */
  readonly port?: number | string;
}

/** A workload behind a Service, and the ports of its pods that the Service leads to. */
export interface ServiceTarget {
  readonly workload: WorkloadPeer;
  readonly ports: PortSet;
}

/** The Services among manifests that select pods, by id. */
export function readServices(objects: readonly JsonObject[]): SelectingService[] {
  const services = objects
    .filter((object) => kindOf(object) === 'Service' && textAt(object, 'apiVersion') === 'v1')
    .map(readService)
    .filter(({ type, selector }) => type !== 'ExternalName' && Object.keys(selector).length > 0);
  return services.sort((a, b) => compare(a.id, b.id));
}

/** The backends of the Ingresses among manifests that are Services, by Ingress. */
export function readBackends(objects: readonly JsonObject[]): Backend[] {
  const ingresses = objects.filter((object) => kindOf(object) === 'Ingress');
  const backends = ingresses.flatMap((object) => {
    const rules = listAt(object, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
    const single = [valueAt(object, 'spec', 'defaultBackend'), valueAt(object, 'spec', 'backend')];
    return [...single, ...rules.map((path) => valueAt(path, 'backend'))].flatMap((value) => readBackend(object, value));
  });
  return backends.sort((a, b) => compare(a.ingress, b.ingress) || compare(a.service, b.service));
}

/**
 * The workloads behind a Service.
 * @param service - the Service
 * @param index - the pods
 * @param port - number or name of the only port that counts: of the Service, or, as ingress-nginx takes it too, of the pods
 */
export function targetsOf(service: SelectingService, index: PodIndex, port?: number | string): ServiceTarget[] {
  const ports = portsNamed(service, port);
  const matchLabels = service.selector;
  const requirements = Object.entries(matchLabels).map(([key, value]) => ({
    key,
    operator: 'In' as const,
    values: new Set([value]),
  }));
  const selected = index.selectIn(service.namespace, { text: canonicalJson({ matchLabels }), requirements });
  return selected.flatMap((pods) => {
    const targets = PortSet.union(ports.map((each) => podPorts(each, pods.ports)));
    return pods.workloads.map((workload) => ({ workload, ports: targets }));
  });
}

function portsNamed({ ports }: SelectingService, port: number | string | undefined): readonly SelectingServicePort[] {
  if (port === undefined) return ports;
  const own = ports.filter((each) => each.port === port || each.name === port);
  return own.length > 0 ? own : ports.filter(({ target }) => target === port);
}

function podPorts({ target, protocol }: SelectingServicePort, ports: WorkloadPeer['ports']): PortSet {
  if (typeof target === 'number') return PortSet.of(protocol, target);
  const named = ports.filter((each) => each.name === target && each.protocol === protocol);
  return PortSet.union(named.map((each) => PortSet.of(protocol, each.port)));
}

function readService(object: JsonObject): SelectingService {
  const namespace = namespaceOf(object);
  return {
    id: `${namespace}/${nameOf(object)}`,
    namespace,
    type: textAt(object, 'spec', 'type') ?? 'ClusterIP',
    selector: textsAt(object, 'spec', 'selector'),
    ports: listAt(object, 'spec', 'ports').flatMap(readServicePort),
    sources: listAt(object, 'spec', 'loadBalancerSourceRanges').flatMap((text) =>
      typeof text === 'string' ? (parseCidr(text.trim())?.range ?? []) : [],
    ),
  };
}

function readServicePort(value: JsonValue): SelectingServicePort[] {
  const port = valueAt(value, 'port');
  const protocol = PROTOCOLS.find((each) => each === (valueAt(value, 'protocol') ?? 'TCP'));
  const written = valueAt(value, 'targetPort');
  const name = textAt(value, 'name');
  if (!isPort(port) || protocol === undefined) return [];
  const target = isPort(written) || (typeof written === 'string' && written !== '') ? written : port;
  return [{ ...(name !== undefined && { name }), port, protocol, target }];
}

/** Also as it was written before networking.k8s.io/v1. */
function readBackend(ingress: JsonObject, value: JsonValue | undefined): Backend[] {
  const service = textAt(value, 'service', 'name') ?? textAt(value, 'serviceName');
  if (service === undefined) return [];
  const port = valueAt(value, 'service', 'port', 'name') ?? valueAt(value, 'service', 'port', 'number');
  const named = port ?? valueAt(value, 'servicePort');
  return [
    {
      ingress: `${namespaceOf(ingress)}/${nameOf(ingress)}`,
      service: `${namespaceOf(ingress)}/${service}`,
      ...((typeof named === 'number' || typeof named === 'string') && { port: named }),
    },
  ];
}
