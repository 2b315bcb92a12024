import { INJECTION_LABEL } from '../../values/injection-labels';
import { APPLICATIONS } from '../policies/policy-manifest';
import { NAMESPACE_LABEL } from '../../definition/namespaces';
import type { JsonObject } from '../../values/json';
import type { Connectivity, Peer, WorkloadPeer } from '../../connectivity';
import { PortSet } from '../../connectivity';
import { nameOf, textsAt } from '../../connectivity/manifest';
import type { Flow, FlowEnd } from '../flows';

type Labels = Readonly<Record<string, string>>;

/** Peers of evaluated manifests that ends of flows cover. */
export class FlowPeers {
  private readonly namespaces: ReadonlyMap<string, Labels>;
  private readonly sources: readonly Peer[];

  /**
   * @param connectivity - the evaluated manifests
   * @param manifests - the same manifests, for the labels of their namespaces
   */
  constructor(
    private readonly connectivity: Connectivity,
    manifests: readonly JsonObject[],
  ) {
    const namespaces = manifests.filter(({ kind }) => kind === 'Namespace');
    this.namespaces = new Map(namespaces.map((object) => [nameOf(object), textsAt(object, 'metadata', 'labels')]));
    this.sources = [...connectivity.outsideSources, ...connectivity.workloads];
  }

  /** Peers that a source of flows covers; none for what is not in the manifests. */
  sourcesOf(end: FlowEnd): readonly Peer[] {
    return this.sources.filter((peer) => this.isSource(end, peer));
  }

  /** The workload that a destination of flows covers; undefined for ends that are not workloads of the platform. */
  destinationOf(end: FlowEnd): WorkloadPeer | undefined {
    return this.connectivity.workloads.find((peer) => isWorkload(end, peer));
  }

  /** Flows to a workload. */
  leadingTo(to: WorkloadPeer, flows: readonly Flow[]): readonly Flow[] {
    return flows.filter((flow) => isWorkload(flow.to, to));
  }

  /** Ports of the flows from a peer. */
  portsFrom(from: Peer, flows: readonly Flow[]): PortSet {
    return PortSet.union(flows.filter((flow) => this.isSource(flow.from, from)).map(portsOf));
  }

  private isSource(end: FlowEnd, peer: Peer): boolean {
    // The API server, the nodes and load balancers are addresses to a policy.
    if (peer.type === 'ip') return end.kind === 'outside' || end.kind === 'api-server' || end.kind === 'nodes';
    if (peer.type === 'ingress-controller') return false;
    switch (end.kind) {
      case 'workload':
        return isWorkload(end, peer);
      case 'cluster':
        return true;
      case 'applications':
        return holds(APPLICATIONS, this.labelsAround(peer));
      case 'injected':
        return isInjected(this.labelsAround(peer));
      case 'nodes':
        return peer.hostNetwork;
      case 'pods':
        return holds(end.namespaceLabels, this.labelsAround(peer)) && holds(end.labels, peer.labels);
      default:
        return false;
    }
  }

  private labelsAround({ namespace }: WorkloadPeer): Labels {
    return this.namespaces.get(namespace) ?? {};
  }
}

/**
 * Ports of a flow as a set.
 * @param flow - the flow
 */
export function portsOf({ ports }: Pick<Flow, 'ports'>): PortSet {
  if (ports === 'all') return PortSet.ALL;
  return PortSet.union(ports.map(({ protocol, port }) => PortSet.of(protocol, port)));
}

function isWorkload(end: FlowEnd, { namespace, name }: WorkloadPeer): boolean {
  return end.kind === 'workload' && end.workload.namespace === namespace && end.workload.name === name;
}

function holds(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** Whether a namespace of users gets sidecars. */
function isInjected(labels: Labels): boolean {
  return labels[INJECTION_LABEL] === 'enabled' && labels[NAMESPACE_LABEL] === undefined;
}
