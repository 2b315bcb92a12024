import { InputError } from '../values/input-error';
import type { JsonObject } from '../values/json';
import type { Problem } from '../values/problem';
import { allObjects } from './objects/all-objects';
import { DEFAULT_HOST_VERSION, type Release } from './release';
import { chartProblems } from './rules/chart-rules';
import { nameProblems } from './rules/networking-rules';
import { startProblems } from './rules/start-rules';
import { upgradeProblems } from './rules/upgrade-rules';
import { ChartValues } from './values/chart-values';
import { valueProblems } from './values/check-values';
import { DEFAULT_VALUES } from './values/default-values';
import { mergeValues } from './values/merge-values';

/** What the objects of a virtual cluster are made of. */
export interface VirtualClusterInput {
  /** Name of the virtual cluster: a DNS-1035 label of at most 53 characters. */
  readonly name: string;
  /** Its namespace on the host. */
  readonly namespace: string;
  /** What is stated, as in the file `vcluster.yaml`. */
  readonly values: JsonObject;
  /** Version of Kubernetes on the host. @default '1.31.0', which is what Helm assumes */
  readonly hostVersion?: string;
  /** The values that it runs with, if it runs. @default - it does not */
  readonly installed?: JsonObject;
}

/** Objects, or why there are none. */
export interface HostRendering {
  /** The objects on the host, in the order in which Helm installs them; none where there are problems. */
  readonly objects: readonly JsonObject[];
  /** What is refused; `at` is the path in the values. */
  readonly problems: readonly Problem[];
}

/**
 * The objects that the chart of vCluster 0.24.2 makes of values, and what it, or the control plane when it starts, refuses.
 * @param input - name, namespace and values
 */
export function renderValues(input: VirtualClusterInput): HostRendering {
  try {
    const release = releaseOf(input);
    const problems = problemsOf(release, input.installed);
    return { objects: problems.length > 0 ? [] : allObjects(release), problems };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { objects: [], problems: [error.problem] };
  }
}

/**
 * A release with its effective values.
 * @param input - name, namespace and values
 */
export function releaseOf({
  name,
  namespace,
  values,
  hostVersion = DEFAULT_HOST_VERSION,
}: VirtualClusterInput): Release {
  return { name, namespace, values: effective(values), hostVersion: hostVersion.replace(/^v/, '') };
}

/** Rules over the values only where their types are right: they would stumble over others. */
function problemsOf({ name, namespace, values }: Release, installed: JsonObject | undefined): Problem[] {
  const types = [...nameProblems(name, namespace), ...valueProblems(values.all)];
  if (types.length > 0) return types;
  const moves = installed === undefined ? [] : upgradeProblems(values, effective(installed));
  return [...chartProblems(values), ...startProblems(values), ...moves];
}

function effective(values: JsonObject): ChartValues {
  return new ChartValues(mergeValues(values, DEFAULT_VALUES));
}
