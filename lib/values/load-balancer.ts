import { IPV4_ADDRESS, isIpv4Address } from './addresses';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { requireShape } from './shape/require-shape';
import { shapeProblems } from './shape/shape-problems';

const PREFIX = 'service.beta.kubernetes.io';
const OCI = `${PREFIX}/oci-load-balancer`;

/** Shape of a load balancer of OCI whose bandwidth varies between two bounds. */
const FLEXIBLE = 'flexible';

/** A load balancer of Oracle Cloud Infrastructure. */
export interface OciLoadBalancerProps {
  /**
   * Its shape: `flexible`, or a fixed one such as `400Mbps`.
   * @default - `flexible` when a bound is given, else left to OCI: 100Mbps
   */
  readonly shape?: string;
  /**
   * Smallest bandwidth in Mbps, a whole number from 10; only with shape `flexible`, which needs it.
   * @default - none
   */
  readonly flexMin?: number;
  /**
   * Largest bandwidth in Mbps, a whole number from `flexMin`; only with shape `flexible`, which needs it.
   * @default - none
   */
  readonly flexMax?: number;
  /**
   * OCID of its subnet.
   * @default - as the cluster says
   */
  readonly subnet?: string;
  /**
   * Whether it has a private address only.
   * @default false
   */
  readonly internal?: boolean;
  /**
   * Annotations beyond these.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A load balancer of Azure. */
export interface AzureLoadBalancerProps {
  /**
   * Path that the health probe asks for.
   * @default '/healthz'
   */
  readonly healthProbePath?: string;
  /**
   * Annotations beyond this.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** No load balancer of the cluster: nodes take the traffic that one outside of it sends. */
export interface NoLoadBalancerProps {
  /** IPv4 addresses of the load balancer outside of the cluster, at least one. The first becomes part of wildcard host names. */
  readonly externalIPs: readonly string[];
}

/** Type of the Service behind a load balancer. */
export type LoadBalancerServiceType = 'LoadBalancer' | 'NodePort';

/**
 * The load balancer in front of the ingress controller, or of Istio's ingress gateway.
 *
 * Source: the load balancer settings that Verrazzano 1.7.2 documents for the ingress controller and the ingress gateway.
 */
export class LoadBalancer {
  /**
   * A load balancer of Oracle Cloud Infrastructure.
   * @param props - shape, network and bandwidth
   * @throws Error that lists every bad field
   */
  static oci(props: OciLoadBalancerProps = {}): LoadBalancer {
    requireShape('OciLoadBalancerProps', props, 'LoadBalancer.oci');
    const shape = props.shape ?? (props.flexMin !== undefined || props.flexMax !== undefined ? FLEXIBLE : undefined);
    throwProblems([...bandwidthProblems(shape, props), ...subnetProblems(props.subnet)]);
    return LoadBalancer.annotations({
      ...(shape !== undefined && { [`${OCI}-shape`]: shape }),
      ...(props.flexMin !== undefined && { [`${OCI}-shape-flex-min`]: String(props.flexMin) }),
      ...(props.flexMax !== undefined && { [`${OCI}-shape-flex-max`]: String(props.flexMax) }),
      ...(props.subnet !== undefined && { [`${OCI}-subnet1`]: props.subnet }),
      ...(props.internal !== undefined && { [`${OCI}-internal`]: String(props.internal) }),
      ...props.annotations,
    });
  }

  /**
   * A load balancer of Azure, which asks the ingress controller for its health.
   * @param props - path of the health probe
   * @throws Error when the path does not begin with a slash
   */
  static azure(props: AzureLoadBalancerProps = {}): LoadBalancer {
    requireShape('AzureLoadBalancerProps', props, 'LoadBalancer.azure');
    const { healthProbePath = '/healthz', annotations } = props;
    if (!healthProbePath.startsWith('/')) {
      const what = 'healthProbePath is not a path';
      throwProblems([{ at: 'LoadBalancer.azure', what, got: healthProbePath, allowed: 'a path such as /healthz' }]);
    }
    const probe = { [`${PREFIX}/azure-load-balancer-health-probe-request-path`]: healthProbePath };
    return LoadBalancer.annotations({ ...probe, ...annotations });
  }

  /**
   * A load balancer of any cloud.
   * @param annotations - annotations of the Service, as the cloud documents them
   * @throws Error when a value is not a string
   */
  static annotations(annotations: Readonly<Record<string, string>>): LoadBalancer {
    throwProblems(shapeProblems({ map: 'string' }, annotations, 'annotations'), 'LoadBalancer.annotations');
    return new LoadBalancer('LoadBalancer', annotations, []);
  }

  /**
   * No load balancer of the cluster: the Service is of type `NodePort`, and a load balancer outside of it sends traffic to the nodes.
   * @param props - addresses of that load balancer
   * @throws Error when no address is given, or one is not an IPv4 address
   */
  static none(props: NoLoadBalancerProps): LoadBalancer {
    requireShape('NoLoadBalancerProps', props, 'LoadBalancer.none');
    const { externalIPs } = props;
    const bad = externalIPs.filter((address) => !isIpv4Address(address));
    if (externalIPs.length === 0 || bad.length > 0) {
      const what = 'externalIPs is not a list of IP addresses';
      throwProblems([
        { at: 'LoadBalancer.none', what, got: externalIPs, allowed: `one or more; each ${IPV4_ADDRESS}` },
      ]);
    }
    return new LoadBalancer('NodePort', {}, externalIPs);
  }

  private constructor(
    /** Type of the Service. */
    readonly type: LoadBalancerServiceType,
    /** Annotations of the Service. */
    readonly serviceAnnotations: Readonly<Record<string, string>>,
    /** IPv4 addresses of a load balancer outside of the cluster; empty with one of the cluster. */
    readonly externalIPs: readonly string[],
  ) {}
}

function bandwidthProblems(shape: string | undefined, { flexMin, flexMax }: OciLoadBalancerProps): Problem[] {
  const at = 'LoadBalancer.oci';
  const got = { shape, flexMin, flexMax };
  if (shape !== undefined && !/^(flexible|\d+Mbps)$/.test(shape)) {
    return [{ at, what: 'shape is unknown', got: shape, allowed: 'flexible, or a fixed one such as 400Mbps' }];
  }
  if (shape !== FLEXIBLE) {
    const stray = flexMin !== undefined || flexMax !== undefined;
    return stray ? [{ at, what: 'a fixed shape has no bounds', got, fix: 'leave flexMin and flexMax out' }] : [];
  }
  const isGood = isBandwidth(flexMin) && isBandwidth(flexMax) && flexMin <= flexMax;
  const allowed = 'flexMin and flexMax in Mbps, whole numbers, 10 <= flexMin <= flexMax';
  return isGood ? [] : [{ at, what: 'shape flexible lacks valid bounds', got, allowed }];
}

function isBandwidth(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 10;
}

function subnetProblems(subnet: string | undefined): Problem[] {
  if (subnet === undefined || subnet.startsWith('ocid1.subnet.')) return [];
  return [
    { at: 'LoadBalancer.oci', what: 'subnet is not the OCID of a subnet', got: subnet, allowed: 'ocid1.subnet....' },
  ];
}
