import type { Egress } from '../../values/egress';
import type { External } from '../../values/external';
import type { Pods } from '../../values/pods';
import type { ExternalEnd, Flow, FlowEnd, FlowPort, PodsEnd, WorkloadEnd } from '../flows';
import { endText } from '../flows';
import { mergeDrafts, plainPort } from '../flows/draft';

/** Traffic that a user allows: each source to each destination. */
export interface AllowedTraffic {
  /** Sources. */
  readonly from: readonly FlowEnd[];
  /** Destinations and their ports. */
  readonly to: ReadonlyArray<{ readonly end: FlowEnd; readonly ports: readonly FlowPort[] }>;
  /** Purpose. */
  readonly reason: string;
}

/** Hosts or addresses that a user names, as an end of a flow. */
export function externalEnd({ name, hosts, cidrs }: External): ExternalEnd {
  return { kind: 'external', name, hosts, cidrs, hairpin: false, cluster: undefined };
}

/** Pods that a user names, as an end of a flow. */
export function podsEnd({ namespaceLabels, labels }: Pods): PodsEnd {
  return { kind: 'pods', namespaceLabels, labels };
}

/** TCP ports without names. */
export function userPorts(ports: readonly number[]): readonly FlowPort[] {
  return ports.map(plainPort);
}

/**
 * Flows of a user, of kind `user`.
 * @param traffic - what the user allows
 * @param egress - destinations that the user lists with a denial of egress
 * @param workloads - all workloads that run, with their components
 */
export function userFlows(
  traffic: readonly AllowedTraffic[],
  egress: Egress,
  workloads: readonly WorkloadEnd[],
): readonly Flow[] {
  const listed = egress.listed.map(({ workload, destinations }): AllowedTraffic => ({
    from: workloads.filter((end) => end.workload.name === workload),
    to: destinations.map((destination) => ({ end: externalEnd(destination), ports: userPorts(destination.ports) })),
    reason: 'destination that the user lists',
  }));
  return mergeDrafts(
    [...traffic, ...listed].flatMap(({ from, to, reason }) =>
      from.flatMap((source) =>
        to.map(({ end, ports }) => ({
          kind: 'user' as const,
          from: source,
          to: end,
          ports,
          reason,
          source: `the user allows ${endText(source)} to reach ${endText(end)}`,
        })),
      ),
    ),
  );
}
