import { VerrazzanoCluster } from './verrazzano-cluster';

/**
 * The cluster from which an estate is managed. It runs profile `prod` or `dev` (seed: "admin clusters are installed with
 * either a dev or prod profile").
 */
export class AdminCluster extends VerrazzanoCluster {}
