import { canonicalJson, listAt, objectAt, textAt, valueAt } from '../../connectivity/manifest';
import { GroupedBy } from '../../values/grouped-by';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { Path } from '../../values/path';
import { objectText, type CheckedObject } from '../checked-object';
import type { CheckContext, Pods } from '../context';
import type { Found } from '../finding';
import { textMatches } from '../walk';
import { isHttp } from './istio-servers';
import { serverHost } from './mesh-hosts';
import { isEverything, selectedPods, selects } from './selectors';

/** Servers of Gateways of Istio that istiod leaves out since others have their place, and those whose port leads to none of the pods. */
export function meshGatewayFindings(context: CheckContext): Found[] {
  return context.inventory.scopes.flatMap((scope) => {
    const gateways = context.inventory.ofKind(scope, 'networking.istio.io', 'Gateway');
    /** Most Gateways select the same pods. */
    const known = new Map<string, Reached | undefined>();
    const unserved = gateways.flatMap((gateway) => {
      const key = podsOf(gateway);
      if (!known.has(key)) known.set(key, reached(gateway, context));
      const found = known.get(key);
      return found === undefined ? [] : unservedPorts(gateway, found);
    });
    return [...rivalServers(gateways), ...unserved];
  });
}

/** The pods that a Gateway selects, as one text. */
function podsOf({ root, object }: CheckedObject): string {
  return [root, canonicalJson(objectAt(object, 'spec', 'selector'))].join('\u0000');
}

/** A server of a Gateway. */
interface Server {
  readonly gateway: CheckedObject;
  readonly path: Path;
  readonly protocol: string;
  readonly hosts: ReadonlyArray<readonly [host: string, path: Path]>;
  readonly hasTls: boolean;
  /** The Secret with its certificate. */
  readonly secret: string | undefined;
}

/** What is known of one port of the pods that Gateways select. */
interface Port {
  /** Gateways by their hosts with TLS. */
  readonly hosts: Map<string, CheckedObject>;
  /** Gateways by the Secret with the certificate of their servers. */
  readonly secrets: Map<string, CheckedObject>;
  /** A server without TLS. */
  plain?: Server;
}

/**
 * Servers that istiod leaves out: of one port and the same pods, the oldest Gateway has a host with TLS, and decides about the protocol.
 * Source: Istio, `pilot/pkg/model/gateway.go`, `MergeGateways`.
 */
function rivalServers(gateways: readonly CheckedObject[]): Found[] {
  const ports = new Map<string, Port>();
  return gateways.flatMap((gateway) =>
    listAt(gateway.object, 'spec', 'servers').flatMap((value, index): Found[] => {
      const number = valueAt(value, 'port', 'number');
      if (typeof number !== 'number') return [];
      const key = [podsOf(gateway), number, textAt(value, 'bind')].join('\u0000');
      const port = ports.get(key) ?? { hosts: new Map(), secrets: new Map() };
      ports.set(key, port);
      const server = serverOf(gateway, value, ['spec', 'servers', index]);
      const findings = [...takenHosts(server, port, number), ...otherProtocol(server, port, number)];
      return findings.length > 0 ? findings : sharedCertificate(server, port);
    }),
  );
}

function serverOf(gateway: CheckedObject, value: JsonValue, path: Path): Server {
  const hosts = textMatches(value, 'hosts[]', path).map(({ value: text, path: at }) => {
    const { namespace, name } = serverHost(text, gateway.namespace);
    return [namespace === '*' ? name : `${namespace}/${name}`, at] as const;
  });
  const protocol = (textAt(value, 'port', 'protocol') ?? '').toUpperCase();
  const secret = textAt(value, 'tls', 'credentialName');
  return { gateway, path, protocol, hosts, hasTls: isJsonObject(valueAt(value, 'tls')), secret };
}

function takenHosts({ gateway, hosts, hasTls }: Server, port: Port, number: number): Found[] {
  if (!hasTls) return [];
  return hosts.flatMap(([host, path]): Found[] => {
    const other = port.hosts.get(host);
    if (other === undefined) port.hosts.set(host, gateway);
    if (other === undefined || isTwin(other, gateway)) return [];
    const where = other === gateway ? 'another server of this Gateway has' : `${objectText(other)} has`;
    return [
      rival(gateway, path, `is a host that ${where} on port ${number}, too: the older server alone is used`, host),
    ];
  });
}

function otherProtocol(server: Server, port: Port, number: number): Found[] {
  const { gateway, path, protocol, hasTls } = server;
  const isPlain = !hasTls || isHttp(protocol);
  const other = port.plain;
  if (other === undefined) {
    if (isPlain) port.plain = server;
    return [];
  }
  if ((isHttp(protocol) && isHttp(other.protocol)) || isTwin(other.gateway, gateway)) return [];
  const message = `is a server for ${protocol} on port ${number}, for which ${objectText(other.gateway)} has one for ${other.protocol}: the older server alone is used`;
  return [rival(gateway, [...path, 'port', 'protocol'], message, protocol)];
}

/**
 * A certificate of servers of two Gateways: clients use a connection for every host that its certificate covers, and get 404 from the Gateway to which
 * it belongs. Source: documentation of Istio, "Traffic Management Problems".
 */
function sharedCertificate({ gateway, path, secret }: Server, { secrets }: Port): Found[] {
  if (secret === undefined) return [];
  const other = secrets.get(secret);
  if (other === undefined) secrets.set(secret, gateway);
  if (other === undefined || other === gateway || isTwin(other, gateway)) return [];
  const message = `is the certificate of ${objectText(other)}, too: clients that use a connection again get 404 from the other Gateway`;
  const fix = 'serve all hosts of the certificate in one Gateway, or give each a certificate of its own';
  return [{ ...rival(gateway, [...path, 'tls', 'credentialName'], message, secret), fix }];
}

/** Whether two objects are one, written twice: that is another finding. */
function isTwin(one: CheckedObject, other: CheckedObject): boolean {
  return one !== other && one.name === other.name && one.namespace === other.namespace;
}

function rival(at: CheckedObject, path: Path, message: string, got: string): Found {
  return { rule: 'rival-object', severity: 'warning', at, path, message, got, fix: 'keep one of them' };
}

const BY_NAMESPACE = new GroupedBy<CheckedObject>(({ namespace }) => [namespace ?? '']);

/** How the pods that a Gateway selects are reached. */
interface Reached {
  readonly ports: ReadonlySet<number>;
  /** The Services that lead to them. */
  readonly services: string;
}

/** Ports of servers to which no Service of the pods leads. Source: Istio, `pkg/config/analysis/analyzers/gateway`. */
function unservedPorts(gateway: CheckedObject, { ports, services }: Reached): Found[] {
  return listAt(gateway.object, 'spec', 'servers').flatMap((server, index): Found[] => {
    const number = valueAt(server, 'port', 'number');
    if (typeof number !== 'number' || ports.has(number)) return [];
    return [
      {
        rule: 'dangling-reference',
        severity: 'warning',
        at: gateway,
        path: ['spec', 'servers', index, 'port', 'number'],
        message: `refers to the port ${number}, to which no Service of the selected pods leads (${services})`,
        got: number,
        allowed: [...ports].join(', '),
        fix: 'add the port to the Service, or correct it',
      },
    ];
  });
}

/** How the pods of a Gateway are reached; undefined where the input does not say it all. */
function reached(gateway: CheckedObject, context: CheckContext): Reached | undefined {
  const selector = objectAt(gateway.object, 'spec', 'selector');
  if (isEverything(selector)) return undefined;
  const pods = selectedPods(selector, context.pods(gateway.scope)).filter(({ owner }) => owner.root === gateway.root);
  const services = pods.flatMap((each) => servicesOf(each, context).map((service) => [service, each] as const));
  if (services.length === 0 || pods.some((each) => isOpen(each, context))) return undefined;
  return {
    ports: new Set(services.flatMap(([service, each]) => reachedPorts(service, each))),
    services: [...new Set(services.map(([service]) => objectText(service)))].join(', '),
  };
}

function isOpen({ owner }: Pods, context: CheckContext): boolean {
  return owner.uncertain !== undefined || context.provided(owner.scope).openedBy(owner.namespace) !== undefined;
}

function servicesOf(pods: Pods, { inventory }: CheckContext): readonly CheckedObject[] {
  const near = BY_NAMESPACE.of(inventory.ofKind(pods.owner.scope, '', 'Service'), pods.namespace ?? '');
  return near.filter((service) => {
    const selector: JsonObject = objectAt(service.object, 'spec', 'selector');
    return Object.keys(selector).length > 0 && pods.variants.some((labels) => selects(selector, labels));
  });
}

/** Ports at which a Service takes requests, and those of the pods to which it leads: istiod knows a server by either. */
function reachedPorts(service: CheckedObject, { ports }: Pods): number[] {
  return listAt(service.object, 'spec', 'ports').flatMap((port) => {
    const target = valueAt(port, 'targetPort');
    const named = ports.flatMap(({ name, number }) => (name === target ? (number ?? []) : []));
    return [valueAt(port, 'port'), target, ...named].filter((each) => typeof each === 'number');
  });
}
