import { VerrazzanoCluster } from './verrazzano-cluster';

/**
 * A cluster that looks to an admin cluster for its configuration. It runs profile `managed-cluster`. The objects that
 * register it with its admin cluster are not part of this release; register it with `kubectl` as upstream documents.
 */
export class ManagedCluster extends VerrazzanoCluster {}
