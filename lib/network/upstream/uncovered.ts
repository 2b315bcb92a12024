import type { Platform } from '../../definition/platform';
import type { Workload } from '../../definition/workload';
import type { WorkloadEnd } from '../flows';
import { platformWorkloads } from '../policies/platform-pods';
import type { PodNotation } from './notation';
import { activePolicies } from './upstream-policies';

/**
 * Workloads that no policy of upstream selects for ingress, so that every pod of the cluster reaches all of their ports. In the
 * order of the components. Workloads on the network of their node are included, since no policy applies to them.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function uncoveredUpstream(platform: Platform): readonly WorkloadEnd[] {
  const selections = activePolicies(platform).map(({ selects }) => selects);
  return platformWorkloads(platform).filter(
    ({ workload }) => workload.hostNetwork || !selections.some((pods) => isSelected(workload, pods)),
  );
}

function isSelected(workload: Workload, { namespace, labels }: PodNotation): boolean {
  if (workload.namespace !== namespace) return false;
  return Object.entries(labels).every(([key, wanted]) => [wanted].flat().includes(workload.labels[key] ?? ''));
}
