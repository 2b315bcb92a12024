import type { FlowContext } from './context';
import type { FlowDraft } from './draft';
import { plainPort } from './draft';
import type { FlowPort } from './flow';

/**
 * Ports of the API server: that of Service `default/kubernetes`, and that of its endpoints, which the site chooses (6443 in
 * most clusters). A rule needs both: a packet that leaves a sidecar already carries the address of an endpoint.
 */
export const API_SERVER_PORTS: readonly FlowPort[] = [443, 6443].map(plainPort);

const WAYS = {
  direct: 'calls the API server',
  sidecar: 'calls the API server through its sidecar',
} as const;

/**
 * Calls to the API server.
 * @param context - all facts
 */
export function apiServerFlows({ parts }: FlowContext): readonly FlowDraft[] {
  return parts.flatMap(({ definition, workload, end }) => {
    if (workload.apiServer === undefined) return [];
    return [
      {
        kind: 'api-server',
        from: end,
        to: { kind: 'api-server' },
        ports: API_SERVER_PORTS,
        reason: 'reads and writes resources',
        source: `${definition.name}: ${workload.name} ${WAYS[workload.apiServer]}`,
        service: 'kubernetes',
      },
    ];
  });
}
