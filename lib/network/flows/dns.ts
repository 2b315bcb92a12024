import type { FlowContext } from './context';
import type { FlowDraft } from './draft';

/**
 * Name lookups of every workload, unless it declares that it makes none.
 * @param context - all facts
 */
export function dnsFlows({ parts }: FlowContext): readonly FlowDraft[] {
  return parts
    .filter(({ workload }) => workload.dns)
    .map(({ definition, workload, end }) => ({
      kind: 'dns',
      from: end,
      to: { kind: 'dns' },
      ports: [
        { port: 53, protocol: 'TCP', name: undefined },
        { port: 53, protocol: 'UDP', name: undefined },
      ],
      reason: 'looks up names',
      source: `${definition.name}: ${workload.name} looks up names`,
    }));
}
