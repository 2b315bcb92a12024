import { addressProblems, cidrProblems } from './addresses';
import type { Cni } from './cni';
import { DNS_SUBDOMAIN, isDnsSubdomain } from './names';
import type { Problem } from './problem';

/** Versions of Kubernetes that Verrazzano 1.7.2 installs on (`supportedKubernetesVersions` of its bill of materials). */
export const SUPPORTED_KUBERNETES_VERSIONS: readonly string[] = ['1.24', '1.25', '1.26', '1.27'];

/** The oldest minor version of Kubernetes 1 that the charts of the release are made for. */
const OLDEST_MINOR = 24;

/** What {@link isKubernetesVersion} accepts, in words. */
export const KUBERNETES_VERSION = `1.${OLDEST_MINOR} and newer, such as 1.30 or 1.30.2`;

/**
 * Whether a text is a version of Kubernetes on which charts are installed without the platform operator, which installs on
 * {@link SUPPORTED_KUBERNETES_VERSIONS} alone.
 * @param text - minor version with or without patch
 */
export function isKubernetesVersion(text: string): boolean {
  const minor = /^1\.(?<minor>[1-9]\d{0,2})(?:\.\d+)?$/.exec(text)?.groups?.minor;
  return minor !== undefined && Number(minor) >= OLDEST_MINOR;
}

/** What must be known about a cluster before anything is installed on it. */
export interface KubernetesFacts {
  /**
   * Minor version with or without patch, such as `1.27` or `1.27.3`. The platform operator installs on 1.24 to 1.27; charts
   * without it, on later versions as well.
   */
  readonly version: string;
  /** Its network plugin; every cluster must have one. */
  readonly cni: Cni;
  /** Name of the StorageClass of its CSI plugin; every cluster must have one. Volume templates use it unless they name another. */
  readonly storageClass: string;
  /**
   * Addresses of the API server in CIDR notation, such as `10.0.0.0/28`: those in EndpointSlice `default/kubernetes`. They change
   * when control plane nodes are replaced.
   * @default - unknown
   */
  readonly apiServerCidrs?: readonly string[];
  /**
   * Addresses from which the API server calls webhooks, in CIDR notation. With an overlay network that is the tunnel address of
   * its node, and with a proxy between control plane and nodes (konnectivity) that of the proxy's pods.
   * @default - `apiServerCidrs`
   */
  readonly apiServerSourceCidrs?: readonly string[];
  /**
   * Address of Service `default/kubernetes`, such as `10.96.0.1`.
   * @default - unknown
   */
  readonly kubernetesServiceIp?: string;
  /**
   * Address of the Service of the name servers in kube-system, such as `10.96.0.10`.
   * @default - unknown
   */
  readonly dnsServiceIp?: string;
  /**
   * Addresses of the nodes in CIDR notation, and those of their tunnels where the network is an overlay.
   * @default - unknown
   */
  readonly nodeCidrs?: readonly string[];
}

/**
 * Checks cluster facts.
 * @param facts - the facts; fields may be missing when the caller does not use TypeScript
 * @param byOperator - whether the platform operator installs, which refuses newer versions of Kubernetes
 * @returns the problems found, without a place
 */
export function kubernetesFactsProblems(facts: Partial<KubernetesFacts>, byOperator = true): Problem[] {
  const problems = versionProblems(facts.version ?? '', byOperator);
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
  return [...problems, ...networkProblems(facts)];
}

function versionProblems(version: string, byOperator: boolean): Problem[] {
  const minor = /^(\d+\.\d+)(\.\d+)?$/.exec(version)?.[1] ?? '';
  if (byOperator ? SUPPORTED_KUBERNETES_VERSIONS.includes(minor) : isKubernetesVersion(version)) return [];
  const got = version === '' ? undefined : version;
  const fix = 'set kubernetes.version to the version of the cluster';
  return byOperator
    ? [
        {
          what: 'Verrazzano 1.7.2 does not install on this version of Kubernetes',
          got,
          allowed: SUPPORTED_KUBERNETES_VERSIONS.join(', '),
          fix: isKubernetesVersion(version) ? `${fix}, or install without the platform operator` : fix,
        },
      ]
    : [{ what: 'kubernetes.version is not valid', got, allowed: KUBERNETES_VERSION, fix }];
}

/** What each list of addresses, and each address, belongs to. */
const CIDRS = {
  apiServerCidrs: 'an address of the API server is not a CIDR',
  apiServerSourceCidrs: 'an address from which the API server calls webhooks is not a CIDR',
  nodeCidrs: 'an address of the nodes is not a CIDR',
} as const;
const ADDRESSES = {
  kubernetesServiceIp: 'the address of Service default/kubernetes is not an address',
  dnsServiceIp: 'the address of the Service of the name servers is not an address',
} as const;

function networkProblems(facts: Partial<KubernetesFacts>): Problem[] {
  const cidrs = (Object.keys(CIDRS) as Array<keyof typeof CIDRS>).flatMap((field) =>
    (facts[field] ?? []).flatMap((cidr) => cidrProblems(CIDRS[field], cidr)),
  );
  const addresses = (Object.keys(ADDRESSES) as Array<keyof typeof ADDRESSES>).flatMap((field) => {
    const address = facts[field];
    return address === undefined ? [] : addressProblems(ADDRESSES[field], address);
  });
  return [...cidrs, ...addresses];
}
