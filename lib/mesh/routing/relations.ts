import type { Problem } from '../../values/problem';
import type { MeshDestinationRule } from '../mesh-destination-rule';
import type { MeshGateway } from '../mesh-gateway';
import { covers, fullHost } from './hosts';
import type { MeshDestination } from './mesh-route';
import { canFitBoth, coversRequests, isCatchAll, type RouteClaim } from './route-containment';
import { MESH } from './route-spec';
import { canBeBoth, coversConnections, type SniClaim } from './sni-claim';

/**
 * Gateways that are in another cluster, that do not serve a host, or that serve it in another way than the routes need.
 * @param hosts - hosts of the virtual service
 * @param gateways - its gateways
 * @param known - gateways of the cluster
 * @param routes - which kinds of routes it has
 */
export function gatewayProblems(
  hosts: readonly string[],
  gateways: readonly MeshGateway[],
  known: readonly MeshGateway[],
  routes: { readonly http: boolean; readonly tls: boolean },
): Problem[] {
  return gateways.flatMap((gateway): Problem[] => {
    const { path } = gateway.node;
    if (!known.includes(gateway))
      return [{ what: `the gateway ${path} is in another cluster`, fix: 'name one of this cluster' }];
    const missing = hosts.filter((host) => !gateway.hosts.some((pattern) => covers(pattern, host)));
    const unserved = missing.map((got) => ({
      what: `the gateway ${path} does not serve a host`,
      got,
      allowed: gateway.hosts.join(', '),
    }));
    const serving = gateway.servers.filter((server) =>
      hosts.some((host) => server.hosts.some((pattern) => covers(pattern, host))),
    );
    const passes = serving.some(({ tls }) => tls?.mode === 'PASSTHROUGH');
    const ends = serving.some(({ tls, redirects }) => tls?.mode !== 'PASSTHROUGH' && !redirects);
    if (missing.length > 0) return unserved;
    if (routes.http && !ends && !routes.tls) {
      return [
        {
          what: `the gateway ${path} passes TLS through, so it cannot route HTTP`,
          fix: 'use tlsRoutes, or GatewayTls.simple()',
        },
      ];
    }
    if (routes.tls && !passes && !routes.http) {
      return [
        {
          what: `the gateway ${path} terminates TLS, so TLS routes never match`,
          fix: 'use routes, or GatewayTls.passthrough()',
        },
      ];
    }
    return [];
  });
}

/**
 * Routes that no request reaches: each of their matches is covered by one of an earlier route.
 * @param routes - what each route takes, in order
 */
export function orderProblems(routes: ReadonlyArray<readonly RouteClaim[]>): Problem[] {
  return unreachable(routes, coversRequests).map(({ index, earlier }) => ({
    what: `route ${index + 1} is unreachable: route ${earlier.map((number) => number + 1).join(', ')} takes its requests`,
    fix: 'order the routes from special to general',
  }));
}

/**
 * TLS routes that no connection reaches. Of hosts with and without a wildcard the most specific one counts, whatever their order.
 * @param routes - what each route takes, in order
 */
export function tlsOrderProblems(routes: ReadonlyArray<readonly SniClaim[]>): Problem[] {
  return unreachable(routes, coversConnections).map(({ index, earlier }) => ({
    what: `TLS route ${index + 1} is unreachable: TLS route ${earlier.map((number) => number + 1).join(', ')} takes its connections`,
    fix: 'leave one of them out',
  }));
}

function unreachable<Claim>(
  routes: ReadonlyArray<readonly Claim[]>,
  covers: (outer: Claim, inner: Claim) => boolean,
): ReadonlyArray<{ readonly index: number; readonly earlier: readonly number[] }> {
  return routes.flatMap((claims, index) => {
    const by = claims.map((claim) =>
      routes.slice(0, index).findIndex((each) => each.some((one) => covers(one, claim))),
    );
    if (claims.length === 0 || by.includes(-1)) return [];
    return [{ index, earlier: [...new Set(by)].sort((a, b) => a - b) }];
  });
}

/** Subsets that the rules of the app for that host do not have. Hosts without a rule may have one that is applied otherwise. */
export function subsetProblems(
  destinations: readonly MeshDestination[],
  namespace: string | undefined,
  rules: readonly MeshDestinationRule[],
): Problem[] {
  return destinations.flatMap(({ host, subset }) => {
    const found = rules.filter((rule) => rule.host === fullHost(host, namespace));
    const [first] = found;
    if (subset === undefined || first === undefined || found.some((rule) => rule.subsetNames.includes(subset)))
      return [];
    return [first.noSubset(subset)];
  });
}

/** Destinations without a sidecar for which a rule of the app sets mutual TLS of the mesh. */
export function meshTlsProblems(
  destinations: readonly MeshDestination[],
  namespace: string | undefined,
  rules: readonly MeshDestinationRule[],
): Problem[] {
  return destinations.flatMap(({ host, outsideMesh }) => {
    const name = fullHost(host, namespace);
    const rule = rules.find((other) => other.host === name && other.tlsMode === 'ISTIO_MUTUAL');
    if (outsideMesh !== true || rule === undefined) return [];
    const what = `${rule.node.path} sets mutual TLS of the mesh for pods that have no sidecar`;
    return [{ what, got: name, fix: 'use MeshTls.simple() where the pods serve TLS, or MeshTls.disable()' }];
  });
}

/** What this module asks of a virtual service; `MeshVirtualService` answers it. */
interface RoutedHosts {
  /** Its construct. */
  readonly node: { readonly path: string };
  /** Its namespace. */
  readonly namespace: string | undefined;
  /** Whether only its namespace sees it. */
  readonly isPrivate: boolean;
  /** Its hosts. */
  readonly hosts: readonly string[];
  /** Where it applies: gateways, or `mesh` for the sidecars. */
  readonly gatewayReferences: readonly string[];
  /** What each of its HTTP routes takes, in order. */
  readonly claims: ReadonlyArray<readonly RouteClaim[]>;
  /** What each of its TLS routes takes, in order. */
  readonly sniClaims: ReadonlyArray<readonly SniClaim[]>;
}

/**
 * Other virtual services that Istio would not join with this one. Inside the mesh it takes one per host; at a gateway it joins them, in an
 * order that is not specified, so that no request may match routes of two. Routes for every request are the exception: Istio tries them last.
 */
export function clashProblems(own: RoutedHosts, all: readonly RoutedHosts[]): Problem[] {
  return all.flatMap((other) => {
    const hosts = own.hosts.filter((host) => other.hosts.includes(host));
    const shared = own.gatewayReferences.filter((reference) => other.gatewayReferences.includes(reference));
    if (other === own || hosts.length === 0 || shared.length === 0) return [];
    const inMesh = shared.includes(MESH) && seesEachOther(own, other);
    if (!inMesh && !fitsRoutesOfBoth(own, other)) return [];
    return [
      {
        what: `${other.node.path} has the same host at ${inMesh ? 'the sidecars' : 'the same gateway'}`,
        got: hosts.join(', '),
        fix: inMesh ? 'put the routes into one of them' : 'put routes that match the same request into one of them',
      },
    ];
  });
}

function fitsRoutesOfBoth(own: RoutedHosts, other: RoutedHosts): boolean {
  const claims = other.claims.flat().flatMap(atGateways);
  const connections = other.sniClaims.flat().flatMap(atGateways);
  return (
    own.claims
      .flat()
      .flatMap(atGateways)
      .some((a) => claims.some((b) => isCatchAll(a) === isCatchAll(b) && canFitBoth(a, b))) ||
    own.sniClaims
      .flat()
      .flatMap(atGateways)
      .some((a) => connections.some((b) => canBeBoth(a, b)))
  );
}

/** Sidecars are left out; what is for nothing else is dropped. */
function atGateways<Claim extends { readonly gateways: readonly string[] }>(claim: Claim): Claim[] {
  const gateways = claim.gateways.filter((reference) => reference !== MESH);
  return gateways.length === 0 ? [] : [{ ...claim, gateways }];
}

/** Both are visible in one namespace: unless both are private and of different namespaces. */
function seesEachOther(a: RoutedHosts, b: RoutedHosts): boolean {
  return a.namespace === b.namespace || !(a.isPrivate && b.isPrivate);
}
