import type { Destination } from '../../gitops/gitops-cluster';
import type { JsonObject } from '../../values/json';
import type { KubernetesFacts } from '../../values/kubernetes-facts';

/** One managed cluster of a fleet file. */
export interface FleetCluster {
  /** Name of the cluster. */
  readonly name: string;
  /** Facts about the cluster. */
  readonly kubernetes: KubernetesFacts;
  /** Ring of the rollout; undefined for none. */
  readonly ring: string | undefined;
  /** The cluster as Argo CD knows it; undefined for its name. */
  readonly destination: Destination | undefined;
  /** Name of the environment, part of host names; the name of the cluster unless the file says another one. */
  readonly environmentName: string;
  /** DNS suffix of its host names; undefined where the file has none. */
  readonly dnsSuffix: string | undefined;
  /** Text for people; undefined where the file has none. */
  readonly description: string | undefined;
  /** Labels of its registration. */
  readonly labels: Readonly<Record<string, string>>;
  /** Whether its certificates come from a public authority; undefined where the file does not say it. */
  readonly certificateAuthority: 'private' | 'public' | undefined;
  /** What the program makes of it: any data, unchecked. */
  readonly settings: JsonObject;
}
