import type { JsonObject } from '../../values/json';
import type {
  HeaderChanges,
  MeshDestination,
  MeshForward,
  MeshGatewayReference,
  MeshHeaders,
  MeshRoute,
  MeshRouteMatch,
  MeshTarget,
  MeshTlsRoute,
} from './mesh-route';
import { withoutUndefined } from '../../values/json';

/** The reserved gateway name that means all sidecars. */
export const MESH = 'mesh';

/** Writes the name of a gateway as a virtual service refers to it. */
export type GatewayNames = (gateway: MeshGatewayReference) => string;

/** Destinations as a list. */
export function destinationsOf({
  to,
}: {
  readonly to?: MeshDestination | readonly MeshDestination[];
}): readonly MeshDestination[] {
  if (to === undefined) return [];
  return isList(to) ? to : [to];
}

/** A route as Istio reads it. */
export function routeSpec(route: MeshRoute, names: GatewayNames): JsonObject {
  const { name, matches, headers } = route;
  return withoutUndefined({
    name,
    match: matches && matches.length > 0 ? matches.map((match) => matchSpec(match, names)) : undefined,
    headers: headers && headersSpec(headers),
    ...(route.redirect === undefined ? forwardSpec(route) : redirectSpec(route.redirect)),
  });
}

/** A TLS route as Istio reads it. */
export function tlsRouteSpec(route: MeshTlsRoute, hosts: readonly string[], names: GatewayNames): JsonObject {
  const { gateways, port, sniHosts = hosts } = route;
  return {
    match: [withoutUndefined({ gateways: gateways?.map(names), port, sniHosts: [...sniHosts] })],
    route: destinationsOf(route).map(destinationSpec),
  };
}

function matchSpec(match: MeshRouteMatch, names: GatewayNames): JsonObject {
  const { uri, ignoreUriCase, headers, withoutHeaders, queryParams, method, port, sourceLabels, sourceNamespace } =
    match;
  return withoutUndefined({
    uri: uri && { ...uri },
    ignoreUriCase,
    headers: headers && texts(headers),
    withoutHeaders: withoutHeaders && texts(withoutHeaders),
    queryParams: queryParams && texts(queryParams),
    method: method && { exact: method },
    port,
    sourceLabels: sourceLabels && { ...sourceLabels },
    sourceNamespace,
    gateways: match.gateways?.map(names),
  });
}

function forwardSpec(route: MeshForward): JsonObject {
  const { rewrite, timeout, retries, fault, mirror } = route;
  return {
    route: destinationsOf(route).map(destinationSpec),
    rewrite: rewrite && { ...rewrite },
    timeout,
    retries:
      retries &&
      withoutUndefined({
        attempts: retries.attempts,
        perTryTimeout: retries.perTryTimeout,
        retryOn: retries.on?.join(','),
      }),
    fault:
      fault &&
      withoutUndefined({ delay: fault.delay && delaySpec(fault.delay), abort: fault.abort && abortSpec(fault.abort) }),
    ...(mirror !== undefined && { mirror: targetSpec(mirror), mirrorPercentage: { value: mirror.percentage ?? 100 } }),
  };
}

function redirectSpec({ code, ...rest }: NonNullable<MeshRoute['redirect']>): JsonObject {
  return { redirect: withoutUndefined({ ...rest, redirectCode: code }) };
}

function delaySpec({ fixed, percentage }: { fixed: string; percentage: number }): JsonObject {
  return { fixedDelay: fixed, percentage: { value: percentage } };
}

function abortSpec({ httpStatus, percentage }: { httpStatus: number; percentage: number }): JsonObject {
  return { httpStatus, percentage: { value: percentage } };
}

function destinationSpec(destination: MeshDestination): JsonObject {
  const { weight, headers } = destination;
  return withoutUndefined({ destination: targetSpec(destination), weight, headers: headers && headersSpec(headers) });
}

function targetSpec({ host, port, subset }: MeshTarget): JsonObject {
  return withoutUndefined({ host, port: port === undefined ? undefined : { number: port }, subset });
}

function headersSpec({ request, response }: MeshHeaders): JsonObject {
  return withoutUndefined({ request: request && changesSpec(request), response: response && changesSpec(response) });
}

function changesSpec({ set, add, remove }: HeaderChanges): JsonObject {
  return withoutUndefined({ set: set && { ...set }, add: add && { ...add }, remove: remove && [...remove] });
}

function texts(map: Readonly<Record<string, object>>): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([name, text]) => [name, { ...text }]));
}

function isList(to: MeshDestination | readonly MeshDestination[]): to is readonly MeshDestination[] {
  return Array.isArray(to);
}
