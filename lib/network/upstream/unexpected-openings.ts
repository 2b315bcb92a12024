import type { JsonObject } from '../../values/json';
import { Connectivity, type Grant, type Peer, type PortSet, type WorkloadPeer } from '../../connectivity';
import type { Flow } from '../flows';
import { samplePods } from '../policies/platform-pods';
import { FlowPeers } from './flow-peers';

/** A rule, and the unexpected ports that it opens. */
export interface OpeningRule {
  /** `<namespace>/<policy> <direction>[<position>]`. */
  readonly rule: string;
  /** Ports that it opens beyond the flows. */
  readonly ports: PortSet;
}

/** A connection that policies allow and no flow names. */
export interface UnexpectedOpening {
  /** Source: a workload, or addresses outside of the cluster. */
  readonly from: Peer;
  /** Destination. */
  readonly to: WorkloadPeer;
  /** Ports that are open and that no flow names. */
  readonly ports: PortSet;
  /** Rules that open them; empty when no policy selects the destination for ingress. */
  readonly rules: readonly OpeningRule[];
}

/**
 * Unexpected openings: pairs of peers and ports that policies allow and no flow names. Sorted by destination and source.
 * Traffic that no policy can close (of a pod to itself, or from its node) is left out; pods on the network of their node count
 * as destinations that no policy selects.
 * @param pods - manifests of the workloads of the platform, and of their namespaces
 * @param policies - manifests of NetworkPolicies
 * @param flows - the expected flows
 * @param others - manifests of pods that are not of the platform, and of their namespaces; they count as sources only
 */
export function unexpectedOpenings(
  pods: readonly JsonObject[],
  policies: readonly JsonObject[],
  flows: readonly Flow[],
  others: readonly JsonObject[] = samplePods(),
): readonly UnexpectedOpening[] {
  const own = new Set(
    Connectivity.of(pods)
      .workloads.filter(isOfPlatform)
      .map(({ id }) => id),
  );
  const manifests = [...pods, ...others, ...policies];
  const connectivity = Connectivity.of(manifests);
  const peers = new FlowPeers(connectivity, manifests);
  const sources: readonly Peer[] = [...connectivity.outsideSources, ...connectivity.workloads];
  return connectivity.workloads
    .filter(({ id }) => own.has(id))
    .flatMap((to) => {
      const leading = peers.leadingTo(to, flows);
      return sources.flatMap((from): UnexpectedOpening[] => {
        if (from.id === to.id && to.kind === 'Pod') return [];
        const ports = connectivity.allowed(from, to).subtract(peers.portsFrom(from, leading));
        if (ports.isEmpty()) return [];
        const { grants } = connectivity.explain(from, to).ingress;
        return [{ from, to, ports, rules: grants.flatMap((grant) => openingRule(grant, ports)) }];
      });
    });
}

/** The name servers and other pods of kube-system are not of the platform. */
function isOfPlatform({ namespace }: WorkloadPeer): boolean {
  return namespace !== 'kube-system';
}

function openingRule({ policy, direction, rule, ports: granted }: Grant, openings: PortSet): OpeningRule[] {
  const ports = granted.intersect(openings);
  return ports.isEmpty() ? [] : [{ rule: `${policy} ${direction}[${rule}]`, ports }];
}
