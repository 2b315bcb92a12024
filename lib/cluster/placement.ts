/** How what is placed on several clusters gets there. */
export enum Placement {
  /**
   * Projects and MultiCluster resources on the admin cluster, which the agents of the managed clusters fetch and the operators of Verrazzano
   * turn into objects. Git delivers to the admin cluster only.
   */
  MULTICLUSTER = 'MULTICLUSTER',
  /** The objects themselves in the folder of each cluster, delivered from Git; no operator and no agent is needed. */
  GIT = 'GIT',
}
