import type { JsonObject } from '../../values/json';
import type { ConnectivityLayer, Peer, WorkloadPeer } from '../../connectivity';
import { Connectivity, PortSet } from '../../connectivity';
import type { Flow, FlowEnd } from '../flows';
import { portsOf } from '../upstream/flow-peers';
import type { FlowMembers } from './flow-members';
import { MemberFinder } from './flow-members';
import type { PolicyContext, PolicyDirection } from './grants';
import { samplePods } from './platform-pods';
import { workloadKey } from './selectors';

/** A connection that policies allow and no flow names. */
export interface Opening {
  /** Source. */
  readonly from: Peer;
  /** Destination. */
  readonly to: Peer;
  /** Allowed ports that are in no flow. */
  readonly ports: PortSet;
}

/** Input of an evaluation. */
export interface PolicyEvaluationInput extends PolicyContext {
  /** All flows. */
  readonly flows: readonly Flow[];
  /** Namespaces and workloads, see `platformPods`. */
  readonly pods: readonly JsonObject[];
  /** NetworkPolicies of any origin. */
  readonly policies: readonly JsonObject[];
  /**
   * Layers that decide besides NetworkPolicies.
   * @default - none
   */
  readonly layers?: readonly ConnectivityLayer[];
}

/** A flow, and the peers that its ends cover. */
interface EvaluatedFlow {
  readonly flow: Flow;
  readonly ports: PortSet;
  readonly from: FlowMembers;
  readonly to: FlowMembers;
}

/** Compares NetworkPolicies with flows, by verdicts of the connectivity evaluator. */
export class PolicyEvaluation {
  /** The evaluated manifests, with sample pods besides the platform. */
  readonly connectivity: Connectivity;
  private readonly members: MemberFinder;
  private readonly flows: readonly EvaluatedFlow[];
  private readonly platform: readonly WorkloadPeer[];

  /** @param input - manifests and flows */
  constructor(input: PolicyEvaluationInput) {
    const nodeCidrs = input.kubernetes?.nodeCidrs;
    this.connectivity = Connectivity.of([...input.pods, ...samplePods(), ...input.policies], {
      ...(nodeCidrs !== undefined && { nodeCidrs }),
      layers: input.layers ?? [],
    });
    this.members = new MemberFinder(this.connectivity, input.workloads, input.kubernetes);
    this.flows = input.flows.map((flow) => ({
      flow,
      ports: portsOf(flow),
      from: this.members.of(flow, 'from'),
      to: this.members.of(flow, 'to'),
    }));
    const own = new Set(input.workloads.map(workloadKey));
    this.platform = this.connectivity.workloads.filter(
      ({ namespace, name, hostNetwork }) => own.has(`${namespace}/${name}`) && !hostNetwork,
    );
  }

  /** Flows that the policies do not let through, each with the ports that are closed. */
  closedFlows(): ReadonlyArray<{ readonly flow: Flow; readonly ports: PortSet }> {
    return this.flows
      .map((covered) => ({ flow: covered.flow, ports: this.closedPorts(covered) }))
      .filter(({ ports }) => !ports.isEmpty());
  }

  /**
   * Connections that the policies allow and no flow names. Pods on the network of their node are left out, since no policy
   * restricts them. Traffic of a workload to itself is traffic between replicas.
   * @param direction - `ingress`: sources that reach pods of the platform; `egress`: destinations that pods of the platform
   * reach, addresses outside of the cluster included
   */
  unexpectedOpenings(direction: PolicyDirection): readonly Opening[] {
    const { workloads, outsideSources, outsideDestinations } = this.connectivity;
    const sources = direction === 'ingress' ? [...outsideSources, ...workloads] : this.platform;
    const targets = direction === 'ingress' ? this.platform : [...outsideDestinations, ...workloads];
    return targets.flatMap((to) => {
      const flows = this.flows.filter((covered) => isMember(covered.to, to));
      return sources.flatMap((from): Opening[] => {
        if (isSamePod(from, to) || isOnNode(from) || isOnNode(to)) return [];
        const permitted = flows.filter((covered) => isMember(covered.from, from)).map(({ ports }) => ports);
        const ports = this.connectivity.allowed(from, to).subtract(PortSet.union(permitted));
        return ports.isEmpty() ? [] : [{ from, to, ports }];
      });
    });
  }

  /**
   * Representative peers of an end of a flow.
   * @param end - the end
   */
  samplesOf(end: FlowEnd): readonly Peer[] {
    return this.members.samplesOf(end);
  }

  private closedPorts({ ports, from, to }: EvaluatedFlow): PortSet {
    return PortSet.union(
      from.samples.flatMap((source) =>
        to.samples.map((target) => ports.subtract(this.connectivity.allowed(source, target))),
      ),
    );
  }
}

function isMember({ everyone, workloads, addresses }: FlowMembers, peer: Peer): boolean {
  if (everyone || workloads.includes(peer)) return true;
  if (peer.type !== 'ip') return false;
  const { family, first, last } = peer.range;
  return addresses.some(({ range }) => range.family === family && range.first <= first && last <= range.last);
}

function isSamePod(from: Peer, to: Peer): boolean {
  return from.id === to.id && from.type === 'workload' && from.kind === 'Pod';
}

function isOnNode(peer: Peer): boolean {
  return peer.type === 'workload' && peer.hostNetwork;
}
