import { isJsonObject } from '../../values/json';
import type { Release } from '../release';
import { distributionOf } from '../release';
import { minorOf } from '../objects/workload';

/** Something that Verrazzano needs of a cluster and that a virtual one with these settings lacks. */
export interface VerrazzanoFinding {
  /** What is lacking. */
  readonly what: string;
  /** The setting to change, as a path in the values; left out where no setting helps. */
  readonly setting?: string;
  /** What to do. */
  readonly fix: string;
}

/** Pods of the managed-cluster profile, roughly: more than the quota of the chart admits. */
const PODS = 60;

interface Check {
  readonly lacking: (release: Release) => boolean;
  readonly finding: VerrazzanoFinding;
}

const CHECKS: readonly Check[] = [
  {
    lacking: ({ values }) => !values.has('sync.toHost.networkPolicies.enabled'),
    finding: {
      what: 'NetworkPolicies inside have no effect: the network plugin of the host does not see them',
      setting: 'sync.toHost.networkPolicies.enabled',
      fix: 'synchronize them to the host',
    },
  },
  {
    lacking: ({ values }) =>
      values.has('sync.toHost.networkPolicies.enabled') && values.has('experimental.multiNamespaceMode.enabled'),
    finding: {
      what: 'NetworkPolicies cannot be synchronized while virtual namespaces are namespaces of the host',
      setting: 'experimental.multiNamespaceMode.enabled',
      fix: 'turn multi-namespace mode off',
    },
  },
  {
    lacking: ({ values }) => !values.has('sync.fromHost.nodes.enabled'),
    finding: {
      what: 'DaemonSets (Fluentd, node exporter) see only virtual copies of nodes that other pods run on',
      setting: 'sync.fromHost.nodes.enabled',
      fix: 'show the nodes of the host, with sync.fromHost.nodes.selector.all',
    },
  },
  {
    lacking: ({ values }) =>
      values.text('sync.fromHost.storageClasses.enabled') !== 'true' &&
      !values.has('sync.toHost.storageClasses.enabled'),
    finding: {
      what: 'has no StorageClass inside, and no default one for the claims of the platform',
      setting: 'sync.fromHost.storageClasses.enabled',
      fix: 'show those of the host',
    },
  },
  {
    lacking: ({ values }) => ['baseline', 'restricted'].includes(values.text('policies.podSecurityStandard')),
    finding: {
      what: 'pods with host paths or privileges are refused: Fluentd, node exporter, sidecars of Istio without its CNI plugin',
      setting: 'policies.podSecurityStandard',
      fix: 'choose privileged; the host must admit such pods in this namespace too',
    },
  },
  {
    lacking: ({ values }) =>
      quotaBelow(values.at('policies.resourceQuota.quota'), values.text('policies.resourceQuota.enabled')),
    finding: {
      what: `the quota admits fewer pods than the ${PODS} or so of the platform`,
      setting: 'policies.resourceQuota.quota',
      fix: 'raise count/pods, count/services, count/secrets and count/configmaps',
    },
  },
  {
    lacking: (release) => !isSupported(release),
    finding: {
      what: 'the version of Kubernetes inside is not one of 1.24 to 1.27, which Verrazzano 1.7 runs on',
      setting: 'controlPlane.distro.k8s.version',
      fix: 'state a version from 1.24 to 1.27',
    },
  },
  {
    lacking: () => true,
    finding: {
      what: 'CSI drivers and network plugins belong to the host: what needs them inside is not installed there',
      fix: 'install them on the host',
    },
  },
];

function quotaBelow(quota: unknown, enabled: string): boolean {
  if (enabled !== 'true' || !isJsonObject(quota)) return false;
  const pods = Number(quota['count/pods'] ?? quota.pods ?? Infinity);
  return pods < PODS;
}

/** The version that runs inside, as far as the settings say it. */
function isSupported({ values, hostVersion }: Release): boolean {
  const distribution = distributionOf(values);
  const stated =
    distribution === 'k8s'
      ? values.text('controlPlane.distro.k8s.version') || hostVersion
      : values.text(`controlPlane.distro.${distribution}.image.tag`);
  const minor = minorOf(stated);
  return minor >= 24 && minor <= 27;
}

/**
 * What Verrazzano needs of a cluster and a virtual one lacks.
 * @param release - the virtual cluster
 */
export function verrazzanoFindingsOf(release: Release): readonly VerrazzanoFinding[] {
  return CHECKS.filter(({ lacking }) => lacking(release)).map(({ finding }) => finding);
}
