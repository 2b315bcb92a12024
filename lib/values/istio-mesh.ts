import { IPV4_ADDRESS, isIpv4Address } from './addresses';
import type { JsonObject } from './json';
import { DNS_LABEL, isDnsLabel, labelProblems } from './names';
import type { MutualTlsException } from './mutual-tls-exception';
import { exceptionProblems } from './mutual-tls-exception';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { isQuantity, QUANTITY_FORM } from './quantities';
import { requireShape } from './shape/require-shape';

/** How access of every proxy is logged to standard output. */
export interface AccessLogging {
  /**
   * Form of a line.
   * @default 'TEXT'
   */
  readonly encoding?: 'TEXT' | 'JSON';
  /**
   * What a line says, in the notation of Envoy.
   * @default - that of Istio
   */
  readonly format?: string;
}

/** Where spans go, and how many. */
export interface MeshTracing {
  /**
   * Percentage of requests that are traced, from 0 to 100.
   * @default - that of Istio
   */
  readonly sampling?: number;
  /**
   * A collector that speaks Zipkin, as `host:port`.
   * @default - the collector of the Jaeger of the platform, as upstream writes it
   */
  readonly address?: string;
  /**
   * How proxies connect to the collector; `DISABLE` for one outside of the mesh that expects plaintext.
   * @default 'ISTIO_MUTUAL'
   */
  readonly tls?: 'ISTIO_MUTUAL' | 'SIMPLE' | 'DISABLE';
}

/** What every sidecar gets and may use; quantities of Kubernetes such as `100m` and `128Mi`. */
export interface ProxyResources {
  /**
   * What is reserved.
   * @default - that of Istio
   */
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  /**
   * What may be used at most.
   * @default - that of Istio
   */
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

/** Pods of the control plane or of a gateway. */
export interface MeshPods {
  /**
   * Number of pods, at least 1.
   * @default - that of the profile
   */
  readonly replicas?: number;
  /**
   * On which nodes they run, as Kubernetes writes it (core/v1 Affinity).
   * @default - preferably on different nodes
   */
  readonly affinity?: JsonObject;
}

/** A port of the ingress gateway. */
export interface GatewayPort {
  /** Name, such as `https`. */
  readonly name: string;
  /** Port of the Service. */
  readonly port: number;
  /**
   * Port of the pods.
   * @default - the same
   */
  readonly targetPort?: number;
  /**
   * Port of every node.
   * @default - Kubernetes chooses one
   */
  readonly nodePort?: number;
}

/** Pods and Service of the ingress gateway, whatever the type of the Service. */
export interface IngressGatewayPods extends MeshPods {
  /**
   * Annotations of the Service, for the load balancer.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Ports of the Service; they replace those of Istio.
   * @default - 15021, 80 and 443
   */
  readonly ports?: readonly GatewayPort[];
}

/** Ingress of the mesh: through a load balancer of the cluster, or through an external one that sends it to ports of the nodes. */
export type IngressGatewaySettings =
  | (IngressGatewayPods & { readonly type?: 'LoadBalancer'; readonly externalIPs?: never })
  | (IngressGatewayPods & {
      /** The Service has ports on every node. */
      readonly type: 'NodePort';
      /** Addresses of the external load balancer; at least one. */
      readonly externalIPs: readonly [string, ...string[]];
    });

/** Which pods get sidecars, besides those of the platform. */
export interface SidecarInjection {
  /**
   * Namespaces of your own that are labelled for sidecars.
   * @default - none
   */
  readonly namespaces?: readonly string[];
  /**
   * Labels of pods that get no sidecar wherever they are; each item is one set of labels.
   * @default - none; label `sidecar.istio.io/inject: "false"` of a pod does the same
   */
  readonly never?: ReadonlyArray<Readonly<Record<string, string>>>;
}

/** Settings of the mesh that a user may set. */
export interface IstioMeshProps {
  /**
   * Access logs of every proxy.
   * @default - none
   */
  readonly accessLogging?: AccessLogging;
  /**
   * Tracing; `off` stops it.
   * @default - as Istio does, to the Jaeger of the platform
   */
  readonly tracing?: MeshTracing | 'off';
  /**
   * What every sidecar gets.
   * @default - that of Istio
   */
  readonly proxyResources?: ProxyResources;
  /**
   * Trust domain. In policies `cluster.local` is an alias of it.
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
  /**
   * What pods of the mesh may connect to beyond it: everything, or only what a ServiceEntry names.
   * @default 'ALLOW_ANY'
   */
  readonly outboundTraffic?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /**
   * Pods of the control plane.
   * @default - one
   */
  readonly pilot?: MeshPods;
  /**
   * The ingress gateway.
   * @default - one pod behind a Service of type LoadBalancer
   */
  readonly ingressGateway?: IngressGatewaySettings;
  /**
   * The egress gateway; its Service is of type ClusterIP.
   * @default - one pod
   */
  readonly egressGateway?: MeshPods;
  /**
   * Where mutual TLS is not STRICT, and why.
   * @default - nowhere
   */
  readonly mutualTlsExceptions?: readonly MutualTlsException[];
  /**
   * Which pods get sidecars besides those of the platform.
   * @default - none
   */
  readonly injection?: SidecarInjection;
}

const AT = 'IstioMesh.of';
const TRUST_DOMAIN = /^[a-z0-9]([-a-z0-9._]*[a-z0-9])?$/;
const ADDRESS = /^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?\.?:\d{1,5}$/;

/**
 * Settings of the mesh, for either installer. With the platform operator they become an item of `spec.components.istio.overrides`;
 * what it does not own becomes objects in either case.
 */
export class IstioMesh {
  /**
   * The settings.
   * @param props - what differs from upstream
   * @throws Error when a value is not valid
   */
  static of(props: IstioMeshProps = {}): IstioMesh {
    requireShape('IstioMeshProps', props, 'IstioMesh.of');
    throwProblems([
      ...tracingProblems(props),
      ...meshProblems(props),
      ...resourceProblems(props),
      ...ingressProblems(props.ingressGateway),
      ...exceptionProblems(props.mutualTlsExceptions ?? []),
    ]);
    return new IstioMesh(props);
  }

  private constructor(
    /** What the user has set. */
    readonly props: IstioMeshProps,
  ) {}
}

function isHostPort(address: string): boolean {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  return ADDRESS.test(address) && port >= 1 && port <= 65535;
}

function tracingProblems({ tracing }: IstioMeshProps): Problem[] {
  if (tracing === undefined || tracing === 'off') return [];
  const { sampling, address } = tracing;
  return [
    ...(sampling !== undefined && !(sampling >= 0 && sampling <= 100)
      ? [{ at: AT, what: 'tracing.sampling is not a percentage', got: sampling, allowed: '0 to 100' }]
      : []),
    ...(address !== undefined && !isHostPort(address)
      ? [{ at: AT, what: 'tracing.address is not an address', got: address, allowed: '<host>:<1-65535>' }]
      : []),
  ];
}

function meshProblems({ trustDomain, pilot, ingressGateway, egressGateway, injection }: IstioMeshProps): Problem[] {
  const counts = { pilot, ingressGateway, egressGateway };
  return [
    ...(trustDomain !== undefined && !TRUST_DOMAIN.test(trustDomain)
      ? [{ at: AT, what: 'trustDomain is not a trust domain', got: trustDomain, allowed: 'a-z, 0-9, ".", "-" and "_"' }]
      : []),
    ...Object.entries(counts).flatMap(([key, pods]) =>
      pods?.replicas === undefined || (Number.isInteger(pods.replicas) && pods.replicas >= 1)
        ? []
        : [{ at: AT, what: `${key}.replicas is not a number of pods`, got: pods.replicas, allowed: '1 or more' }],
    ),
    ...(injection?.namespaces ?? [])
      .filter((name) => !isDnsLabel(name))
      .map((got) => ({
        at: AT,
        what: 'injection.namespaces has an item that is not a valid name',
        got,
        allowed: DNS_LABEL,
      })),
    ...(injection?.never ?? [])
      .flatMap((labels) => labelProblems('injection.never', labels))
      .map((problem) => ({ at: AT, ...problem })),
    ...(injection?.never ?? [])
      .filter((labels) => Object.keys(labels).length === 0)
      .map((got) => ({
        at: AT,
        what: 'injection.never has an item without labels',
        got,
        allowed: 'one or more labels',
        fix: 'an item without labels selects every pod of the cluster',
      })),
  ];
}

function resourceProblems({ proxyResources }: IstioMeshProps): Problem[] {
  const amountsOf: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> = {
    requests: proxyResources?.requests,
    limits: proxyResources?.limits,
  };
  return Object.entries(amountsOf).flatMap(([field, amounts]) =>
    Object.entries(amounts ?? {})
      .filter(([, amount]) => amount !== undefined && !(isQuantity(amount) && !amount.startsWith('-')))
      .map(([name, got]) => ({
        at: AT,
        what: `proxyResources.${field}.${name} is not a quantity`,
        got,
        allowed: QUANTITY_FORM,
      })),
  );
}

function ingressProblems(gateway: IngressGatewaySettings | undefined): Problem[] {
  if (gateway === undefined) return [];
  const { type, ports } = gateway;
  const externalIPs: readonly string[] | undefined = gateway.externalIPs;
  const numbers = (ports ?? []).flatMap(({ port, targetPort, nodePort }) => [
    port,
    targetPort ?? port,
    nodePort ?? port,
  ]);
  return [
    ...(type === 'NodePort' && (externalIPs ?? []).length === 0
      ? [
          {
            at: AT,
            what: 'ingressGateway of type NodePort has no externalIPs',
            got: externalIPs,
            allowed: 'one or more IPv4 addresses',
            fix: 'name the addresses of the external load balancer',
          },
        ]
      : []),
    ...(type !== 'NodePort' && externalIPs !== undefined
      ? [{ at: AT, what: 'externalIPs go with type NodePort', got: type, allowed: 'NodePort' }]
      : []),
    ...(externalIPs ?? [])
      .filter((ip) => !isIpv4Address(ip))
      .map((got) => ({ at: AT, what: 'an item of externalIPs is not an address', got, allowed: IPV4_ADDRESS })),
    ...numbers
      .filter((port) => !Number.isInteger(port) || port < 1 || port > 65535)
      .map((got) => ({ at: AT, what: 'a port of ingressGateway is not valid', got, allowed: '1 to 65535' })),
    ...(ports?.length === 0
      ? [
          {
            at: AT,
            what: 'ingressGateway has no ports',
            got: ports,
            allowed: 'one or more; leave it out for those of Istio',
          },
        ]
      : []),
  ];
}
