import { VERRAZZANO_VERSION } from '../component/chart';
import { COMPONENTS } from '../components';
import { kubernetesFactsProblems } from '../values/kubernetes-facts';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain } from '../values/names';
import type { Problem } from '../values/problem';
import type { VolumeSource } from '../values/volume';
import { MergeError } from './merge';
import type { Profile } from './profile';
import type { ProfileProps } from './profile-props';

/**
 * Everything that is wrong with a profile, found at synthesis and reported together.
 * @param profile - the profile
 * @param props - what the user says
 */
export function profileProblems(profile: Profile, props: ProfileProps): Problem[] {
  return [
    ...factProblems(profile, props),
    ...nameProblems(profile, props),
    ...versionProblems(profile),
    ...unknownComponentProblems(props),
    ...twiceStatedProblems(props),
    ...volumeProblems(props),
    ...mergeProblems(profile),
  ];
}

function factProblems(profile: Profile, props: ProfileProps): Problem[] {
  if (profile.kubernetes === undefined) {
    return [
      {
        what: 'nothing is known about the cluster: each must have a CNI and a CSI plugin',
        got: undefined,
        allowed: 'facts about the cluster',
        fix: "set kubernetes, such as { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv' }, on the cluster or the profile",
      },
    ];
  }
  return props.kubernetes === undefined ? [] : kubernetesFactsProblems(props.kubernetes);
}

function nameProblems(profile: Profile, props: ProfileProps): Problem[] {
  const { environmentName } = props;
  const { name, namespace } = profile.resource.metadata;
  const problems: Problem[] = [];
  if (environmentName !== undefined && !isDnsLabel(environmentName)) {
    problems.push({ what: 'environmentName is not valid', got: environmentName, allowed: DNS_LABEL });
  }
  if (!isDnsSubdomain(name)) problems.push({ what: 'resourceName is not valid', got: name, allowed: DNS_SUBDOMAIN });
  if (!isDnsLabel(namespace)) problems.push({ what: 'namespace is not valid', got: namespace, allowed: DNS_LABEL });
  return problems;
}

function versionProblems({ version }: Profile): Problem[] {
  if (version === VERRAZZANO_VERSION) return [];
  return [
    {
      what: 'this package knows one version of Verrazzano',
      got: version,
      allowed: VERRAZZANO_VERSION,
      fix: 'leave version out',
    },
  ];
}

function unknownComponentProblems(props: ProfileProps): Problem[] {
  const known: string[] = COMPONENTS.flatMap((definition) => definition.specKey ?? []);
  return Object.keys(props.components ?? {})
    .filter((key) => !known.includes(key))
    .map((key) => ({
      what: 'components has a key that the Verrazzano resource does not have',
      got: key,
      allowed: [...known].sort().join(', '),
      fix: 'use the key of the resource; components without one cannot be configured',
    }));
}

function twiceStatedProblems(props: ProfileProps): Problem[] {
  const stated = (key: 'dns' | 'clusterIssuer', fields: readonly string[]): string | undefined =>
    fields.find((field) => Object.keys(props.components?.[key] ?? {}).includes(field));
  const dns = props.dns === undefined ? undefined : stated('dns', ['wildcard', 'oci', 'external']);
  const issuer =
    props.certificates === undefined
      ? undefined
      : stated('clusterIssuer', ['ca', 'letsEncrypt', 'clusterResourceNamespace']);
  return [
    ...(dns === undefined
      ? []
      : [{ what: 'DNS is stated twice', got: `dns and components.dns.${dns}`, fix: 'keep dns and remove the field' }]),
    ...(issuer === undefined
      ? []
      : [
          {
            what: 'the issuer of certificates is stated twice',
            got: `certificates and components.clusterIssuer.${issuer}`,
            fix: 'keep certificates and remove the field',
          },
        ]),
  ];
}

function volumeProblems(props: ProfileProps): Problem[] {
  const names = (props.volumeClaimTemplates ?? []).map(({ name }) => name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
  const sources: Array<[string, VolumeSource | undefined]> = [
    ['defaultVolumeSource', props.defaultVolumeSource],
    ['components.keycloak.mysql.volumeSource', props.components?.keycloak?.mysql?.volumeSource],
  ];
  return [
    ...twice.map((name) => ({
      what: 'two volume claim templates have one name',
      got: name,
      allowed: 'each name once',
      fix: 'rename one of them',
    })),
    ...sources.flatMap(([field, source]) =>
      source?.templateName === undefined || names.includes(source.templateName)
        ? []
        : [
            {
              what: `${field} names a volume claim template that does not exist`,
              got: source.templateName,
              allowed: names.length === 0 ? 'none: there is no template' : [...new Set(names)].join(', '),
              fix: 'add it to volumeClaimTemplates',
            },
          ],
    ),
  ];
}

function mergeProblems(profile: Profile): Problem[] {
  try {
    return requirementProblems(profile);
  } catch (error) {
    if (error instanceof MergeError) return [...error.problems];
    throw error;
  }
}

/** A component that is on although one it cannot live without is off. */
function requirementProblems(profile: Profile): Problem[] {
  return COMPONENTS.filter(({ name }) => profile.isEnabled(name)).flatMap((definition) =>
    (definition.requires ?? [])
      .filter((name) => !profile.isEnabled(name))
      .map((name) => {
        const [component, needed] = [keyOf(definition.name), keyOf(name)];
        return {
          what: `component ${component} needs component ${needed}, which is off`,
          got: `${needed}.enabled: false`,
          allowed: `${needed}.enabled: true`,
          fix: `set components.${needed}.enabled to true or components.${component}.enabled to false`,
        };
      }),
  );
}

function keyOf(name: string): string {
  const definition = COMPONENTS.find((candidate) => candidate.name === name);
  return definition?.specKey ?? name;
}
