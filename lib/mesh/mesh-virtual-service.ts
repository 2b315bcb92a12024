import type { Construct } from 'constructs';
import { hostsMatch } from '../checks/rules/istio-hosts';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import type { JsonObject } from '../values/json';
import { DNS_LABEL, isDnsLabel } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import { MeshDestinationRule } from './mesh-destination-rule';
import { MeshGateway } from './mesh-gateway';
import { emptyProblems, exportProblems, hostProblems } from './routing/checks';
import { fullHost } from './routing/hosts';
import type { MeshObjectProps } from './routing/mesh-object';
import { MeshObject, unitNameOf } from './routing/mesh-object';
import type { MeshDestination, MeshGatewayReference, MeshRoute, MeshTlsRoute } from './routing/mesh-route';
import { plaintextHosts } from './routing/plaintext';
import {
  clashProblems,
  gatewayProblems,
  meshTlsProblems,
  orderProblems,
  subsetProblems,
  tlsOrderProblems,
} from './routing/relations';
import { routeProblems, tlsRouteProblems } from './routing/route-problems';
import type { RouteClaim } from './routing/route-containment';
import { destinationsOf, MESH, routeSpec, tlsRouteSpec } from './routing/route-spec';
import type { SniClaim } from './routing/sni-claim';
import { requireProps } from '../values/shape/require-props';

/** Properties of a `MeshVirtualService`. */
export interface MeshVirtualServiceProps extends MeshObjectProps {
  /** Hosts that clients ask for: public names, or for traffic inside the mesh a Service (`orders`) or its full name. */
  readonly hosts: readonly string[];
  /**
   * Gateways whose traffic is routed; `mesh` is all sidecars.
   * @default - all sidecars
   */
  readonly gateways?: readonly MeshGatewayReference[];
  /**
   * Routes of HTTP; the first one that matches a request wins.
   * @default - none
   */
  readonly routes?: readonly MeshRoute[];
  /**
   * Routes of TLS connections that no gateway terminates.
   * @default - none
   */
  readonly tlsRoutes?: readonly MeshTlsRoute[];
  /**
   * Namespaces whose proxies may use the routes: `.` is its own, `*` every one.
   * @default - every one
   */
  readonly exportTo?: readonly string[];
}

/**
 * Where traffic goes, an Istio `VirtualService`: from a gateway, or from pod to pod inside the mesh.
 *
 * Checked at synthesis: gateways serve the hosts, no route is unreachable, and no other virtual service of the cluster has the same
 * hosts and routes. `warnings` says where a gateway sends plaintext to pods without a sidecar; warnings also appear in an annotation of
 * the object and in the remaining steps of the cluster.
 */
export class MeshVirtualService extends MeshObject {
  private readonly routes: MeshRoute[] = [];
  private readonly tlsRoutes: MeshTlsRoute[] = [];

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct
   * @param props - hosts, gateways and routes
   * @throws Error when a prop is not valid
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MeshVirtualServiceProps,
  ) {
    requireProps('MeshVirtualServiceProps', props, scope, id);
    super(scope, id, 'VirtualService', props);
    throwProblems(
      [
        ...emptyProblems('hosts', props.hosts),
        ...props.hosts.flatMap((host) => hostProblems('a host', host, true)),
        ...overlapProblems(props.hosts),
        ...(props.gateways === undefined ? [] : emptyProblems('gateways', props.gateways)),
        ...this.gateways.flatMap(referenceProblems),
        ...exportProblems(props.exportTo, this.namespace),
      ],
      this.node.path,
    );
    for (const route of props.routes ?? []) this.addRoute(route);
    for (const route of props.tlsRoutes ?? []) this.addTlsRoute(route);
  }

  /**
   * Appends a route of HTTP.
   * @param route - the route
   * @throws Error when a value is not valid, such as weights that do not add up to 100
   */
  addRoute(route: MeshRoute): void {
    const gateways = (route.matches ?? []).flatMap((match) => match.gateways ?? []);
    throwProblems([...routeProblems(route), ...this.foreignGateways(gateways)], this.node.path);
    this.routes.push(route);
  }

  /**
   * Appends a route of TLS connections.
   * @param route - the route
   * @throws Error when a value is not valid, such as an SNI host that is not one of the hosts
   */
  addTlsRoute(route: MeshTlsRoute): void {
    throwProblems(
      [...tlsRouteProblems(route, this.props.hosts), ...this.foreignGateways(route.gateways ?? [])],
      this.node.path,
    );
    this.tlsRoutes.push(route);
  }

  /** Hosts, as Istio sees them. @internal */
  get hosts(): readonly string[] {
    return this.props.hosts.map((host) => fullHost(host, this.namespace));
  }

  /** Gateways whose traffic is routed. @internal */
  get gateways(): readonly MeshGatewayReference[] {
    return this.props.gateways ?? [MESH];
  }

  /** Gateways as the object names them: `mesh`, the name of one beside it, `<namespace>/<name>` of another. @internal */
  get gatewayNames(): readonly string[] {
    return this.gateways.map((gateway) => this.nameOf(gateway));
  }

  /** Gateways as other virtual services can compare them: `mesh`, or `<namespace>/<name>`. @internal */
  get gatewayReferences(): readonly string[] {
    return this.gateways.map(referenceOf);
  }

  /** What each route of HTTP takes, in order. @internal */
  get claims(): ReadonlyArray<readonly RouteClaim[]> {
    return this.routes.map(({ matches = [] }) =>
      (matches.length === 0 ? [{}] : matches).map((match) => ({ match, gateways: this.referencesOf(match.gateways) })),
    );
  }

  /** What each TLS route takes, in order. @internal */
  get sniClaims(): ReadonlyArray<readonly SniClaim[]> {
    return this.tlsRoutes.map(({ sniHosts = this.props.hosts, port, gateways }) =>
      sniHosts.map((host) => ({ host, port, gateways: this.referencesOf(gateways) })),
    );
  }

  /** It is not exported to every namespace. @internal */
  get isPrivate(): boolean {
    return this.props.exportTo !== undefined && !this.props.exportTo.includes('*');
  }

  override get warnings(): readonly string[] {
    return this.plaintext().map((host) => `a gateway sends plaintext to ${host}: its pods have no sidecar`);
  }

  /** @internal */
  protected spec(): JsonObject {
    const { hosts, gateways, exportTo } = this.props;
    const names = (gateway: MeshGatewayReference): string => this.nameOf(gateway);
    return {
      hosts: [...hosts],
      ...(gateways !== undefined && { gateways: [...this.gatewayNames] }),
      ...(this.routes.length > 0 && { http: this.routes.map((route) => routeSpec(route, names)) }),
      ...(this.tlsRoutes.length > 0 && { tls: this.tlsRoutes.map((route) => tlsRouteSpec(route, hosts, names)) }),
      ...(exportTo !== undefined && { exportTo: [...exportTo] }),
    };
  }

  /** @internal */
  protected override relations(): readonly Problem[] {
    const empty = this.routes.length + this.tlsRoutes.length === 0;
    const gateways = this.gateways.filter((gateway): gateway is MeshGateway => gateway instanceof MeshGateway);
    const everywhere = this.gatewayNames.includes(MESH) && this.props.hosts.includes('*');
    return [
      ...(empty ? [{ what: 'the virtual service has no route', fix: 'give routes or tlsRoutes' }] : []),
      ...(everywhere
        ? [{ what: 'host * is not allowed for traffic inside the mesh', fix: 'name the hosts, or a gateway' }]
        : []),
      ...gatewayProblems(this.props.hosts, gateways, this.all(MeshGateway), {
        tls: this.tlsRoutes.length > 0,
        http: this.routes.length > 0,
      }),
      ...orderProblems(this.claims),
      ...tlsOrderProblems(this.sniClaims),
      ...subsetProblems(this.destinations(), this.namespace, this.all(MeshDestinationRule)),
      ...meshTlsProblems(this.destinations(), this.namespace, this.all(MeshDestinationRule)),
      ...clashProblems(this, this.all(MeshVirtualService)),
    ];
  }

  /** @internal */
  protected override announce(cluster: GitOpsCluster): void {
    for (const host of this.plaintext()) {
      cluster.addRemainingStep({
        title: `Plaintext from a gateway to ${host}`,
        when: 'before',
        ...(unitNameOf(this) !== undefined && { unit: unitNameOf(this) }),
        instructions:
          `VirtualService \`${this.reference}\` routes traffic of a gateway to \`${host}\`, whose pods have no sidecar: the gateway ends TLS ` +
          'and sends plaintext through the cluster. Pass TLS through to the pods (`TlsPassthrough`), let the gateway encrypt again ' +
          '(`MeshDestinationRule` with `MeshTls.simple()`), or state that plaintext is intended (`MeshTls.disable()`).',
      });
    }
  }

  /** Connections that no gateway ends stay encrypted, whatever the destination. */
  private plaintext(): readonly string[] {
    const atGateway = (names: readonly MeshGatewayReference[]): boolean => names.some((name) => name !== MESH);
    if (!atGateway(this.gateways)) return [];
    const routes = this.routes.filter(
      ({ matches = [] }) => matches.length === 0 || matches.some(({ gateways = this.gateways }) => atGateway(gateways)),
    );
    return plaintextHosts(routes.flatMap(destinationsOf), this.namespace, this.all(MeshDestinationRule));
  }

  /** Istio never matches a gateway that the virtual service does not name. */
  private foreignGateways(gateways: readonly MeshGatewayReference[]): Problem[] {
    const own = this.gatewayNames;
    const foreign = gateways.map((gateway) => this.nameOf(gateway)).filter((name) => !own.includes(name));
    const what = 'a match has a gateway that the virtual service does not have';
    return foreign.map((got) => ({ what, got, allowed: own.join(', ') }));
  }

  private destinations(): readonly MeshDestination[] {
    return [...this.routes.flatMap(destinationsOf), ...this.tlsRoutes.flatMap(destinationsOf)];
  }

  private referencesOf(gateways: readonly MeshGatewayReference[] = []): readonly string[] {
    return gateways.length === 0 ? this.gatewayReferences : gateways.map(referenceOf);
  }

  private nameOf(gateway: MeshGatewayReference): string {
    if (typeof gateway === 'string') return gateway;
    return gateway.namespace === this.namespace ? gateway.name : gateway.reference;
  }
}

function referenceOf(gateway: MeshGatewayReference): string {
  return typeof gateway === 'string' ? gateway : gateway.reference;
}

function referenceProblems(gateway: MeshGatewayReference): Problem[] {
  if (typeof gateway !== 'string' || gateway === MESH) return [];
  const parts = gateway.split('/');
  if (parts.length === 2 && parts.every(isDnsLabel)) return [];
  const allowed = `a MeshGateway, "mesh", or "<namespace>/<name>", each a ${DNS_LABEL}`;
  return [{ what: 'a gateway reference is not valid', got: gateway, allowed }];
}

/** Istio refuses hosts of which one is in another. */
function overlapProblems(hosts: readonly string[]): Problem[] {
  return hosts.flatMap((host, index) => {
    const other = hosts.slice(0, index).find((each) => hostsMatch(each, host));
    if (other === undefined) return [];
    return [{ what: 'two hosts have requests in common', got: `${other}, ${host}`, fix: 'leave the narrower one out' }];
  });
}
