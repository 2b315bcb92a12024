import { App, Chart } from 'cdk8s';
import { specField } from '../../definition/enablement';
import { declareClusterRole, declareWithoutRancher, type PlatformInstaller } from '../../definition/platform';
import { platformIssuer } from '../../ingress/issuers';
import { Certificates } from '../../values/certificates';
import { Cni } from '../../values/cni';
import { Registry } from '../../values/registry';
import { Profile } from '../../profile/profile';
import { DEFAULT_PROFILE, MergeError, type ProfileName, type VerrazzanoResource } from '../../resource/merge';
import { Dns } from '../../values/dns';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { AdoptFinding } from './adopt-finding';
import type { ClusterAnswers } from './adopt-cluster-facts';
import type { FoundEstate } from './adopt-managed-clusters';

/** Names of profiles. */
const PROFILES: ReadonlySet<string> = new Set<ProfileName>(['dev', 'prod', 'managed-cluster', 'none']);

/** The place of a cluster in its estate, whatever its profile is. */
export type AdoptedPlace = Pick<FoundEstate, 'role' | 'hasRancherAgent'>;

const SINGLE: AdoptedPlace = { role: 'single', hasRancherAgent: true };

/** The platform that a resource makes, or why it makes none. */
export type PlatformResult = { readonly platform: Profile } | { readonly findings: readonly AdoptFinding[] };

/**
 * The platform that the platform operator of release 1.7.2 makes of a resource, as the program that reproduces it has it.
 * @param resource - a v1beta1 resource
 * @param answers - facts about the cluster
 * @param place - its place in the estate; that of a single cluster unless given
 * @param installer - who installs its components; the platform operator unless given
 */
export function adoptedPlatform(
  resource: VerrazzanoResource,
  answers: ClusterAnswers,
  place: AdoptedPlace = SINGLE,
  installer?: PlatformInstaller,
): PlatformResult {
  const spec = resource.spec ?? {};
  const { profile: named, version: _version, ...patch } = spec;
  const metadata = isJsonObject(resource.metadata) ? resource.metadata : {};
  const [first = ''] = typeof named === 'string' ? named.split(',') : [DEFAULT_PROFILE];
  const profileName = PROFILES.has(first) ? (first as ProfileName) : DEFAULT_PROFILE;
  const dns = installer === undefined ? undefined : foundDns(spec, answers);
  const make = (certificates?: Certificates): Profile =>
    new Profile(clusterOf(place), 'verrazzano', profileName, {
      patch: { ...patch, ...(named !== undefined && named !== profileName && { profile: named }) },
      kubernetes: { version: answers.kubernetesVersion, cni: Cni.calico(), storageClass: answers.storageClass },
      ...(typeof metadata.name === 'string' && { resourceName: metadata.name }),
      ...(typeof metadata.namespace === 'string' && { namespace: metadata.namespace }),
      ...(certificates !== undefined && { certificates }),
      ...(dns !== undefined && { dns }),
      ...(answers.registry !== undefined && { registry: Registry.private(answers.registry) }),
      ...(installer !== undefined && { installer }),
      installed: true,
      network: {},
    });
  try {
    // The merge is done when it is first asked for.
    const platform = make();
    void platform.effective;
    const root = foundRoot(platform, answers);
    return { platform: root === undefined ? platform : make(root) };
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    return {
      findings: error.problems.map((problem) => ({
        severity: 'error',
        ...problem,
        at: `Verrazzano: ${problem.at ?? ''}`,
      })),
    };
  }
}

/** Where the platform runs; the profile decides the role of a cluster that is neither managed nor manages others. */
function clusterOf({ role, hasRancherAgent }: AdoptedPlace): Chart {
  const cluster = new Chart(new App(), 'adopted');
  if (role !== 'single') declareClusterRole(cluster, role);
  if (role === 'managed' && !hasRancherAgent) declareWithoutRancher(cluster);
  return cluster;
}

/**
 * Wildcard names with the address in them, which an installation from charts must be told.
 * @param spec - the specification of the resource
 * @param answers - facts about the cluster
 * @returns undefined for other names, and where no address is known
 */
export function foundDns(spec: JsonObject, { address }: ClusterAnswers): Dns | undefined {
  const domain = wildcardDomain(spec);
  return domain === undefined || address === undefined ? undefined : Dns.wildcard(domain, { address });
}

/**
 * Domain of wildcard names; undefined with other names.
 * @param spec - the specification of the resource
 */
export function wildcardDomain(spec: JsonObject): string | undefined {
  const dns = specField(spec, 'dns');
  const domain = specField(spec, 'dns', 'wildcard', 'domain') ?? 'nip.io';
  const isOther = isJsonObject(dns) && (dns.external !== undefined || dns.oci !== undefined);
  return isOther || typeof domain !== 'string' ? undefined : domain;
}

/**
 * The authority that the platform makes itself, by the name that it has in the cluster; undefined where others sign, or no name is known.
 * @param platform - the platform
 * @param answers - facts about the cluster
 */
export function foundRoot(platform: Profile, { rootCommonName }: ClusterAnswers): Certificates | undefined {
  if (rootCommonName === undefined || !platform.isEnabled('cluster-issuer')) return undefined;
  const { spec = {} } = platform.resource;
  const stated = [specField(spec, 'clusterIssuer', 'ca'), specField(spec, 'certManager', 'certificate')];
  if (stated.some(isJsonObject) || platformIssuer(platform).mode !== 'selfSigned') return undefined;
  return Certificates.selfSigned({ commonName: rootCommonName });
}
