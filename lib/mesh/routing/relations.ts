import type { Problem } from '../../values/problem';
import type { MeshDestinationRule } from '../mesh-destination-rule';
import type { MeshGateway } from '../mesh-gateway';
import { covers, fullHost } from './hosts';
import type { MeshDestination } from './mesh-route';
import { MESH } from './route-spec';

/**
 * Gateways that stand in another cluster, that do not serve a host, or that serve it in another way than the routes need.
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
          what: `the gateway ${path} passes TLS through, so that it cannot route HTTP`,
          fix: 'use tlsRoutes, or GatewayTls.simple()',
        },
      ];
    }
    if (routes.tls && !passes && !routes.http) {
      return [
        {
          what: `the gateway ${path} ends TLS, so that TLS routes never match`,
          fix: 'use routes, or GatewayTls.passthrough()',
        },
      ];
    }
    return [];
  });
}

/** Routes that no request reaches, since an earlier one takes it. */
export function orderProblems(routes: ReadonlyArray<readonly string[]>): Problem[] {
  return routes.flatMap((keys, index) => {
    const earlier = new Set(routes.slice(0, index).flat());
    if (!earlier.has('*') && !keys.every((key) => earlier.has(key))) return [];
    return [
      {
        what: `route ${index + 1} is out of reach: an earlier one takes its requests`,
        fix: 'order the routes from special to general',
      },
    ];
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

/** Destinations without sidecar to which a rule of the app says mutual TLS of the mesh. */
export function meshTlsProblems(
  destinations: readonly MeshDestination[],
  namespace: string | undefined,
  rules: readonly MeshDestinationRule[],
): Problem[] {
  return destinations.flatMap(({ host, outsideMesh }) => {
    const name = fullHost(host, namespace);
    const rule = rules.find((other) => other.host === name && other.tlsMode === 'ISTIO_MUTUAL');
    if (outsideMesh !== true || rule === undefined) return [];
    const what = `${rule.node.path} says mutual TLS of the mesh for pods that have no sidecar`;
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
  readonly gateways: ReadonlyArray<string | { readonly reference: string }>;
  /** What its routes claim of requests. */
  readonly claims: readonly string[];
}

/**
 * Other virtual services that Istio would not join with this one. Inside the mesh it takes one per host; at a gateway it joins them, in an
 * order that nobody states, so that no request may fit two.
 */
export function clashProblems(own: RoutedHosts, all: readonly RoutedHosts[]): Problem[] {
  const references = referencesOf(own);
  return all.flatMap((other) => {
    const hosts = own.hosts.filter((host) => other.hosts.includes(host));
    const shared = referencesOf(other).filter((reference) => references.includes(reference));
    if (other === own || hosts.length === 0 || shared.length === 0) return [];
    const claims = new Set(own.claims);
    const overlap = other.claims.some((claim) => claims.has(claim));
    const inMesh = shared.includes(MESH) && seesEachOther(own, other);
    if (!inMesh && !(overlap && shared.some((reference) => reference !== MESH))) return [];
    return [
      {
        what: `${other.node.path} has the same host at ${inMesh ? 'the sidecars' : 'the same gateway'}`,
        got: hosts.join(', '),
        fix: 'put the routes into one of them',
      },
    ];
  });
}

function referencesOf(service: RoutedHosts): readonly string[] {
  return service.gateways.map((gateway) => (typeof gateway === 'string' ? gateway : gateway.reference));
}

/** Both are visible in one namespace: unless both are private and of different namespaces. */
function seesEachOther(a: RoutedHosts, b: RoutedHosts): boolean {
  return a.namespace === b.namespace || !(a.isPrivate && b.isPrivate);
}
