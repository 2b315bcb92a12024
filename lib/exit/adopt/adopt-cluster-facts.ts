import { ROOT_CERTIFICATE } from '../../components/cluster-issuer';
import { objectAt, textAt, textsAt } from '../../connectivity/manifest';
import { isJsonObject } from '../../values/json';
import { SUPPORTED_KUBERNETES_VERSIONS } from '../../values/kubernetes-facts';
import { isDnsSubdomain } from '../../values/names';
import { compare } from '../../values/compare';
import type { Dump } from '../dump/dump';
import type { RegistryProps } from '../../values/registry';
import type { AdoptFinding } from './adopt-finding';
import { foundAddress } from './adopt-inferred';
import { foundRegistry, type FoundRegistry } from './adopt-registry';
import type { RunningWorkload } from './adopt-workloads';

/** Network plugins that a program can name, by the word of the command line. */
export type CniName =
  'calico' | 'cilium' | 'weave' | 'antrea' | 'kube-router' | 'flannel' | 'oke-flannel' | 'oke-vcn-native';

/** What a dump says about its cluster. */
export interface FoundClusterFacts {
  /** Version of the API server, such as `1.24.8`; undefined when the dump does not say it. */
  readonly version: string | undefined;
  /** Network plugin; undefined when no DaemonSet or pod of a known one is in the dump. */
  readonly cni: CniName | undefined;
  /** StorageClass; undefined when neither a default one nor a claim is in the dump. */
  readonly storageClass: string | undefined;
}

/** What a program needs, with defaults for what a dump does not say. */
export interface ClusterAnswers {
  readonly kubernetesVersion: string;
  readonly cni: CniName;
  readonly storageClass: string;
  /** Common name of the root that signs certificates, which has a random suffix; undefined where none is known. */
  readonly rootCommonName?: string;
  /** Private registry of the platform; undefined for upstream's. */
  readonly registry?: RegistryProps;
  /** Address of the load balancer of the ingress controller; undefined where none is known. */
  readonly address?: string;
}

/** Facts about a cluster, those that a program can use, and what is doubtful about them. */
export interface AdoptedCluster {
  readonly found: FoundClusterFacts;
  readonly answers: ClusterAnswers;
  readonly findings: readonly AdoptFinding[];
}

/** DaemonSets of network plugins, the decisive ones first: Calico may run beside another plugin. */
const PLUGINS: ReadonlyArray<readonly [daemonSet: string, cni: CniName]> = [
  ['vcn-native-ip-cni', 'oke-vcn-native'],
  ['cilium', 'cilium'],
  ['antrea-agent', 'antrea'],
  ['weave-net', 'weave'],
  ['kube-router', 'kube-router'],
  ['canal', 'calico'],
  ['calico-node', 'calico'],
  ['kube-flannel-ds', 'flannel'],
  ['kube-flannel', 'flannel'],
];

/** DaemonSets that only clusters of Oracle's Kubernetes engine have. */
const OKE = ['csi-oci-node', 'proxymux-client'];

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

const AT = 'cluster facts';

/**
 * Facts about the cluster of a dump.
 * @param dump - the dump
 * @param workloads - what runs in it
 */
export function adoptedCluster(dump: Dump, workloads: readonly RunningWorkload[]): AdoptedCluster {
  const found = {
    version: serverVersion(dump) ?? kubeletVersion(dump),
    cni: networkPlugin(workloads),
    storageClass: storageClass(dump),
  };
  const registry = foundRegistry(workloads);
  const address = foundAddress(dump);
  const isSupported = SUPPORTED_KUBERNETES_VERSIONS.includes(minorOf(found.version) ?? '');
  const answers = {
    kubernetesVersion: supportedVersion(found.version),
    cni: found.cni ?? 'calico',
    storageClass: found.storageClass ?? 'standard',
    ...rootCommonName(dump),
    ...(registry !== undefined && 'props' in registry && { registry: registry.props }),
    ...(address !== undefined && { address }),
  };
  return { found, answers, findings: [...findingsOf(found, isSupported, answers), ...registryFindings(registry)] };
}

function findingsOf(
  { version, cni, storageClass: className }: FoundClusterFacts,
  isSupported: boolean,
  answers: ClusterAnswers,
): AdoptFinding[] {
  const unknown = (what: string, value: string, kinds: string): AdoptFinding => ({
    severity: 'warning',
    at: AT,
    what: `the dump does not say the ${what}; the program sets ${value}`,
    fix: `add ${kinds} to the dump, or correct the program`,
  });
  const notSupported: AdoptFinding = {
    severity: 'error',
    at: AT,
    what: `Verrazzano 1.7.2 does not install on this version of Kubernetes; the program sets ${answers.kubernetesVersion}`,
    got: version,
    allowed: SUPPORTED_KUBERNETES_VERSIONS.join(', '),
    fix: 'bring the cluster to one of these versions before release 1.7.2 is installed',
  };
  return [
    ...(version === undefined ? [unknown('version of Kubernetes', answers.kubernetesVersion, 'Nodes')] : []),
    ...(version !== undefined && !isSupported ? [notSupported] : []),
    ...(cni === undefined ? [unknown('network plugin', answers.cni, 'DaemonSets of kube-system')] : []),
    ...(className === undefined ? [unknown('StorageClass', answers.storageClass, 'StorageClasses')] : []),
  ];
}

function registryFindings(registry: FoundRegistry): AdoptFinding[] {
  if (registry === undefined || 'props' in registry) return [];
  const what = "the registry in the environment of the platform operator is not valid; the program has upstream's";
  return [{ severity: 'error', at: AT, what, got: registry.refused, fix: 'write registry: Registry.private({ ... })' }];
}

/** Another name would make another root, and issue every certificate again. */
function rootCommonName(dump: Dump): Pick<ClusterAnswers, 'rootCommonName'> {
  const [root] = dump
    .list('Certificate', 'cert-manager.io')
    .filter((one) => textAt(one, 'metadata', 'name') === ROOT_CERTIFICATE);
  const name = textAt(root, 'spec', 'commonName');
  return name !== undefined && /^[A-Za-z0-9][\w.-]{0,63}$/.test(name) ? { rootCommonName: name } : {};
}

/**
 * The minor version of Kubernetes that a program sets.
 * @param version - what runs, such as `1.26.7` or `v1.26.7`; undefined where nothing is known
 * @returns it, or the nearest one that is supported
 */
export function supportedVersion(version: string | undefined): string {
  const minor = minorOf(version);
  return minor !== undefined && SUPPORTED_KUBERNETES_VERSIONS.includes(minor) ? minor : nearest(minor);
}

function minorOf(version: string | undefined): string | undefined {
  return /^v?(?<minor>\d{1,4}\.\d{1,4})/.exec(version ?? '')?.groups?.minor;
}

/** The supported version that is nearest to one that is not; the newest where nothing is known. */
function nearest(minor: string | undefined): string {
  const [oldest = '', newest = ''] = [SUPPORTED_KUBERNETES_VERSIONS[0], SUPPORTED_KUBERNETES_VERSIONS.at(-1)];
  if (minor === undefined) return newest;
  return minorNumber(minor) < minorNumber(oldest) ? oldest : newest;
}

function minorNumber(version: string): number {
  const [major, minor] = version.split('.').map(Number);
  return (major ?? 0) * 1000 + (minor ?? 0);
}

/** `kubectl version -o json`, which the script for cluster snapshots writes. */
function serverVersion({ others }: Dump): string | undefined {
  for (const { value } of others) {
    const text = isJsonObject(value) ? textAt(value, 'serverVersion', 'gitVersion') : undefined;
    if (text !== undefined) return plainVersion(text);
  }
  return undefined;
}

/** The lowest version among the nodes: what counts for every pod. */
function kubeletVersion(dump: Dump): string | undefined {
  const versions = dump
    .list('Node', '')
    .flatMap((node) => plainVersion(textAt(node, 'status', 'nodeInfo', 'kubeletVersion')) ?? []);
  return versions.sort((a, b) => minorNumber(a) - minorNumber(b) || compare(a, b))[0];
}

function plainVersion(text: string | undefined): string | undefined {
  return /^v?(?<plain>\d{1,4}\.\d{1,4}(?:\.\d{1,5})?)/.exec(text ?? '')?.groups?.plain;
}

function networkPlugin(workloads: readonly RunningWorkload[]): CniName | undefined {
  const names = new Set(workloads.filter(({ kind }) => kind === 'DaemonSet').map(({ name }) => name));
  const cni = PLUGINS.find(([daemonSet]) => names.has(daemonSet))?.[1];
  return cni === 'flannel' && OKE.some((name) => names.has(name)) ? 'oke-flannel' : cni;
}

/** The default class; else the one that most claims of the dump name. */
function storageClass(dump: Dump): string | undefined {
  const classes = dump.list('StorageClass', 'storage.k8s.io');
  const standard = classes.find((one) => textsAt(one, 'metadata', 'annotations')[DEFAULT_CLASS] === 'true');
  const name = textAt(standard, 'metadata', 'name') ?? mostClaimed(dump);
  return isDnsSubdomain(name) ? name : undefined;
}

function mostClaimed(dump: Dump): string | undefined {
  const counts = new Map<string, number>();
  for (const claim of dump.list('PersistentVolumeClaim', '')) {
    const name = textAt(objectAt(claim, 'spec'), 'storageClassName');
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || compare(a, b))[0]?.[0];
}
