import { Chart } from 'cdk8s';
import type { Platform } from '../definition/platform';
import type { RemainingStep } from '../gitops/gitops-cluster';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import type { Problem } from '../values/problem';

/**
 * What is wrong with the place of a profile: it must be in a cluster or in a Chart.
 * @param platform - the profile
 */
export function placementProblems(platform: Platform): readonly Problem[] {
  if (GitOpsCluster.of(platform) !== undefined || inChart(platform)) return [];
  return [
    {
      what: 'the profile is neither in a cluster nor in a Chart, so nothing would be emitted',
      got: platform.node.scope?.constructor.name,
      allowed: 'AdminCluster, ManagedCluster, GitOpsCluster, cdk8s Chart',
      fix: 'pass one of them as scope',
    },
  ];
}

/**
 * Whether a profile is in a Chart.
 * @param platform - the profile
 */
export function inChart(platform: Platform): boolean {
  return platform.node.scopes.some((scope) => Chart.isChart(scope));
}

/**
 * What remains to be done where NetworkPolicies have no effect; nothing elsewhere.
 * @param platform - the profile
 */
export function cniSteps({ kubernetes }: Platform): readonly RemainingStep[] {
  if (kubernetes?.cni?.enforcesNetworkPolicies !== false) return [];
  return [
    {
      title: 'Let NetworkPolicies take effect',
      when: 'before',
      unit: 'platform',
      instructions:
        `The network plugin of this cluster (${kubernetes.cni.name}) does not enforce NetworkPolicies: ` +
        'those of the platform are stored and have no effect. Add a policy engine such as Calico before you rely on them.',
    },
  ];
}
