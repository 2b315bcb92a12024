import { isDnsSubdomain, DNS_SUBDOMAIN } from '../../values/names';
import { throwProblems } from '../../values/problem';
import type { VirtualClusterValues } from '../values/value-types';
import { requireShape } from '../../values/shape/require-shape';

/** An Ingress of the host for the API. */
export interface ApiIngressProps {
  /** Its host name. */
  readonly host: string;
  /** Class of the Ingress; its controller must pass TLS through. @default - the default of the host */
  readonly className?: string;
}

/** How the API of a virtual cluster is reached from outside of the host. */
export class VirtualExposure {
  /**
   * Through the ingress controller of the host, which passes TLS on.
   * @throws Error when the host name is not valid
   */
  static ingress(props: ApiIngressProps): VirtualExposure {
    requireShape('ApiIngressProps', props, 'VirtualExposure.ingress');
    const { host, className } = props;
    checkHost('VirtualExposure.ingress', host);
    const spec = className === undefined ? {} : { spec: { ingressClassName: className } };
    return new VirtualExposure(
      { controlPlane: { ingress: { enabled: true, host, ...spec }, proxy: { extraSANs: [host] } } },
      `https://${host}`,
    );
  }

  /**
   * Through a load balancer of its own.
   * @param host - its host name, for the certificate and the kubeconfig
   */
  static loadBalancer(host?: string): VirtualExposure {
    if (host !== undefined) checkHost('VirtualExposure.loadBalancer', host);
    const names = host === undefined ? {} : { proxy: { extraSANs: [host] } };
    const server = host === undefined ? undefined : `https://${host}`;
    return new VirtualExposure({ controlPlane: { service: { spec: { type: 'LoadBalancer' } }, ...names } }, server);
  }

  /**
   * At a port of every node.
   * @param port - from 30000 to 32767
   * @default port - Kubernetes chooses one
   * @throws Error when the port is out of range
   */
  static nodePort(port?: number): VirtualExposure {
    if (port !== undefined && !(Number.isInteger(port) && port >= 30000 && port <= 32767)) {
      throwProblems([
        { at: 'VirtualExposure.nodePort', what: 'the port is not usable', got: port, allowed: '30000 to 32767' },
      ]);
    }
    const stated = port === undefined ? {} : { httpsNodePort: port };
    return new VirtualExposure({ controlPlane: { service: { spec: { type: 'NodePort' }, ...stated } } });
  }

  /**
   * Through the ingress gateway of Istio, as Verrazzano runs it: a Gateway and a VirtualService, which pass TLS on.
   * @param host - the public host name
   * @throws Error when the host name is not valid
   */
  static gateway(host: string): VirtualExposure {
    checkHost('VirtualExposure.gateway', host);
    return new VirtualExposure({ controlPlane: { proxy: { extraSANs: [host] } } }, `https://${host}`, host);
  }

  private constructor(
    /** The same as values of the chart. */
    readonly values: VirtualClusterValues,
    /** Where clients reach the API, for the kubeconfig; undefined where only the host knows. */
    readonly server?: string,
    /** The host of the gateway of Istio; undefined for the other ways. */
    readonly gatewayHost?: string,
  ) {}
}

function checkHost(at: string, host: string): void {
  if (isDnsSubdomain(host)) return;
  throwProblems([{ at, what: 'the host name is not valid', got: host, allowed: DNS_SUBDOMAIN }]);
}
