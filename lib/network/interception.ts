import { ENVOY_METRICS } from './flows/roles';
import { PortSet } from '../connectivity';

/** Annotations of a pod that control which traffic its sidecar intercepts. */
const ANNOTATIONS = {
  includeInboundPorts: 'traffic.sidecar.istio.io/includeInboundPorts',
  excludeInboundPorts: 'traffic.sidecar.istio.io/excludeInboundPorts',
  excludeOutboundPorts: 'traffic.sidecar.istio.io/excludeOutboundPorts',
  excludeOutboundIPRanges: 'traffic.sidecar.istio.io/excludeOutboundIPRanges',
} as const;

type Annotations = Readonly<Record<string, string>>;

/** Ports of the sidecar itself, exempt from its own rules: metrics, agent, readiness. */
const PORTS_OF_THE_PROXY: readonly number[] = [15020, 15021, ENVOY_METRICS.port];

/** Everything that a sidecar can intercept: Istio leaves other protocols alone. */
const TCP = PortSet.of('TCP');

/**
 * Ports on which a sidecar intercepts inbound traffic; on other ports neither mutual TLS nor AuthorizationPolicies apply.
 *
 * Source: `traffic.sidecar.istio.io` annotations of Istio 1.19; its injection template excludes the ports of the proxy.
 * @param annotations - annotations of the pod
 */
export function interceptedInbound(annotations: Annotations): PortSet {
  const included = annotations[ANNOTATIONS.includeInboundPorts];
  // With a list of included ports Istio ignores the list of excluded ones.
  if (included !== undefined && included.trim() !== '*') return portsIn(included);
  return TCP.subtract(portsIn(annotations[ANNOTATIONS.excludeInboundPorts])).subtract(tcp(PORTS_OF_THE_PROXY));
}

/**
 * Ports on which a sidecar intercepts outbound traffic, and so adds mutual TLS. A pod of which some addresses are excluded
 * counts as if none were, unless it is every address; and ports are those of the destination pods, also where a Service has
 * others.
 * @param annotations - annotations of the pod
 */
export function interceptedOutbound(annotations: Annotations): PortSet {
  const ranges = (annotations[ANNOTATIONS.excludeOutboundIPRanges] ?? '').split(',').map((text) => text.trim());
  if (ranges.includes('0.0.0.0/0') || ranges.includes('*')) return PortSet.NONE;
  return TCP.subtract(portsIn(annotations[ANNOTATIONS.excludeOutboundPorts]));
}

/**
 * Whether the sidecar of a pod hands its certificate to the application, which can then do mutual TLS by itself: Prometheus scrapes
 * pods of the mesh in this way.
 * @param annotations - annotations of the pod
 */
export function holdsCertificates(annotations: Annotations): boolean {
  return (annotations['proxy.istio.io/config'] ?? '').includes('OUTPUT_CERTS');
}

function portsIn(text: string | undefined): PortSet {
  const numbers = (text ?? '').split(',').map((each) => Number(each.trim()));
  return tcp(numbers.filter((port) => Number.isInteger(port) && port >= 1 && port <= 65535));
}

function tcp(ports: readonly number[]): PortSet {
  return PortSet.union(ports.map((port) => PortSet.of('TCP', port)));
}
