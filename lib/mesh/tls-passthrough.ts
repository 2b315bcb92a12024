import { Construct } from 'constructs';
import { GatewayTls } from '../values/gateway-tls';
import { MeshGateway } from './mesh-gateway';
import { MeshVirtualService } from './mesh-virtual-service';
import type { MeshObjectProps } from './routing/mesh-object';
import { defaultName } from './routing/mesh-object';
import type { MeshDestination } from './routing/mesh-route';
import { requireProps } from '../values/shape/require-props';

/** Properties of a `TlsPassthrough`. */
export interface TlsPassthroughProps extends MeshObjectProps {
  /** Public hosts. */
  readonly hosts: readonly string[];
  /** Where connections go: pods that serve TLS with a certificate of these hosts. */
  readonly to: MeshDestination | readonly MeshDestination[];
  /**
   * Port of the Service of the gateway.
   * @default 443
   */
  readonly port?: number;
  /**
   * Labels of the gateway pods.
   * @default - the ingress gateway of the platform, `istio: ingressgateway`
   */
  readonly selector?: Readonly<Record<string, string>>;
}

/**
 * Public hosts whose TLS is terminated in the pods and not at the gateway: a Gateway and a VirtualService with a TLS route. For pods outside the
 * mesh this is how traffic stays encrypted inside the cluster; the gateway sees only the host (SNI).
 */
export class TlsPassthrough extends Construct {
  /** The port of the gateway. */
  readonly gateway: MeshGateway;

  /** The TLS route. */
  readonly virtualService: MeshVirtualService;

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct; the objects are named after it
   * @param props - hosts and destination
   * @throws Error when a prop is not valid
   */
  constructor(scope: Construct, id: string, props: TlsPassthroughProps) {
    requireProps('TlsPassthroughProps', props, scope, id);
    super(scope, id);
    const { hosts, to, port, selector, namespace, labels } = props;
    const own = { name: props.name ?? defaultName(this), namespace, labels };
    this.gateway = new MeshGateway(this, 'gateway', {
      ...own,
      selector,
      servers: [{ hosts, port, tls: GatewayTls.passthrough() }],
    });
    this.virtualService = new MeshVirtualService(this, 'route', {
      ...own,
      hosts,
      gateways: [this.gateway],
      tlsRoutes: [{ to }],
    });
  }
}
