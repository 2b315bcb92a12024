import type { FlowContext, ComponentWorkload } from './context';
import type { FlowDraft } from './draft';
import { flowPort, plainPort } from './draft';
import type { Flow } from './flow';

/**
 * Traffic between the pods of one workload.
 * @param context - all facts
 * @throws Error when a workload names a port that it does not declare
 */
export function ownFlows({ parts }: FlowContext): readonly FlowDraft[] {
  return parts.flatMap((part) => {
    const ports = portsOf(part);
    if (ports === undefined) return [];
    const source = `${part.definition.name}: between pods of ${part.workload.name}`;
    return [{ kind: 'own', from: part.end, to: part.end, ports, reason: 'traffic between its own pods', source }];
  });
}

function portsOf({ definition, workload }: ComponentWorkload): Flow['ports'] | undefined {
  if (workload.peerPorts === 'all') return 'all';
  if (workload.peerPorts.length === 0) return undefined;
  return workload.peerPorts.map((wanted) => {
    if (typeof wanted === 'number') return plainPort(wanted);
    const port = workload.ports.find(({ key }) => key === wanted);
    if (port !== undefined) return flowPort(port);
    const allowed = workload.ports.map(({ key }) => key).join(', ') || 'numbers';
    throw new Error(`[${definition.key}] peer port of ${workload.name}; got port ${wanted}; allowed ${allowed}`);
  });
}
