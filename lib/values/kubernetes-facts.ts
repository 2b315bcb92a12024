import type { Cni } from './cni';
import { DNS_SUBDOMAIN, isDnsSubdomain } from './names';
import type { Problem } from './problem';

/** Versions of Kubernetes that Verrazzano 1.7.2 installs on (`supportedKubernetesVersions` of its bill of materials). */
export const SUPPORTED_KUBERNETES_VERSIONS: readonly string[] = ['1.24', '1.25', '1.26', '1.27'];

/** What must be known about a cluster before anything is installed on it. */
export interface KubernetesFacts {
  /** Minor version with or without patch, such as `1.27` or `1.27.3`. */
  readonly version: string;
  /** Its network plugin; every cluster must have one. */
  readonly cni: Cni;
  /** Name of the StorageClass of its CSI plugin; every cluster must have one. Volume templates use it unless they name another. */
  readonly storageClass: string;
  /**
   * Addresses of the API server in CIDR notation, such as `10.0.0.0/28`.
   * @default - unknown
   */
  readonly apiServerCidrs?: readonly string[];
}

/**
 * Checks facts about a cluster.
 * @param facts - the facts; fields may be missing when the caller does not use TypeScript
 * @returns the problems found, without a place
 */
export function kubernetesFactsProblems(facts: Partial<KubernetesFacts>): Problem[] {
  const problems: Problem[] = [];
  const minor = /^(\d+\.\d+)(\.\d+)?$/.exec(facts.version ?? '')?.[1];
  if (minor === undefined || !SUPPORTED_KUBERNETES_VERSIONS.includes(minor)) {
    problems.push({
      what: 'Verrazzano 1.7.2 does not install on this version of Kubernetes',
      got: facts.version,
      allowed: SUPPORTED_KUBERNETES_VERSIONS.join(', '),
      fix: 'set kubernetes.version to the version of the cluster',
    });
  }
  if (facts.cni === undefined) {
    problems.push({
      what: 'the cluster has no CNI plugin',
      got: facts.cni,
      allowed: 'a value of class Cni',
      fix: 'set kubernetes.cni, such as Cni.calico()',
    });
  }
  if (facts.storageClass === undefined || !isDnsSubdomain(facts.storageClass)) {
    problems.push({
      what: 'the cluster has no CSI plugin with a StorageClass',
      got: facts.storageClass,
      allowed: `the name of a StorageClass (${DNS_SUBDOMAIN})`,
      fix: 'set kubernetes.storageClass',
    });
  }
  for (const cidr of facts.apiServerCidrs ?? []) {
    if (!isCidr(cidr)) {
      problems.push({
        what: 'an address of the API server is not a CIDR',
        got: cidr,
        allowed: '<IPv4 address>/<0-32>, such as "10.0.0.1/32"',
      });
    }
  }
  return problems;
}

function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  return match !== null && match.slice(1, 5).every((byte) => Number(byte) <= 255) && Number(match[5]) <= 32;
}
