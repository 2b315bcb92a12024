import { Construct } from 'constructs';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { explainFields } from '../gitops/provenance/field-origin';
import { EgressTls } from '../values/egress-tls';
import { GatewayTls } from '../values/gateway-tls';
import { MeshTls } from '../values/mesh-tls';
import { describeProblem, throwProblems } from '../values/problem';
import { MeshDestinationRule } from './mesh-destination-rule';
import { EGRESS_GATEWAY, GATEWAY_NAMESPACE, MeshGateway } from './mesh-gateway';
import { MeshServiceEntry } from './mesh-service-entry';
import { MeshVirtualService } from './mesh-virtual-service';
import { egressRouteOrigins } from './object-origins';
import { exportProblems, hostProblems, portProblems } from './routing/checks';
import type { MeshObjectProps } from './routing/mesh-object';
import { defaultName, defaultNamespace } from './routing/mesh-object';
import { MESH } from './routing/route-spec';
import { requireProps } from '../values/shape/require-props';

/** Properties of an `EgressRoute`. */
export interface EgressRouteProps extends MeshObjectProps {
  /** Host beyond the cluster, such as `api.example.com`. */
  readonly host: string;
  /**
   * Port of the host.
   * @default 443
   */
  readonly port?: number;
  /**
   * Who encrypts.
   * @default EgressTls.passthrough()
   */
  readonly tls?: EgressTls;
  /**
   * Namespaces whose pods use the route: `.` is its own, `*` every one. Others than its own need a route in `istio-system`, where the
   * proxies of all namespaces look.
   * @default - its own
   */
  readonly exportTo?: readonly string[];
}

const GATEWAY_HOST = `istio-egressgateway.${GATEWAY_NAMESPACE}.svc.cluster.local`;

/** Port of the Service of the egress gateway that leads to 8443, the only one that upstream's NetworkPolicy opens (docs/network-policies.md, B-05). */
const GATEWAY_PORT = 443;

/** Port on which applications speak plain HTTP to their sidecar. */
const HTTP_PORT = 80;

/**
 * A host beyond the cluster, reached through the egress gateway: a ServiceEntry, a Gateway, a VirtualService (sidecar → gateway → host)
 * and DestinationRules.
 *
 * Both forms enter the gateway at 8443, encrypted: upstream's NetworkPolicy of the egress gateway opens nothing else, so that a route over
 * plain HTTP would be dropped. Istio sends the traffic of sidecars this way and does not prevent pods from connecting to hosts directly;
 * a NetworkPolicy does that.
 */
export class EgressRoute extends Construct {
  /** The host as a service of the mesh. */
  readonly serviceEntry: MeshServiceEntry;

  /** The port of the egress gateway. */
  readonly gateway: MeshGateway;

  /** The way from the sidecar to the gateway and from there to the host. */
  readonly virtualService: MeshVirtualService;

  /** How sidecars talk to the egress gateway. */
  readonly gatewayRule: MeshDestinationRule;

  /** How the egress gateway talks to the host; undefined where TLS is passed through. */
  readonly hostRule: MeshDestinationRule | undefined;

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct; objects are named after it, with `-egress` where they concern the gateway
   * @param props - host and TLS
   * @throws Error when a prop is not valid
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EgressRouteProps,
  ) {
    requireProps('EgressRouteProps', props, scope, id);
    super(scope, id);
    const { host, port = 443, tls = EgressTls.passthrough(), namespace, labels } = props;
    const problems = [...hostProblems('host', host), ...portProblems('port', port), ...exportProblems(props.exportTo)];
    throwProblems(problems, this.node.path);
    const name = props.name ?? defaultName(this);
    const own = { name, namespace, labels };
    const atGateway = { name: `${name}-egress`, namespace, labels };
    const passes = tls.form === 'passthrough';
    const exportTo = props.exportTo ?? ['.'];
    const seen = this.isInRoot || exportTo.includes('*') ? exportTo : [...new Set([...exportTo, GATEWAY_NAMESPACE])];
    const subset = name;

    this.serviceEntry = new MeshServiceEntry(this, 'service', {
      ...own,
      hosts: [host],
      ports: [passes ? { port, protocol: 'TLS' } : { port: HTTP_PORT, protocol: 'HTTP', targetPort: port }],
      exportTo: seen,
    });
    this.gateway = new MeshGateway(this, 'gateway', {
      ...atGateway,
      selector: EGRESS_GATEWAY,
      servers: [{ hosts: [host], port: GATEWAY_PORT, tls: passes ? GatewayTls.passthrough() : GatewayTls.mesh() }],
    });
    // The connection of the application is encrypted already, and a gateway that passes TLS through cannot take mutual TLS off again.
    const first = passes ? MeshTls.disable() : MeshTls.mesh(host);
    this.gatewayRule = new MeshDestinationRule(this, 'to-gateway', {
      ...atGateway,
      host: GATEWAY_HOST,
      subsets: { [subset]: { tls: first } },
      exportTo,
    });
    const toGateway = { host: GATEWAY_HOST, port: GATEWAY_PORT, subset };
    const hosts = { ...atGateway, hosts: [host], gateways: [MESH, this.gateway], exportTo: seen };
    this.virtualService = new MeshVirtualService(this, 'route', {
      ...hosts,
      ...(passes
        ? {
            tlsRoutes: [
              { gateways: [MESH], port, to: toGateway },
              { gateways: [this.gateway], port: GATEWAY_PORT, to: { host, port } },
            ],
          }
        : {
            routes: [
              { matches: [{ gateways: [MESH], port: HTTP_PORT }], to: toGateway },
              { matches: [{ gateways: [this.gateway], port: GATEWAY_PORT }], to: { host, port: HTTP_PORT } },
            ],
          }),
    });
    this.hostRule = passes ? undefined : this.originates(own, host, tls);
    this.node.addValidation({ validate: () => this.problems() });
    explainFields(this, (document) => egressRouteOrigins(document, props, this.node.path));
    for (const secret of secretsOf(tls)) {
      GitOpsCluster.of(this)?.addRequiredSecret({
        namespace: GATEWAY_NAMESPACE,
        usedBy: `the egress gateway, for ${host}`,
        ...secret,
      });
    }
  }

  /** The rule is for the gateway alone: sidecars must not open TLS on the way to the gateway. */
  private originates(own: MeshObjectProps, host: string, { caSecret, clientSecret }: EgressTls): MeshDestinationRule {
    const tls = clientSecret === undefined ? MeshTls.simple({ host, caSecret }) : MeshTls.mutual(clientSecret, host);
    const exportTo = this.isInRoot ? ['.'] : [GATEWAY_NAMESPACE];
    return new MeshDestinationRule(this, 'to-host', { ...own, host, ports: { [HTTP_PORT]: { tls } }, exportTo });
  }

  private get isInRoot(): boolean {
    return (this.props.namespace ?? defaultNamespace(this)) === GATEWAY_NAMESPACE;
  }

  private problems(): string[] {
    const { exportTo = ['.'] } = this.props;
    if (this.isInRoot || exportTo.every((entry) => entry === '.')) return [];
    return [
      describeProblem({
        what: 'the route is for other namespaces, whose proxies do not read the rule of the egress gateway from this one',
        got: exportTo.join(', '),
        fix: `set namespace: '${GATEWAY_NAMESPACE}'`,
      }),
    ];
  }
}

function secretsOf({
  caSecret,
  clientSecret,
}: EgressTls): ReadonlyArray<{ name: string; keys: string[]; description: string }> {
  const ca = { keys: ['ca.crt'], description: 'Authority that signed the certificate of the host, PEM' };
  const client = {
    keys: ['tls.crt', 'tls.key', 'ca.crt'],
    description: 'Certificate and key for the host, and its authority, PEM',
  };
  return [
    ...(caSecret === undefined ? [] : [{ name: caSecret, ...ca }]),
    ...(clientSecret === undefined ? [] : [{ name: clientSecret, ...client }]),
  ];
}
