import type { Construct } from 'constructs';
import { platformsIn } from '../definition/platform';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { describeProblem } from '../values/problem';

/**
 * A cluster has one platform: the objects of a second one have the same names.
 * @param profile - the new profile
 * @throws Error when its cluster has another one
 */
export function throwIfSecond(profile: Construct): void {
  const cluster = GitOpsCluster.of(profile);
  if (cluster === undefined) return;
  const other = platformsIn(cluster).find((each) => GitOpsCluster.of(each) === cluster);
  if (other === undefined) return;
  throw new Error(
    describeProblem({
      at: profile.node.path,
      what: `the cluster ${cluster.clusterName} has a profile already`,
      got: `a second one beside ${other.node.path}`,
      allowed: 'one profile for each cluster',
      fix: 'put it on a cluster of its own, or merge the two',
    }),
  );
}
