import type { ServedDefinition } from '../../definition/call-definition';
import type { FlowContext, ComponentWorkload } from './context';
import type { FlowDraft } from './draft';
import { flowPort } from './draft';
import type { FlowKind, FlowPort } from './flow';

/** Kind of the flows of each source. The API server also calls aggregated APIs. */
const KINDS: Readonly<Record<ServedDefinition['from'], FlowKind>> = {
  outside: 'ingress',
  'api-server': 'webhook',
  applications: 'call',
  injected: 'call',
  cluster: 'call',
  nodes: 'call',
};

/**
 * What workloads serve to ends that are not workloads: users beyond the cluster, OAM applications, the nodes, the API server.
 * @param context - all facts
 * @throws Error when a workload serves a port that it does not declare
 */
export function servedFlows({ parts }: FlowContext): readonly FlowDraft[] {
  return parts.flatMap((part) =>
    part.workload.serves.map(({ from, ports, reason, refusedUpstream }) => ({
      kind: KINDS[from],
      from: { kind: from },
      to: part.end,
      ports: ports.map((key) => portOf(part, key)),
      reason,
      source: `${part.definition.name}: ${part.workload.name} serves ${from}`,
      refusedUpstream,
    })),
  );
}

function portOf({ definition, workload }: ComponentWorkload, wanted: string): FlowPort {
  const port = workload.ports.find(({ key }) => key === wanted);
  if (port !== undefined) return flowPort(port);
  const allowed = workload.ports.map(({ key }) => key).join(', ') || 'none';
  throw new Error(`[${definition.key}] ${workload.name} serves a port; got ${wanted}; allowed ${allowed}`);
}
