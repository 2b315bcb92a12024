import { istio } from '../components';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import type { JsonObject } from '../values/json';
import { labelProblems } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import type { MeshGatewayServer, ResolvedServer } from './routing/gateway-server';
import { resolvedServers, serverProblems, serverSpec } from './routing/gateway-server';
import { sharedConnections } from './routing/gateway-warnings';
import type { MeshObjectProps } from './routing/mesh-object';
import { MeshObject, unitNameOf } from './routing/mesh-object';
import { emptyProblems } from './routing/checks';
import { requireProps } from '../values/shape/require-props';

/** Namespace of the gateways of the platform; they read their certificates there. */
export const GATEWAY_NAMESPACE = istio.namespace;

/** Labels of the ingress gateway of the platform. */
const INGRESS_GATEWAY: Readonly<Record<string, string>> = { istio: 'ingressgateway' };

/** Labels of the egress gateway of the platform. */
export const EGRESS_GATEWAY: Readonly<Record<string, string>> = { istio: 'egressgateway' };

/** Properties of a `MeshGateway`. */
export interface MeshGatewayProps extends MeshObjectProps {
  /**
   * Ports.
   * @default - none; at least one must have been added at synthesis
   */
  readonly servers?: readonly MeshGatewayServer[];
  /**
   * Labels of the gateway pods.
   * @default - the ingress gateway of the platform, `istio: ingressgateway`
   */
  readonly selector?: Readonly<Record<string, string>>;
}

/**
 * Ports and hosts of a gateway of the mesh, an Istio `Gateway`. Routes are `MeshVirtualService`s that name it.
 *
 * `warnings` states where another gateway of the same pods shares a certificate or overlaps in hosts; warnings also appear in an
 * annotation of the object and in the remaining steps of the cluster.
 *
 * Certificates are Secrets in `istio-system`. Those that no cert-manager Certificate of the app makes are required Secrets of the
 * cluster, for the gateways of the platform.
 */
export class MeshGateway extends MeshObject {
  /** Labels of the gateway pods. */
  readonly selector: Readonly<Record<string, string>>;

  private readonly list: ResolvedServer[] = [];

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct
   * @param props - ports and gateway pods
   * @throws Error when a prop is not valid
   */
  constructor(scope: Construct, id: string, props: MeshGatewayProps = {}) {
    requireProps('MeshGatewayProps', props, scope, id);
    super(scope, id, 'Gateway', props);
    this.selector = { ...(props.selector ?? INGRESS_GATEWAY) };
    throwProblems(
      [...emptyProblems('the selector', Object.keys(this.selector)), ...labelProblems('selector', this.selector)],
      this.node.path,
    );
    for (const server of props.servers ?? []) this.addServer(server);
  }

  /**
   * Adds a port.
   * @param server - hosts, port and TLS
   * @throws Error when a value is not valid, or the gateway has a port of that name
   */
  addServer(server: MeshGatewayServer): void {
    throwProblems(serverProblems(server), this.node.path);
    for (const resolved of resolvedServers(server)) {
      const what = 'two ports of the gateway have the same name';
      throwProblems(
        this.list.some(({ name }) => name === resolved.name) ? [{ what, got: resolved.name, fix: 'give name' }] : [],
        this.node.path,
      );
      this.list.push(resolved);
    }
  }

  /** Ports, with all defaults filled in. @internal */
  get servers(): readonly ResolvedServer[] {
    return [...this.list];
  }

  /** Hosts that routes may use, without namespaces; those that only redirect are left out. @internal */
  get hosts(): readonly string[] {
    const hosts = this.list.filter(({ redirects }) => !redirects).flatMap((server) => server.hosts);
    return [...new Set(hosts.map((host) => host.slice(host.indexOf('/') + 1)))];
  }

  override get warnings(): readonly string[] {
    return this.others().flatMap((other) => sharedConnections(this, other));
  }

  /** @internal */
  protected spec(): JsonObject {
    return { selector: { ...this.selector }, servers: this.list.map(serverSpec) };
  }

  /** @internal */
  protected override relations(): readonly Problem[] {
    const none =
      this.list.length > 0 ? [] : [{ what: 'the gateway has no port', fix: 'give servers, or call addServer()' }];
    return [...none, ...this.clashes()];
  }

  /** @internal */
  protected override announce(cluster: GitOpsCluster): void {
    this.announceWarnings(cluster);
    // Where other gateways read their certificates is not known.
    if (![INGRESS_GATEWAY, EGRESS_GATEWAY].some((selector) => isSame(selector, this.selector))) return;
    for (const { tls } of this.list) {
      if (tls?.secret === undefined || this.isIssued(cluster, tls.secret)) continue;
      cluster.addRequiredSecret({
        namespace: GATEWAY_NAMESPACE,
        name: tls.secret,
        keys: tls.secretKeys,
        usedBy: `Gateway ${this.reference}`,
        description: 'Certificate of the hosts and its key, PEM',
      });
    }
  }

  private announceWarnings(cluster: GitOpsCluster): void {
    const { warnings } = this;
    if (warnings.length === 0) return;
    cluster.addRemainingStep({
      title: `Hosts of Gateway ${this.reference}`,
      when: 'before',
      ...(unitNameOf(this) !== undefined && { unit: unitNameOf(this) }),
      instructions: `${warnings.map((warning) => `${warning}.`).join(' ')} One gateway with all these hosts avoids it.`,
    });
  }

  /** Istio keeps the first of two servers with one host and port, and skips the other with no more than a line in its log. */
  private clashes(): readonly Problem[] {
    const keysOf = (gateway: MeshGateway): string[] =>
      gateway.list.flatMap(({ hosts, port }) => hosts.map((host) => `${host.slice(host.indexOf('/') + 1)}:${port}`));
    const own = new Set(keysOf(this));
    return this.others().flatMap((other) =>
      keysOf(other)
        .filter((key) => own.has(key))
        .map((got) => ({ what: `${other.node.path} has the same host and port`, got, fix: 'give it to one of them' })),
    );
  }

  /** Other gateways of the same pods. */
  private others(): readonly MeshGateway[] {
    return this.all(MeshGateway).filter((other) => other !== this && isSame(other.selector, this.selector));
  }

  private isIssued(cluster: GitOpsCluster, secret: string): boolean {
    return cluster.node.findAll().some((construct) => {
      if (!ApiObject.isApiObject(construct) || construct.kind !== 'Certificate') return false;
      if (construct.metadata.namespace !== GATEWAY_NAMESPACE) return false;
      const { spec } = construct.toJson() as { spec?: { secretName?: string } };
      return spec?.secretName === secret;
    });
  }
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
