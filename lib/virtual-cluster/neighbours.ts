import type { IConstruct } from 'constructs';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Problem } from '../values/problem';

/** What a virtual cluster is to others. */
export interface Neighbour extends IConstruct {
  /** Its namespace on the host. */
  readonly namespace: string;
  /** Its objects. */
  readonly manifests: readonly KubernetesManifest[];
  /** Whether its settings say that others are in its namespace. */
  readonly sharesNamespace: boolean;
}

/**
 * What is wrong between a virtual cluster and others in its namespace.
 * @param cluster - the virtual cluster
 * @param all - all virtual clusters of the app
 */
export function neighbourProblems(cluster: Neighbour, all: readonly Neighbour[]): Problem[] {
  return all.flatMap((other) => (other === cluster || !isNear(cluster, other) ? [] : between(cluster, other)));
}

/** In the same namespace of the same cluster. */
function isNear(a: Neighbour, b: Neighbour): boolean {
  return a.namespace === b.namespace && GitOpsCluster.of(a) === GitOpsCluster.of(b);
}

function between(cluster: Neighbour, other: Neighbour): Problem[] {
  const taken = new Set(other.manifests.map(keyOf));
  const shared = cluster.manifests.map(keyOf).filter((key) => taken.has(key));
  const problems: Problem[] = [];
  if (shared.length > 0) {
    const what = `has objects with the names of those of ${other.node.path}`;
    problems.push({ what, got: shared, fix: 'rename one of the two, or give it a namespace of its own' });
  }
  if (!cluster.sharesNamespace) {
    const what = `is in the namespace of ${other.node.path}, which vCluster 0.24 refuses unless both say so`;
    problems.push({ what, got: cluster.namespace, fix: 'state sharesNamespace: true, or another namespace' });
  }
  return problems;
}

function keyOf({ apiVersion, kind, metadata }: KubernetesManifest): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0] ?? ''}` : '';
  return `${kind}${group} ${metadata.name}`;
}
