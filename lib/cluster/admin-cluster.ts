import type { Construct } from 'constructs';
import { declareClusterRole } from '../definition/platform';
import type { VerrazzanoClusterProps } from './verrazzano-cluster';
import { VerrazzanoCluster } from './verrazzano-cluster';

/**
 * The cluster from which an estate is managed. It runs profile `prod` or `dev` (Verrazzano's documentation, Installation
 * Profiles).
 */
export class AdminCluster extends VerrazzanoCluster {
  /**
   * @param scope - the app
   * @param id - name of the cluster, a DNS label
   * @param props - facts and destination
   * @throws Error when the name is not valid; wrong facts are reported at synthesis
   */
  constructor(scope: Construct, id: string, props: VerrazzanoClusterProps) {
    super(scope, id, props);
    declareClusterRole(this, 'admin');
  }
}
