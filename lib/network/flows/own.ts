import type { FlowContext, Part } from './context';
import type { FlowDraft } from './draft';
import { flowPort, plainPort } from './draft';
import type { Flow } from './flow';

/**
 * Traffic of the pods of one workload among themselves.
 * @param context - all facts
 * @throws Error when a workload names a port that it does not declare
 */
export function ownFlows({ parts }: FlowContext): readonly FlowDraft[] {
  return parts.flatMap((part) => {
    const ports = portsOf(part);
    if (ports === undefined) return [];
    const source = `${part.definition.name}: among the pods of ${part.workload.name}`;
    return [{ kind: 'own', from: part.end, to: part.end, ports, reason: 'traffic among its own pods', source }];
  });
}

function portsOf({ definition, workload }: Part): Flow['ports'] | undefined {
  if (workload.peerPorts === 'all') return 'all';
  if (workload.peerPorts.length === 0) return undefined;
  return workload.peerPorts.map((wanted) => {
    if (typeof wanted === 'number') return plainPort(wanted);
    const port = workload.ports.find(({ key }) => key === wanted);
    if (port !== undefined) return flowPort(port);
    const allowed = workload.ports.map(({ key }) => key).join(', ') || 'numbers';
    throw new Error(`[${definition.key}] among the pods of ${workload.name}; got port ${wanted}; allowed ${allowed}`);
  });
}
