import type { Workload } from '../../definition/workload';
import type { Egress } from '../../values/egress';
import type { KubernetesFacts } from '../../values/kubernetes-facts';
import type { Problem } from '../../values/problem';
import type { Flow, WorkloadEnd } from '../flows';
import { EGRESS_VERDICTS, egressVerdict } from './egress-verdicts';
import { distinctWorkloads } from './exact-policies';
import { alsoSelected, workloadKey } from './selectors';

/** Input of the decision where egress is denied. */
export interface EgressInput {
  /** The requested restriction. */
  readonly egress: Egress;
  /** All workloads that run. */
  readonly workloads: readonly Workload[];
  /** All flows, those of the user included. */
  readonly flows: readonly Flow[];
}

/**
 * Keys of the workloads whose egress is restricted to their flows: all of the namespaces that the user names, or those whose
 * destinations are proven or listed. Pods that no label distinguishes are all restricted, or none of them.
 * @param input - the input
 */
export function deniedWorkloads(input: EgressInput): ReadonlySet<string> {
  const { egress } = input;
  const workloads = distinctWorkloads(input.workloads);
  if (egress.scope === 'open') return new Set();
  if (egress.scope === 'namespaces') {
    return new Set(workloads.filter(({ namespace }) => egress.namespaces.includes(namespace)).map(workloadKey));
  }
  const known = listedWorkloads(input);
  const isKnown = (workload: Workload): boolean =>
    ['possible', 'not-safe'].includes(EGRESS_VERDICTS[workload.namespace].verdict) &&
    (workload.egress === 'proven' || known.has(workloadKey(workload))) &&
    (known.has(workloadKey(workload)) || !callsUnknown(workload, input.flows));
  const denied = workloads.filter((one) => isKnown(one) && alsoSelected(one, workloads).every(isKnown));
  return new Set(denied.map(workloadKey));
}

/**
 * Problems of a denial of egress.
 * @param input - the input
 * @param kubernetes - facts about the cluster
 */
export function egressProblems(input: EgressInput, kubernetes: KubernetesFacts | undefined): readonly Problem[] {
  const { egress } = input;
  return [
    ...listedProblems(input),
    ...(egress.scope === 'open' ? [] : cniProblems(kubernetes)),
    ...egress.namespaces.flatMap(namespaceProblems),
    ...unknownProblems(input),
  ];
}

/** Workloads whose destinations the user lists. */
function listedWorkloads({ egress, workloads, flows }: EgressInput): ReadonlySet<string> {
  const named = new Set(egress.listed.map(({ workload }) => workload));
  const allowed = flows.flatMap(({ kind, from }) =>
    kind === 'user' && from.kind === 'workload' ? [workloadKey(from.workload)] : [],
  );
  return new Set([...workloads.filter(({ name }) => named.has(name)).map(workloadKey), ...allowed]);
}

function cniProblems(kubernetes: KubernetesFacts | undefined): readonly Problem[] {
  const cni = kubernetes?.cni;
  if (cni === undefined || cni.egress) return [];
  return [
    {
      what: 'network.egress denies egress, which the network plugin does not enforce',
      got: cni.name,
      allowed: 'a plugin that enforces egress rules, such as Cni.calico() or Cni.flannel({ calico: true })',
      fix: 'add a policy engine to the cluster, or leave network.egress out',
    },
  ];
}

function namespaceProblems(namespace: string): readonly Problem[] {
  const known = egressVerdict(namespace);
  if (known?.verdict === 'possible') return [];
  const allowed = Object.entries(EGRESS_VERDICTS)
    .filter(([, { verdict }]) => verdict === 'possible')
    .map(([name]) => name)
    .join(', ');
  if (known === undefined) {
    const fix = 'write the policies of your own namespaces yourself';
    return [
      { what: 'network.egress names a namespace that is not a platform namespace', got: namespace, allowed, fix },
    ];
  }
  const effects = {
    'not-safe': 'denying egress is not safe in this namespace',
    ineffective: 'denying egress has no effect in this namespace',
    never: 'egress of this namespace must stay open',
  } as const;
  return [{ what: `${effects[known.verdict]}: ${known.why}`, got: namespace, allowed, fix: 'leave it out' }];
}

function unknownProblems(input: EgressInput): readonly Problem[] {
  const { egress } = input;
  if (egress.scope !== 'namespaces') return [];
  const listed = listedWorkloads(input);
  return distinctWorkloads(input.workloads)
    .filter((workload) => egress.namespaces.includes(workload.namespace))
    .filter((workload) => egressVerdict(workload.namespace)?.verdict === 'possible')
    .filter((workload) => workload.egress === 'unknown' || callsUnknown(workload, input.flows))
    .filter((workload) => !listed.has(workloadKey(workload)))
    .map((workload) => ({
      what: `network.egress denies egress in ${workload.namespace}, and the destinations of ${workload.name} there are unknown`,
      got: workload.name,
      allowed: 'a workload whose destinations are known or listed',
      fix:
        `list them with allow, or with Egress.denyIn(...).withDestinations('${workload.name}', ` +
        "[External.host('git.example.com', 443)])",
    }));
}

/** Whether a workload calls hosts beyond the cluster of which not even the ports are known. */
function callsUnknown(workload: Workload, flows: readonly Flow[]): boolean {
  return flows.some((flow) => isUnknownDestination(flow) && workloadKey(flow.from.workload) === workloadKey(workload));
}

/**
 * Whether a flow leads to hosts beyond the cluster of which not even the ports are known. No egress rule follows from it: the rule
 * would allow everything.
 * @param flow - the flow
 */
export function isUnknownDestination(flow: Flow): flow is Flow & { readonly from: WorkloadEnd } {
  return flow.kind === 'egress' && flow.from.kind === 'workload' && flow.to.kind === 'external' && flow.ports === 'all';
}

function listedProblems({ egress, workloads }: EgressInput): readonly Problem[] {
  const names = [...new Set(distinctWorkloads(workloads).map(({ name }) => name))];
  return egress.listed
    .filter(({ workload }) => !names.includes(workload))
    .map(({ workload }) => ({
      what: 'destinations are listed for a workload that does not run',
      got: workload,
      allowed: [...names].sort().join(', '),
      fix: 'correct the name, enable its component, or leave it out',
    }));
}
