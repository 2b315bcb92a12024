import { nameOf, textAt } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import type { Dump } from '../dump/dump';

/** A managed cluster that an admin cluster knows. */
export interface FoundManagedCluster {
  /** Name of its VerrazzanoManagedCluster. */
  readonly name: string;
  /** State that is reported, such as `Active`; undefined when none is. */
  readonly state: string | undefined;
  /** URL of its API server, as it is reported. */
  readonly apiUrl: string | undefined;
  /** Whether Argo CD has a cluster Secret for it, which goes with the operator that renews it. */
  readonly argoCD: boolean;
}

/** The place of a cluster in an estate. */
export interface FoundEstate {
  /** `managed` when the cluster is registered with an admin cluster, `admin` when clusters are registered with it. */
  readonly role: 'admin' | 'managed' | 'single';
  readonly clusters: readonly FoundManagedCluster[];
}

/** The Secret by which the agent of a managed cluster reaches its admin cluster. */
const AGENT_SECRET = 'verrazzano-cluster-agent';

/**
 * The managed clusters of a dump, and the role of its own cluster.
 * @param dump - the dump
 */
export function foundEstate(dump: Dump): FoundEstate {
  const clusters = dump
    .list('VerrazzanoManagedCluster', 'clusters.verrazzano.io')
    // Every admin cluster registers itself.
    .filter((object) => nameOf(object) !== 'local')
    .map((object) => ({
      name: nameOf(object),
      state: textAt(object, 'status', 'state'),
      apiUrl: textAt(object, 'status', 'apiUrl'),
      argoCD: dump.find('Secret', 'argocd', `${nameOf(object)}-argocd-cluster-secret`) !== undefined,
    }))
    .sort((a, b) => compare(a.name, b.name));
  const isManaged = dump.find('Secret', 'verrazzano-system', AGENT_SECRET) !== undefined;
  const role = isManaged ? 'managed' : clusters.length > 0 ? 'admin' : 'single';
  return { role, clusters };
}
