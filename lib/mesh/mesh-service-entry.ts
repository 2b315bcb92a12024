import type { Construct } from 'constructs';
import { cidrProblems, IP_ADDRESS, isIpAddress } from '../values/addresses';
import type { JsonObject } from '../values/json';
import { isDnsSubdomain, labelProblems } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import { emptyProblems, exportProblems, hostProblems, nameProblems, portProblems } from './routing/checks';
import type { MeshObjectProps } from './routing/mesh-object';
import { MeshObject } from './routing/mesh-object';
import type { MeshEndpoint, MeshServicePort, NamedPort, Resolution } from './routing/service-entry';
import { serviceEntryProblems } from './routing/service-entry';
import { requireProps } from '../values/shape/require-props';

/** Properties of a `MeshServiceEntry`. */
export interface MeshServiceEntryProps extends MeshObjectProps {
  /** Host names; `*.example.com` needs resolution `NONE` or endpoints. */
  readonly hosts: readonly string[];
  /**
   * Ports.
   * @default - none; at least one must have been added at synthesis
   */
  readonly ports?: readonly MeshServicePort[];
  /**
   * Whether the service is part of the mesh and speaks its mutual TLS.
   * @default 'MESH_EXTERNAL'
   */
  readonly location?: 'MESH_EXTERNAL' | 'MESH_INTERNAL';
  /**
   * How a proxy finds the service: by DNS, at the endpoints (`STATIC`), or at the address to which the client connected (`NONE`).
   * @default 'DNS'
   */
  readonly resolution?: Resolution;
  /**
   * Where the service is.
   * @default - at its host names
   */
  readonly endpoints?: readonly MeshEndpoint[];
  /**
   * Addresses or ranges to which clients connect; needed for TCP to tell services apart.
   * @default - any
   */
  readonly addresses?: readonly string[];
  /**
   * Namespaces whose proxies know the service: `.` is its own, `*` every one.
   * @default - every one
   */
  readonly exportTo?: readonly string[];
}

/** A service that Kubernetes does not know, an Istio `ServiceEntry`: mostly a host beyond the cluster. */
export class MeshServiceEntry extends MeshObject {
  private readonly ports: NamedPort[] = [];
  private readonly endpoints: MeshEndpoint[] = [];

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct
   * @param props - hosts and ports
   * @throws Error when a prop is not valid
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MeshServiceEntryProps,
  ) {
    requireProps('MeshServiceEntryProps', props, scope, id);
    super(scope, id, 'ServiceEntry', props);
    const addresses = (props.addresses ?? []).filter((address) => !isIpAddress(address));
    throwProblems(
      [
        ...emptyProblems('hosts', props.hosts),
        ...props.hosts.flatMap((host) => hostProblems('a host', host.replace(/^\*\./, ''))),
        ...addresses
          .flatMap((got) => cidrProblems('an address is not valid', got))
          .map((problem) => ({ ...problem, allowed: `${IP_ADDRESS}; or ${problem.allowed}` })),
        ...exportProblems(props.exportTo, this.namespace),
      ],
      this.node.path,
    );
    for (const port of props.ports ?? []) this.addPort(port);
    for (const endpoint of props.endpoints ?? []) this.addEndpoint(endpoint);
  }

  /**
   * Adds a port.
   * @param port - number and protocol
   * @throws Error when a value is not valid, or the port exists already
   */
  addPort(port: MeshServicePort): void {
    const name = port.name ?? `${port.protocol.toLowerCase()}-${port.port}`;
    const taken = this.ports.some((other) => other.name === name || other.port === port.port);
    throwProblems(
      [
        ...portProblems('port', port.port),
        ...portProblems('targetPort', port.targetPort),
        ...nameProblems('the name of a port', name),
        ...(taken ? [{ what: 'two ports have the same name or number', got: name }] : []),
      ],
      this.node.path,
    );
    this.ports.push({ ...port, name });
  }

  /**
   * Adds a place where the service is.
   * @param endpoint - address
   * @throws Error when the address is not valid
   */
  addEndpoint(endpoint: MeshEndpoint): void {
    const { address, ports = {} } = endpoint;
    const valid = isIpAddress(address) || isDnsSubdomain(address);
    throwProblems(
      [
        ...(valid
          ? []
          : [
              {
                what: 'the address of an endpoint is not valid',
                got: address,
                allowed: `${IP_ADDRESS}; or a host name`,
              },
            ]),
        ...labelProblems('labels of an endpoint', endpoint.labels),
        ...Object.values(ports).flatMap((port) => portProblems('the port of an endpoint', port)),
      ],
      this.node.path,
    );
    this.endpoints.push(endpoint);
  }

  /** @internal */
  protected spec(): JsonObject {
    const { hosts, addresses, exportTo, location = 'MESH_EXTERNAL' } = this.props;
    return {
      hosts: [...hosts],
      ...(addresses !== undefined && { addresses: [...addresses] }),
      ports: this.ports.map(({ port, name, protocol, targetPort }) => ({
        number: port,
        name,
        protocol,
        ...(targetPort !== undefined && { targetPort }),
      })),
      location,
      resolution: this.resolution,
      ...(this.endpoints.length > 0 && { endpoints: this.endpoints.map(endpointSpec) }),
      ...(exportTo !== undefined && { exportTo: [...exportTo] }),
    };
  }

  /** @internal */
  protected override relations(): readonly Problem[] {
    const { hosts, addresses = [] } = this.props;
    const { ports, endpoints, resolution } = this;
    return serviceEntryProblems({ hosts, addresses, ports, endpoints, resolution });
  }

  private get resolution(): Resolution {
    return this.props.resolution ?? 'DNS';
  }
}

function endpointSpec({ address, ports, labels }: MeshEndpoint): JsonObject {
  return {
    address,
    ...(ports !== undefined && { ports: { ...ports } }),
    ...(labels !== undefined && { labels: { ...labels } }),
  };
}
