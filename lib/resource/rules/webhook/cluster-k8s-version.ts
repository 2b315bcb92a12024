import { SUPPORTED_KUBERNETES_VERSIONS } from '../../../values/kubernetes-facts';
import type { Rule } from '../types';

const FIX = 'use a supported version of Kubernetes';

/** The Kubernetes version of the cluster is not supported. */
export const clusterK8sVersion: Rule = {
  id: 'cluster.k8s-version',
  layer: 'webhook',
  fact: 'KubeVersion',
  check: ({ cluster }) => {
    const value = cluster.KubeVersion ?? 'v1.26.0';
    const [, minor] = /^v?(\d+\.\d+)(?![\d])/.exec(value) ?? [];
    if (minor !== undefined && SUPPORTED_KUBERNETES_VERSIONS.includes(minor)) return [];
    return [
      {
        path: 'cluster.KubeVersion',
        value,
        message: `is not supported; allowed ${SUPPORTED_KUBERNETES_VERSIONS.join(', ')}`,
        fix: FIX,
      },
    ];
  },
  assume: () => [
    { path: 'cluster.KubeVersion', message: `needs Kubernetes ${SUPPORTED_KUBERNETES_VERSIONS.join(', ')}`, fix: FIX },
  ],
};
