import type { Workload } from '../definition/workload';
import { compare } from '../values/compare';
import { podLabels, workloadKey } from '../network/policies/selectors';

/** Labels that select the pods of a workload by value alone, which is all that Istio can. */
export interface WorkloadSelector {
  /** The labels; undefined when only keys of labels are known, so that nothing selects the pods. */
  readonly matchLabels: Readonly<Record<string, string>> | undefined;
  /** Other workloads of the mesh that the labels select too, because none tells them apart. */
  readonly also: readonly Workload[];
}

/**
 * Labels by which an AuthorizationPolicy selects the pods of a workload. Istio has no `NotIn`: where the selector of the workload
 * would also select another one, a label is added that only this one has.
 * @param workload - the workload
 * @param mesh - all workloads that are in the mesh
 */
export function workloadSelector(workload: Workload, mesh: readonly Workload[]): WorkloadSelector {
  const own = workload.labels;
  const matchLabels: Record<string, string> = { ...workload.selector };
  if (Object.keys(matchLabels).length === 0) return { matchLabels: undefined, also: [] };
  const also: Workload[] = [];
  for (const other of mesh) {
    if (workloadKey(other) === workloadKey(workload) || other.namespace !== workload.namespace) continue;
    const labels = podLabels(other);
    if (!Object.entries(matchLabels).every(([key, value]) => labels[key] === value)) continue;
    const [telling] = Object.keys(own)
      .filter((key) => own[key] !== labels[key])
      .sort((a, b) => rank(a) - rank(b) || compare(a, b));
    const value = telling === undefined ? undefined : own[telling];
    if (telling === undefined || value === undefined) also.push(other);
    else matchLabels[telling] = value;
  }
  return { matchLabels, also };
}

/** Labels that change with versions tell nothing apart. */
function rank(key: string): number {
  if (key === 'app.kubernetes.io/name' || key === 'app.kubernetes.io/component' || key === 'job-name') return 0;
  return key.includes('version') || key.includes('chart') ? 2 : 1;
}
