/** A version of Kubernetes. */
export interface KubernetesVersion {
  /** Number of the minor version. */
  readonly minor: number;
  /** With patch, such as `1.28.15`. */
  readonly text: string;
}

/** Versions whose configuration is written here, for messages. */
export const KUBEADM_VERSIONS = '1.22.0 and newer, with patch';

/** The minor version with which v1beta3 came. */
const FIRST = 22;

/** The minor version with which v1beta4 came. */
const FIRST_V1BETA4 = 31;

/**
 * Reads a version of Kubernetes.
 * @param text - the version, with or without `v`
 * @returns undefined when its configuration is not written here
 */
export function kubernetesVersion(text: string): KubernetesVersion | undefined {
  const [, version, minor] = /^v?(1\.(\d{1,3})\.\d{1,4})$/.exec(text) ?? [];
  if (version === undefined || Number(minor) < FIRST) return undefined;
  return { minor: Number(minor), text: version };
}

/**
 * The version of the API of kubeadm that a version of Kubernetes is configured with.
 *
 * Source: documentation of Kubernetes, kubeadm Configuration: v1beta3 from 1.22 (deprecated in 1.31), v1beta4 from 1.31.
 * @param version - the version
 */
export function kubeadmApiVersion({ minor }: KubernetesVersion): 'kubeadm.k8s.io/v1beta3' | 'kubeadm.k8s.io/v1beta4' {
  return minor >= FIRST_V1BETA4 ? 'kubeadm.k8s.io/v1beta4' : 'kubeadm.k8s.io/v1beta3';
}
