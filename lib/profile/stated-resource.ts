import { valuesAsOverride } from '../definition/chart-values';
import type { VerrazzanoManifest } from '../definition/platform';
import { VERRAZZANO_V1BETA1 } from '../definition/verrazzano-api';
import { istio } from '../components';
import { loadBalancerOverrides } from '../ingress';
import { istioOverrides } from '../mesh';
import type { JsonObject } from '../values/json';
import { mergePatch } from '../resource/merge-patch';
import type { StatedProfile } from './stated-profile';
import type { ProfileProps, SecurityProps, SecuritySubject } from './profile-props';
import type { SettingFragment } from '../resource/setting-fragments';
import { withFragments } from '../resource/setting-fragments';
import { plainJson } from '../values/json';

/**
 * Builds the Verrazzano resource as the user sets it.
 * @param profile - the profile; its components, version and facts are read
 * @param props - options of the profile
 */
export function statedResource(profile: StatedProfile, props: ProfileProps): VerrazzanoManifest {
  return {
    apiVersion: VERRAZZANO_V1BETA1,
    kind: 'Verrazzano',
    metadata: {
      name: props.resourceName ?? 'verrazzano',
      namespace: props.namespace ?? 'default',
      ...(props.labels && { labels: props.labels }),
      ...(props.annotations && { annotations: props.annotations }),
    },
    spec: mergePatch(plainJson(typedSpec(profile, props)), props.patch ?? {}),
  };
}

function typedSpec(profile: StatedProfile, props: ProfileProps): JsonObject {
  return {
    profile: profile.profileName,
    environmentName: props.environmentName,
    version: profile.version,
    defaultVolumeSource: props.defaultVolumeSource?.toSpec(),
    volumeClaimSpecTemplates: props.volumeClaimTemplates?.map((template) =>
      template.toSpec(profile.kubernetes?.storageClass),
    ),
    security: securitySection(props.security),
    components: components(profile, props),
  };
}

function components(profile: StatedProfile, props: ProfileProps): JsonObject | undefined {
  const sections = ownSections(profile);
  if (props.dns !== undefined) sections.dns = { ...sections.dns, ...props.dns.toSpec() };
  const issuer = props.certificates?.toSpec() ?? {};
  if (Object.keys(issuer).length > 0) sections.clusterIssuer = { ...sections.clusterIssuer, ...issuer };
  const all = withFragments(sections, settingFragments(props));
  return Object.keys(all).length === 0 ? undefined : all;
}

/**
 * Sections of components from their own options, by key of the Verrazzano resource.
 * @param profile - the profile
 */
export function ownSections(profile: StatedProfile): Record<string, JsonObject> {
  const sections: Record<string, JsonObject> = {};
  for (const component of profile.components) {
    const { specKey } = component.definition;
    const section = component.toSpec();
    if (specKey !== undefined && section !== undefined) sections[specKey] = section;
  }
  return sections;
}

/**
 * Sections of components from `mesh` and `loadBalancers`.
 * @param props - options of the profile
 */
export function settingFragments({ mesh, loadBalancers = {} }: ProfileProps): readonly SettingFragment[] {
  const { system, applications } = loadBalancers;
  const values = mesh === undefined ? {} : istioOverrides(mesh);
  const balancers = [
    { at: 'loadBalancers.system', sections: loadBalancerOverrides({ ...(system && { system }) }) },
    { at: 'loadBalancers.applications', sections: loadBalancerOverrides({ ...(applications && { applications }) }) },
  ];
  return [
    { at: 'mesh', key: istio.key, section: valuesAsOverride({ values }, istio.createdBy) },
    ...balancers.flatMap(({ at, sections }) =>
      Object.entries(sections).map(([key, section]) => ({ at, key, section })),
    ),
  ].filter(({ section }) => Object.keys(section).length > 0);
}

function securitySection(security: SecurityProps | undefined): JsonObject | undefined {
  if (security === undefined) return undefined;
  const subjects = (list: readonly SecuritySubject[] | undefined) => list?.map((subject) => ({ ...subject }));
  return { adminSubjects: subjects(security.adminSubjects), monitorSubjects: subjects(security.monitorSubjects) };
}
