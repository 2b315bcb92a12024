import { listAt, textAt, valueAt } from '../../connectivity/manifest';
import type { Path } from '../../values/path';
import { objectText, type CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { DESTINATIONS, hostService } from '../references/istio-references';
import { matches, textMatches } from '../walk';
import { hostsMatch } from './istio-hosts';
import { hostText, serverHost } from './mesh-hosts';

/** Where routes of Istio apply that name no Gateway: the sidecars. */
const MESH = 'mesh';

/** Routes of Istio that no request takes: for hosts that their Gateway does not accept or that another route has, and to no port. */
export function meshRouteFindings(context: CheckContext): Found[] {
  return context.inventory.scopes.flatMap((scope) => {
    const routes = context.inventory.ofKind(scope, 'networking.istio.io', 'VirtualService');
    return [
      ...routes.flatMap((route) => [...hostsOfNoGateway(route, context), ...destinationsWithoutPort(route, context)]),
      ...rivalRoutes(routes),
    ];
  });
}

/** A Gateway that a route names. */
interface NamedGateway {
  readonly path: Path;
  readonly reference: string;
  /** Undefined where the input does not have it as it is applied. */
  readonly gateway: CheckedObject | undefined;
}

function gatewaysOf(route: CheckedObject, { inventory }: CheckContext): NamedGateway[] {
  return textMatches(route.object, 'spec.gateways[]')
    .filter(({ value }) => value !== MESH)
    .map(({ value, path }) => {
      const [name = '', namespace = route.namespace] = value.split('/').reverse();
      const [gateway] = inventory.named(route.scope, 'networking.istio.io', 'Gateway', namespace, name);
      return { path, reference: value, gateway: gateway?.uncertain === undefined ? gateway : undefined };
    });
}

/** Gateways that accept none of the hosts. Source: Istio, `pkg/config/analysis/analyzers/virtualservice`, `GatewayAnalyzer`. */
function hostsOfNoGateway(route: CheckedObject, context: CheckContext): Found[] {
  const hosts = textMatches(route.object, 'spec.hosts[]').map(({ value }) => value);
  // A host with a variable is known at delivery only.
  if (hosts.length === 0 || hosts.some((host) => host.includes('$'))) return [];
  return gatewaysOf(route, context).flatMap(({ gateway, reference, path }): Found[] => {
    if (gateway === undefined) return [];
    const accepted = textMatches(gateway.object, 'spec.servers[].hosts[]').map(({ value }) => value);
    const near = accepted
      .map((host) => serverHost(host, gateway.namespace))
      .filter(({ namespace }) => namespace === '*' || namespace === route.namespace);
    const isTaken = hosts.some((host) =>
      near.some(({ name }) => hostsMatch(host, name) || hostsMatch(hostText(host, route), name)),
    );
    if (isTaken || accepted.length === 0 || accepted.some((host) => host.includes('$'))) return [];
    return [
      {
        rule: 'no-effect',
        severity: 'warning',
        at: route,
        path,
        message: `is a Gateway that accepts none of the hosts from this namespace (${hosts.join(', ')})`,
        got: reference,
        allowed: accepted.slice(0, 10).join(', '),
        fix: 'add the host to a server of the Gateway, or correct it',
      },
    ];
  });
}

/**
 * Destinations behind Gateways alone that leave the port open where the Service has several, and none of them is a port of the Gateways, which
 * would be taken then. Source: Istio, `pilot/pkg/networking/core/v1alpha3/route`, `GetDestinationCluster`.
 */
function destinationsWithoutPort(route: CheckedObject, context: CheckContext): Found[] {
  const gateways = gatewaysOf(route, context);
  const isOnlyBehindGateways =
    gateways.length > 0 && gateways.length === listAt(route.object, 'spec', 'gateways').length;
  if (!isOnlyBehindGateways || gateways.some(({ gateway }) => gateway === undefined)) return [];
  const served = gateways.flatMap(({ gateway }) =>
    matches(gateway?.object, 'spec.servers[].port.number').map(({ value }) => value),
  );
  return DESTINATIONS.flatMap((pattern) => matches(route.object, pattern)).flatMap(({ value, path }): Found[] => {
    const service = hostService(textAt(value, 'host') ?? '', route);
    if (service === undefined || valueAt(value, 'port', 'number') !== undefined) return [];
    const [found] = context.inventory.named(route.scope, '', 'Service', service.namespace, service.name);
    const ports = matches(found?.object, 'spec.ports[].port').map(({ value: port }) => port);
    if (found === undefined || ports.length < 2 || ports.some((port) => served.includes(port))) return [];
    return [
      {
        rule: 'dangling-reference',
        severity: 'error',
        at: route,
        path,
        message: `names no port, and ${objectText(found)} has several, none of them one of the Gateways`,
        allowed: ports.map((port) => JSON.stringify(port)).join(', '),
        fix: 'name the port in port.number',
      },
    ];
  });
}

/** Routes for one host. */
interface HostRoutes {
  /** One of them. */
  readonly any: CheckedObject;
  /** One that is exported to all namespaces. */
  everywhere?: CheckedObject;
  /** One for each namespace to which one is exported. */
  readonly near: Map<string, CheckedObject>;
}

/** Routes of sidecars for a host that an older one has. Source: Istio, `pkg/config/analysis/analyzers/virtualservice`. */
function rivalRoutes(routes: readonly CheckedObject[]): Found[] {
  const known = new Map<string, HostRoutes>();
  return routes.flatMap((route) => {
    const gateways = listAt(route.object, 'spec', 'gateways');
    if (gateways.length > 0 && !gateways.includes(MESH)) return [];
    return textMatches(route.object, 'spec.hosts[]').flatMap(({ value, path }): Found[] => {
      const other = otherRoute(route, [route.root, hostText(value, route)].join('\u0000'), known);
      if (other === undefined || (other.name === route.name && other.namespace === route.namespace)) return [];
      const message = `is a host of ${objectText(other)}, too: sidecars take the routes of the older one alone`;
      const fix = 'put the routes into one of them';
      return [{ rule: 'rival-object', severity: 'warning', at: route, path, message, got: value, fix }];
    });
  });
}

/** Another route for a host that is known in a namespace where this one is; remembers this one. */
function otherRoute(route: CheckedObject, host: string, known: Map<string, HostRoutes>): CheckedObject | undefined {
  const of = known.get(host) ?? { any: route, near: new Map<string, CheckedObject>() };
  const namespaces = exportedTo(route);
  const isNew = !known.has(host);
  known.set(host, of);
  const isEverywhere = namespaces.includes('*');
  const near = namespaces.map((namespace) => of.near.get(namespace)).find((each) => each !== undefined);
  const other = isNew ? undefined : isEverywhere ? of.any : (of.everywhere ?? near);
  if (isEverywhere) of.everywhere ??= route;
  else for (const each of namespaces) if (!of.near.has(each)) of.near.set(each, route);
  return other;
}

/** Namespaces to which a route is exported; `*` for all. */
function exportedTo({ object, namespace = '' }: CheckedObject): readonly string[] {
  const names = textMatches(object, 'spec.exportTo[]').map(({ value }) => (value === '.' ? namespace : value));
  return names.length === 0 ? ['*'] : names;
}
