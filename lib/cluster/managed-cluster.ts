import type { Construct } from 'constructs';
import { declareClusterRole } from '../definition/platform';
import type { VerrazzanoClusterProps } from './verrazzano-cluster';
import { VerrazzanoCluster } from './verrazzano-cluster';

/**
 * A cluster that gets its configuration from an admin cluster. It runs profile `managed-cluster`. The objects that register it
 * with its admin cluster are not part of this release; register it with `kubectl` as Verrazzano's documentation describes.
 */
export class ManagedCluster extends VerrazzanoCluster {
  /**
   * @param scope - the app
   * @param id - name of the cluster, a DNS label
   * @param props - facts and destination
   * @throws Error when the name is not valid; wrong facts are reported at synthesis
   */
  constructor(scope: Construct, id: string, props: VerrazzanoClusterProps) {
    super(scope, id, props);
    declareClusterRole(this, 'managed');
  }
}
