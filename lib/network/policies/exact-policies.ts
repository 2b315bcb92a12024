import type { Workload } from '../../definition/workload';
import { compare } from '../../values/compare';
import type { Flow } from '../flows';
import type { GrantContext, PolicyContext, PolicyDirection } from './grants';
import { grantsOf } from './grants';
import type { LabelSelector, NetworkPolicyManifest } from './policy-manifest';
import { DIRECTION, MANAGED_BY, policyId, REASONS } from './policy-manifest';
import { rulesOf } from './rules';
import { podSelector, workloadKey } from './selectors';

/** Input of the policies. */
export interface PolicyInput extends PolicyContext {
  /** All flows. */
  readonly flows: readonly Flow[];
  /**
   * Whether a direction of a workload is restricted.
   * @param workload - the workload
   * @param direction - the direction
   */
  isRestricted(workload: Workload, direction: PolicyDirection): boolean;
}

/** The directions, in the order in which they are listed. */
const POLICY_DIRECTIONS: readonly PolicyDirection[] = ['ingress', 'egress'];

const TYPES = { ingress: 'Ingress', egress: 'Egress' } as const;

/**
 * Policies that allow the flows and nothing else: one for each workload and direction that is restricted, named
 * `<workload>-<direction>`, so that either direction can be rolled back alone. Pods on the network of their node get none, since
 * most plugins do not apply policies to them.
 * @param input - the input
 */
export function exactPolicies(input: PolicyInput): readonly NetworkPolicyManifest[] {
  const context = grantContext(input);
  return distinctWorkloads(input.workloads)
    .flatMap((workload) =>
      POLICY_DIRECTIONS.filter((direction) => input.isRestricted(workload, direction)).map((direction) =>
        policy(flowsOf(input, workload, direction), workload, direction, context),
      ),
    )
    .sort((a, b) => compare(policyId(a), policyId(b)));
}

/**
 * Workloads that policies can apply to, each once: a workload that two components bring, such as the webhook of Rancher on a
 * managed cluster, is one.
 * @param workloads - all workloads that run
 */
export function distinctWorkloads(workloads: readonly Workload[]): readonly Workload[] {
  const byKey = new Map(workloads.filter(({ hostNetwork }) => !hostNetwork).map((one) => [workloadKey(one), one]));
  return [...byKey.values()];
}

/** Finds selectors, each once: the same workload is a peer in many policies. */
function grantContext({ workloads, kubernetes }: PolicyInput): GrantContext {
  const known = new Map<string, LabelSelector>();
  const selectorOf = (workload: Workload): LabelSelector => {
    const key = workloadKey(workload);
    const selector = known.get(key) ?? podSelector(workload, workloads);
    known.set(key, selector);
    return selector;
  };
  return { kubernetes, selectorOf };
}

function flowsOf({ flows }: PolicyInput, workload: Workload, direction: PolicyDirection): readonly Flow[] {
  const key = workloadKey(workload);
  return flows.filter((flow) => {
    const end = direction === 'ingress' ? flow.to : flow.from;
    return end.kind === 'workload' && workloadKey(end.workload) === key;
  });
}

function policy(
  flows: readonly Flow[],
  workload: Workload,
  direction: PolicyDirection,
  context: GrantContext,
): NetworkPolicyManifest {
  const rules = rulesOf(
    flows.flatMap((flow) => grantsOf(flow, direction, context)),
    direction,
  );
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: `${workload.name}-${direction}`,
      namespace: workload.namespace,
      labels: { [MANAGED_BY.key]: MANAGED_BY.value, [DIRECTION]: direction },
      annotations: { [REASONS]: reasonsOf(flows) },
    },
    spec: {
      podSelector: context.selectorOf(workload),
      policyTypes: [TYPES[direction]],
      // The API server drops an empty list; the type alone denies.
      ...(rules.length > 0 && { [direction]: rules }),
    },
  };
}

/**
 * Purpose of flows: one line for each set of ports and its reason, by number of the first port.
 * @param flows - the flows
 */
export function reasonsOf(flows: readonly Flow[]): string {
  const lines = new Map(
    flows.map(({ ports, reason }) => [`${portsText(ports)}: ${reason}`, ports === 'all' ? 0 : (ports[0]?.port ?? 0)]),
  );
  if (lines.size === 0) return 'no flow';
  return [...lines]
    .sort(([a, first], [b, second]) => first - second || compare(a, b))
    .map(([line]) => line)
    .join('\n');
}

/** `TCP 443,6443`, `TCP 53, UDP 53`. */
function portsText(ports: Flow['ports']): string {
  if (ports === 'all') return 'every port';
  const of = (wanted: string): string => {
    const numbers = ports.filter(({ protocol }) => protocol === wanted).map(({ port }) => port);
    return numbers.length === 0 ? '' : `${wanted} ${numbers.join(',')}`;
  };
  return [of('TCP'), of('UDP')].filter((text) => text !== '').join(', ');
}
