import { rancherAgent, verrazzanoPlatformOperator, COMPONENTS } from '../../components';
import { listAt, objectAt, nameOf, namespaceOf, textAt } from '../../connectivity/manifest';
import { NAMESPACES } from '../../definition/namespaces';
import { specField } from '../../definition/enablement';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject } from '../../values/json';
import { isDnsSubdomain } from '../../values/names';
import { authorityCopies } from '../../ingress/runtime-secrets';
import type { Adoption } from '../adopt/adopt';
import { EARLIER_NAMESPACES } from '../adopt/adopt-earlier-names';
import { ownerOf } from '../adopt/adopt-workloads';
import { describeObject } from '../dump/dump';
import { deliveryFacts, type DeliveryFacts } from './plan-delivery';
import { WEBHOOK_KINDS } from '../../definition/webhook-kinds';

/** An object that another one owns. */
export interface OwnedHere {
  readonly object: string;
  readonly owner: string;
}

/** A Helm release of a component. */
export interface HelmRelease {
  readonly namespace: string;
  readonly name: string;
  /** Names of the Secrets that record it; empty where the dump does not list Secrets. */
  readonly secrets: readonly string[];
}

/** What a plan depends on. */
export interface PlanFacts extends DeliveryFacts {
  readonly adoption: Adoption;
  /** Place of the Verrazzano resource. */
  readonly resource: { readonly namespace: string; readonly name: string; readonly finalizers: readonly string[] };
  /** Whether the Verrazzano resource was found, and not inferred. */
  readonly hasResource: boolean;
  /** Whether a component runs, as far as the dump and the resource tell. */
  readonly runs: (component: string) => boolean;
  /** Deployments of the platform operator, as `namespace/name`. */
  readonly operators: readonly string[];
  /** Whether the platform operator is seen or must be assumed to run. */
  readonly hasOperator: boolean;
  /** Webhook configurations of the platform operator, as `Kind name`. */
  readonly webhooks: readonly string[];
  /** Modules of the platform operator, as `namespace/name`. */
  readonly modules: readonly string[];
  /** What the Verrazzano resource owns. */
  readonly ownedByVerrazzano: readonly OwnedHere[];
  /** What a VerrazzanoMonitoringInstance owns. */
  readonly ownedByMonitoring: readonly OwnedHere[];
  /** Whether the monitoring operator runs, or left something that depends on it. */
  readonly hasMonitoring: boolean;
  /** VerrazzanoMonitoringInstances, as `namespace/name`. */
  readonly monitoringInstances: readonly string[];
  /** Claims in platform namespaces, as `namespace/name`. */
  readonly claims: readonly string[];
  /** Chart values of external-dns by which it knows its records, as it runs; empty where the dump does not show them. */
  readonly dnsOwner: Readonly<Record<string, string>>;
  /** Who signs certificates. */
  readonly issuer: 'own' | 'given' | 'acme';
  readonly helmReleases: readonly HelmRelease[];
  /** Secrets of users that the platform reads, as `namespace/name`. */
  readonly requiredSecrets: readonly string[];
  /** Secrets with copies of the certificate of the authority, as `namespace/name`, and its key in each. */
  readonly authorityCopies: { readonly secrets: readonly string[]; readonly key: string };
}

/** Namespaces of the platform, in any release. */
export const PLATFORM: ReadonlySet<string> = new Set<string>([...Object.keys(NAMESPACES), ...EARLIER_NAMESPACES]);

/**
 * What a plan depends on.
 * @param adoption - what was read
 */
export function planFacts(adoption: Adoption): PlanFacts {
  const { dump, platform, verrazzano, resource, components } = adoption;
  const metadata = isJsonObject(resource.metadata) ? resource.metadata : {};
  const enabled = new Set(platform?.enabledComponents.map(({ name }) => name) ?? []);
  const seen = new Map(components.map((one) => [one.name, one] as const));
  const runs = (name: string): boolean => {
    const found = seen.get(name);
    if (found === undefined) return enabled.has(name);
    if (found.state === 'Disabled' || found.state === 'Uninstalled') return false;
    if (found.workloads.length > 0 || found.state !== undefined) return true;
    return enabled.has(name) && found.presence !== 'absent';
  };
  const presence = seen.get(verrazzanoPlatformOperator.name)?.presence;
  const hasOperator =
    adoption.charts === undefined && presence !== 'absent' && (verrazzano !== undefined || presence !== 'unknown');
  const ownedByMonitoring = ownedBy(adoption, 'VerrazzanoMonitoringInstance');
  const instances = monitoringInstances(adoption, runs);
  const place = {
    namespace: textOr(metadata.namespace, 'default'),
    name: textOr(metadata.name, 'verrazzano'),
    finalizers: verrazzano?.finalizers ?? [],
  };
  return {
    adoption,
    resource: place,
    hasResource: verrazzano !== undefined,
    runs,
    hasOperator,
    operators: operatorsOf(adoption),
    webhooks: webhooksOf(adoption),
    modules: dump.list('Module', 'platform.verrazzano.io').map((one) => `${namespaceOf(one)}/${nameOf(one)}`),
    ownedByVerrazzano: ownedBy(adoption, 'Verrazzano'),
    ownedByMonitoring,
    monitoringInstances: instances,
    hasMonitoring: instances.length > 0 || ownedByMonitoring.length > 0,
    claims: dump
      .list('PersistentVolumeClaim', '')
      .filter((claim) => PLATFORM.has(namespaceOf(claim)))
      .map((claim) => `${namespaceOf(claim)}/${nameOf(claim)}`)
      .sort(compare),
    dnsOwner: dnsOwner(adoption),
    issuer: issuerOf(adoption),
    helmReleases: helmReleases(adoption, runs),
    ...deliveryFacts(adoption, place),
    authorityCopies: copiesOf(adoption),
    requiredSecrets: (platform?.requiredSecrets ?? []).map(({ namespace, name }) => `${namespace}/${name}`),
  };
}

function copiesOf({ platform }: Adoption): PlanFacts['authorityCopies'] {
  if (platform === undefined) return { secrets: [], key: '' };
  const { targets, key } = authorityCopies(platform);
  return { secrets: targets.map(({ namespace, name }) => `${namespace}/${name}`), key };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function operatorsOf({ workloads }: Adoption): readonly string[] {
  const namespace = verrazzanoPlatformOperator.namespace;
  const found = workloads
    .filter((one) => one.kind === 'Deployment' && one.namespace === namespace)
    .map(({ name }) => `${namespace}/${name}`);
  const known = Object.keys(verrazzanoPlatformOperator.workloads).map((name) => `${namespace}/${name}`);
  return [...new Set([...known, ...found])].sort(compare);
}

/** Those of the release, unless the dump lists webhook configurations and lacks them, or charts install. */
function webhooksOf({ dump, charts }: Adoption): readonly string[] {
  return verrazzanoPlatformOperator.webhooks
    .map(({ kind, name }) => ({ kind: WEBHOOK_KINDS[kind], name }))
    .filter(
      ({ kind, name }) =>
        dump.find(kind, undefined, name) !== undefined || (charts === undefined && !dump.covers(kind, undefined)),
    )
    .map(({ kind, name }) => `${kind} ${name}`);
}

function ownedBy({ dump }: Adoption, kind: string): readonly OwnedHere[] {
  return dump.objects.flatMap((object) => {
    const owners = listAt(object, 'metadata', 'ownerReferences').filter(isJsonObject);
    const owner = owners.find((one) => one.kind === kind);
    const name = textAt(owner, 'name');
    if (owner === undefined || name === undefined || !isDnsSubdomain(name)) return [];
    return [{ object: describeObject(object), owner: `${kind} ${name}` }];
  });
}

function monitoringInstances({ dump }: Adoption, runs: PlanFacts['runs']): readonly string[] {
  const found = dump.list('VerrazzanoMonitoringInstance').map((one) => `${namespaceOf(one)}/${nameOf(one)}`);
  if (found.length > 0) return found;
  return runs('verrazzano-monitoring-operator') ? ['verrazzano-system/system'] : [];
}

/** The identity of records, by the chart value that sets it: a new one would leave the old ones without owner. */
const DNS_OWNER: ReadonlyMap<string, string> = new Map([
  ['--txt-owner-id', 'txtOwnerId'],
  ['--txt-prefix', 'txtPrefix'],
]);

function dnsOwner({ workloads }: Adoption): PlanFacts['dnsOwner'] {
  const found = workloads.find(({ kind, name }) => kind === 'Deployment' && name === 'external-dns');
  const args = listAt(found?.pod, 'containers')
    .filter(isJsonObject)
    .flatMap((container) => listAt(container, 'args'));
  const entries = args.flatMap((arg): Array<[string, string]> => {
    const { key = '', value = '' } =
      (typeof arg === 'string' && /^(?<key>[^=]+)=(?<value>[\w.-]+)$/.exec(arg)?.groups) || {};
    const option = DNS_OWNER.get(key);
    return option === undefined ? [] : [[option, value]];
  });
  return Object.fromEntries(entries);
}

function issuerOf({ platform }: Adoption): PlanFacts['issuer'] {
  const spec = platform?.effective.spec;
  if (spec === undefined) return 'own';
  if (isJsonObject(specField(spec, 'clusterIssuer', 'letsEncrypt'))) return 'acme';
  const secret = specField(spec, 'clusterIssuer', 'ca', 'secretName');
  return secret === undefined || secret === 'verrazzano-ca-certificate-secret' ? 'own' : 'given';
}

const RELEASE_SECRET = /^sh\.helm\.release\.v1\.(?<name>.+)\.v\d+$/;

/** Releases by their Secrets, by the output of `helm ls`, else those of the components that run. */
function helmReleases({ dump, components }: Adoption, runs: PlanFacts['runs']): readonly HelmRelease[] {
  const found = new Map<string, HelmRelease>();
  for (const secret of dump.list('Secret', '')) {
    const name = RELEASE_SECRET.exec(nameOf(secret))?.groups?.name;
    const namespace = namespaceOf(secret);
    if (name === undefined || !PLATFORM.has(namespace)) continue;
    const before = found.get(`${namespace}/${name}`);
    const secrets = [...(before?.secrets ?? []), nameOf(secret)];
    found.set(`${namespace}/${name}`, { namespace, name, secrets });
  }
  if (found.size > 0) return sorted([...found.values()]);
  const known = new Set(components.map(({ name }) => name));
  return sorted(
    [...COMPONENTS, rancherAgent]
      .filter((one) => one.release !== null && one.partOf === undefined && known.has(one.name) && runs(one.name))
      .map(({ namespace, name, release }): HelmRelease => ({ namespace, name: release ?? name, secrets: [] })),
  );
}

function sorted(releases: readonly HelmRelease[]): readonly HelmRelease[] {
  return [...releases].sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
}

/** Objects of OAM applications that run and are owned by resources that the exit removes, as `Kind namespace/name`. */
export function ownedApplicationObjects({ adoption }: PlanFacts): readonly string[] {
  const wanted = new Set(adoption.applications.objects.map(describeObject));
  return adoption.dump.objects
    .filter((object) => wanted.has(describeObject(object)) && isOwned(object))
    .map(describeObject)
    .sort(compare);
}

function isOwned(object: JsonObject): boolean {
  return ownerOf(object) !== undefined && Object.keys(objectAt(object, 'metadata')).length > 0;
}
