import type { JsonObject } from '../../values/json';
import { Connectivity, type Peer, type PortSet, type WorkloadPeer } from '../../connectivity';
import type { Flow } from '../flows';
import { samplePods } from '../policies/platform-pods';
import { FlowPeers, portsOf } from './flow-peers';

/** A flow that policies close, for one pair of peers that it covers. */
export interface BlockedFlow {
  /** The flow. */
  readonly flow: Flow;
  /** Source of the connections. */
  readonly from: Peer;
  /** Destination of the connections. */
  readonly to: WorkloadPeer;
  /** Ports of the flow that are closed. */
  readonly ports: PortSet;
}

/**
 * Flows that policies close, in the order of the flows. Only flows to workloads of the platform are evaluated, and not those
 * that leave the cluster, or lead to the API server, the nodes, the name servers or pods of users.
 * @param pods - manifests of the workloads of the platform, and of their namespaces
 * @param policies - manifests of NetworkPolicies
 * @param flows - the needed flows
 * @param others - manifests of pods that are not of the platform, and of their namespaces
 */
export function blockedFlows(
  pods: readonly JsonObject[],
  policies: readonly JsonObject[],
  flows: readonly Flow[],
  others: readonly JsonObject[] = samplePods(),
): readonly BlockedFlow[] {
  const manifests = [...pods, ...others, ...policies];
  const connectivity = Connectivity.of(manifests);
  const peers = new FlowPeers(connectivity, manifests);
  return flows.flatMap((flow) => {
    const to = peers.destinationOf(flow.to);
    if (to === undefined) return [];
    const wanted = portsOf(flow);
    return peers.sourcesOf(flow.from).flatMap((from): BlockedFlow[] => {
      const ports = wanted.subtract(connectivity.allowed(from, to));
      return ports.isEmpty() ? [] : [{ flow, from, to, ports }];
    });
  });
}
