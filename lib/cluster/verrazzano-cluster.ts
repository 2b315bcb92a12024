import type { Construct } from 'constructs';
import type { Platform } from '../definition/platform';
import { declareKubernetesFacts, platformsOnCluster } from '../definition/platform';
import type { GitOpsClusterProps } from '../gitops/gitops-cluster';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import type { KubernetesFacts } from '../values/kubernetes-facts';
import { describeProblem, kubernetesFactsProblems } from '../values';

/** Properties of every cluster of a Verrazzano estate. */
export interface VerrazzanoClusterProps extends GitOpsClusterProps {
  /** Facts about the cluster: its version, CNI plugin and StorageClass. Profiles below it use them. */
  readonly kubernetes: KubernetesFacts;
}

/** A cluster that Verrazzano is installed on; use {@link AdminCluster} or {@link ManagedCluster}. */
export abstract class VerrazzanoCluster extends GitOpsCluster {
  /** Facts about the cluster. */
  readonly kubernetes: KubernetesFacts;

  /**
   * @param scope - the app
   * @param id - name of the cluster, a DNS label; it becomes an output folder and the name of its AppProject
   * @param props - facts and destination
   * @throws Error when the name is not valid; wrong facts are reported at synthesis
   */
  constructor(scope: Construct, id: string, props: VerrazzanoClusterProps) {
    super(scope, id, props);
    this.kubernetes = props.kubernetes;
    declareKubernetesFacts(this, this.kubernetes);
    this.node.addValidation({
      validate: () => kubernetesFactsProblems(this.kubernetes ?? {}, this.platform?.hasOperator).map(describeProblem),
    });
  }

  /** Its profile; undefined while it has none. */
  get platform(): Platform | undefined {
    return platformsOnCluster(this)[0];
  }
}
