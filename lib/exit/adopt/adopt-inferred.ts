import { COMPONENTS, externalDns, keycloak, rancherAgent } from '../../components';
import { canonicalJson, listAt, objectAt, textAt } from '../../connectivity/manifest';
import { enabledNames } from '../../definition/enablement';
import { VERRAZZANO_V1BETA1 } from '../../definition/verrazzano-api';
import {
  effectiveResource,
  profileSpec,
  withSchemaDefaults,
  type ProfileName,
  type VerrazzanoResource,
} from '../../resource/merge';
import { isJsonObject, type JsonObject } from '../../values/json';
import { isIpv4Address } from '../../values/addresses';
import { isDnsLabel, isDnsSubdomain } from '../../values/names';
import type { Dump } from '../dump/dump';
import type { FoundComponent, Presence } from './adopt-components';
import { lackedValues } from './adopt-lacked-values';
import { inferredIssuer } from './adopt-inferred-issuer';
import { ingressAddress, inferredSettings, lackedNodes, type InferredSettings } from './adopt-inferred-settings';

/** Profiles that a running platform may have; `none` is read as `prod` with everything off. */
const PROFILES: readonly ProfileName[] = ['prod', 'dev', 'managed-cluster'];

/** What runs, by what is seen of a component; absent from the table is unknown. */
const RUNS: Readonly<Partial<Record<Presence, boolean>>> = {
  running: true,
  partly: true,
  earlier: true,
  absent: false,
};

/** Ingresses whose first host is `<name>.<environment>.<domain>`, and how many labels the name has. */
const INGRESSES: ReadonlyArray<readonly [namespace: string, name: string, labels: number]> = [
  ['verrazzano-system', 'verrazzano-ingress', 1],
  ['keycloak', 'keycloak', 1],
  ['cattle-system', 'rancher', 1],
  ['verrazzano-system', 'grafana', 3],
  ['verrazzano-system', 'vmi-system-grafana', 3],
  ['verrazzano-system', 'vmi-system-kiali', 3],
  ['verrazzano-system', 'vmi-system-prometheus', 3],
];

/** Labels in front of the environment in the URI of a VerrazzanoMonitoringInstance: `vmi.system`. */
const MONITORING_LABELS = 2;

/** Domains whose names hold an address. */
const WILDCARD = /^(?<address>(?:\d{1,3}\.){3}\d{1,3})\.(?<domain>[a-z0-9.-]+)$/;

/**
 * A Verrazzano resource that makes what is seen to run, where a dump holds no resource: the profile whose components are nearest, with
 * those that differ switched. Components of which nothing is known stay as the profile has them.
 * @param dump - the dump
 * @param components - what is seen of the components
 * @param values - values of charts that something delivers, by component
 */
export function inferredResource(
  dump: Dump,
  components: readonly FoundComponent[],
  values: ReadonlyMap<string, JsonObject> = new Map(),
): VerrazzanoResource {
  const seen = new Map(components.map(({ name, presence }) => [name, RUNS[presence]] as const));
  // A cluster that no agent of Rancher connects is not managed, and users of a managed one sign in at Keycloak of its admin cluster.
  const isManaged = seen.get(rancherAgent.name) !== false && seen.get(keycloak.name) !== true;
  const profiles = PROFILES.filter((one) => one !== 'managed-cluster' || isManaged);
  const ranked = profiles.map((profile) => {
    const settings = inferredSettings(dump, profileSpec(profile), values);
    const switches = differing(profile, seen);
    const lacked = lackedNodes(dump, profileSpec(profile)) + lackedValues(values, profileSpec(profile));
    return { profile, settings, switches, distance: [switches.length + lacked, changes(profile, settings)] as const };
  });
  const nearest = ranked.reduce((best, each) => (isNearer(each.distance, best.distance) ? each : best));
  const sections: Record<string, JsonObject> = { ...nearest.settings.components };
  for (const { specKey, enabled } of nearest.switches) sections[specKey] = { ...sections[specKey], enabled };
  const { environmentName, dns: named } = naming(dump);
  const { clusterIssuer, dns = named } = inferredIssuer(dump, values.get(externalDns.name));
  const all = {
    ...sections,
    ...(clusterIssuer !== undefined && { clusterIssuer: { ...sections.clusterIssuer, ...clusterIssuer } }),
    ...(dns !== undefined && { dns }),
  };
  return {
    apiVersion: VERRAZZANO_V1BETA1,
    kind: 'Verrazzano',
    metadata: { name: 'verrazzano', namespace: 'default' },
    spec: {
      profile: nearest.profile,
      ...nearest.settings.spec,
      ...(environmentName !== undefined && { environmentName }),
      ...(Object.keys(all).length > 0 && { components: all }),
    },
  };
}

function isNearer(one: readonly [number, number], other: readonly [number, number]): boolean {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}

/** How many settings are other than a profile has them. */
function changes(profile: ProfileName, { spec, components }: InferredSettings): number {
  const effective = (more: JsonObject): JsonObject =>
    effectiveResource(
      withSchemaDefaults({ apiVersion: VERRAZZANO_V1BETA1, kind: 'Verrazzano', spec: { profile, ...more } }),
    ).spec ?? {};
  const [plain, stated] = [effective({}), effective({ ...spec, components })];
  const differ = (a: JsonObject, b: JsonObject, key: string): boolean =>
    canonicalJson(a[key]) !== canonicalJson(b[key]);
  const sections = Object.keys(components).filter((key) =>
    differ(objectAt(plain, 'components'), objectAt(stated, 'components'), key),
  );
  return sections.length + Object.keys(spec).filter((key) => differ(plain, stated, key)).length;
}

/** Components that are seen to be other than a profile has them. */
function differing(
  profile: ProfileName,
  seen: ReadonlyMap<string, boolean | undefined>,
): ReadonlyArray<{ readonly specKey: string; readonly enabled: boolean }> {
  const spec = profileSpec(profile);
  const enabled = enabledNames(COMPONENTS, spec);
  return COMPONENTS.flatMap(({ name, specKey, isEnabled }) => {
    const runs = seen.get(name);
    // What a rule decides follows from other settings.
    const isFree = specKey !== undefined && isEnabled === undefined && specKey !== 'dns';
    return isFree && runs !== undefined && runs !== enabled.has(name) ? [{ specKey, enabled: runs }] : [];
  });
}

/** Environment and domain, by the hosts of system ingresses. */
function naming(dump: Dump): Naming {
  return hosts(dump).flatMap(([host, labels]) => namingOf(host, labels) ?? [])[0] ?? {};
}

/** Hosts of system ingresses, and how many labels the name of each endpoint has. */
function hosts(dump: Dump): ReadonlyArray<readonly [host: string, labels: number]> {
  const ofInstances = dump.list('VerrazzanoMonitoringInstance').flatMap((one): Array<[string, number]> => {
    const uri = textAt(one, 'spec', 'uri');
    return uri === undefined ? [] : [[uri, MONITORING_LABELS]];
  });
  const ofIngresses = INGRESSES.flatMap(([namespace, name, labels]): Array<[string, number]> => {
    const ingress = dump.find('Ingress', namespace, name);
    const host = textAt(listAt(ingress, 'spec', 'rules').find(isJsonObject), 'host');
    return host === undefined ? [] : [[host, labels]];
  });
  return [...ofIngresses, ...ofInstances];
}

/**
 * The address of the load balancer of the ingress controller, which host names below a wildcard domain hold.
 * @param dump - the dump
 * @returns undefined where the dump does not say it
 */
export function foundAddress(dump: Dump): string | undefined {
  const found = hosts(dump).flatMap(([host, labels]) => {
    const [, ...rest] = host.split('.').slice(labels);
    const address = WILDCARD.exec(rest.join('.'))?.groups?.address;
    return address === undefined || !isIpv4Address(address) ? [] : [address];
  });
  return found[0] ?? ingressAddress(dump);
}

/** Names of a platform. */
export interface Naming {
  /** Name of the environment. */
  readonly environmentName?: string;
  /** Section `dns` of the resource; none for the default. */
  readonly dns?: JsonObject;
}

/**
 * Environment and domain by the host of an endpoint, `<endpoint>.<environment>.<domain>`.
 * @param host - the host
 * @param labels - how many labels the name of the endpoint has
 * @returns undefined when it is not such a host
 */
export function namingOf(host: string | undefined, labels: number): Naming | undefined {
  const [environmentName, ...rest] = (host ?? '').split('.').slice(labels);
  const domain = rest.join('.');
  if (!isDnsLabel(environmentName) || !isDnsSubdomain(domain)) return undefined;
  const wildcard = WILDCARD.exec(domain)?.groups?.domain;
  const dns: JsonObject =
    wildcard === undefined ? { external: { suffix: domain } } : { wildcard: { domain: wildcard } };
  return { environmentName, ...(wildcard === 'nip.io' ? {} : { dns }) };
}
