import type { Rule } from '../types';

const SUPPORTED = ['1.24', '1.25', '1.26', '1.27'];
const FIX = 'use a supported version of Kubernetes';

/** The Kubernetes version of the cluster is not supported. */
export const clusterK8sVersion: Rule = {
  id: 'cluster.k8s-version',
  layer: 'webhook',
  check: ({ cluster }) => {
    const value = cluster.KubeVersion ?? 'v1.26.0';
    const [, minor] = /^v?(\d+\.\d+)(?![\d])/.exec(value) ?? [];
    if (minor !== undefined && SUPPORTED.includes(minor)) return [];
    return [
      { path: 'cluster.KubeVersion', value, message: `is not supported; allowed ${SUPPORTED.join(', ')}`, fix: FIX },
    ];
  },
  assume: () => [{ path: 'cluster.KubeVersion', message: `needs Kubernetes ${SUPPORTED.join(', ')}`, fix: FIX }],
};
