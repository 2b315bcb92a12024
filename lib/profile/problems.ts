import { VERRAZZANO_VERSION } from '../definition/chart';
import { COMPONENTS } from '../components';
import { kubernetesFactsProblems } from '../values/kubernetes-facts';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain } from '../values/names';
import type { Problem } from '../values/problem';
import type { VolumeSource } from '../values/volume';
import type { StatedProfile } from './stated-profile';
import { findingProblem } from './profile-findings';
import type { ProfileProps } from './profile-props';
import { requirementProblems } from './requirement-problems';
import { isSameVersion } from '../resource/rules/semver';
import { fragmentProblems } from '../resource/setting-fragments';
import { ownSections, settingFragments } from './stated-resource';

/**
 * Problems of a profile, collected at synthesis and reported together.
 * @param profile - the profile
 * @param props - its options
 */
export function profileProblems(profile: StatedProfile, props: ProfileProps): Problem[] {
  return [
    ...factProblems(profile, props),
    ...nameProblems(profile),
    ...versionProblems(profile),
    ...unknownComponentProblems(props),
    ...twiceStatedProblems(props),
    ...fragmentProblems(ownSections(profile), settingFragments(props)),
    ...volumeProblems(props),
    ...requirementProblems(profile),
    ...ruleProblems(profile, props),
  ];
}

/** Findings that the operator admits and typed options refuse: `patch` and chart values are held to the same rules. */
const REFUSED = ['notChecked.mysql-claim-template', 'notChecked.node-group-twice', 'notChecked.override-values'];

/** Findings that the platform operator would refuse, unless they are reported above. */
function ruleProblems(profile: StatedProfile, props: ProfileProps): Problem[] {
  // The facts themselves are checked where they are set.
  const reportedElsewhere = ['cluster.k8s-version', 'metadata.names'];
  if (issuerStatedTwice(props) !== undefined) reportedElsewhere.push('effective.issuer-exclusive');
  return profile.findings
    .filter(
      ({ rule, severity }) => (severity === 'error' || REFUSED.includes(rule)) && !reportedElsewhere.includes(rule),
    )
    .map(findingProblem);
}

function factProblems(profile: StatedProfile, props: ProfileProps): Problem[] {
  if (profile.kubernetes === undefined) {
    return [
      {
        what: 'facts about the cluster are missing: every cluster needs a CNI and a CSI plugin',
        got: undefined,
        allowed: 'an object with version, cni, storageClass',
        fix: "set kubernetes, such as { version: '1.27', cni: Cni.calico(), storageClass: 'oci-bv' }, on the cluster or the profile",
      },
    ];
  }
  return props.kubernetes === undefined ? [] : kubernetesFactsProblems(props.kubernetes, profile.hasOperator);
}

function nameProblems(profile: StatedProfile): Problem[] {
  // As in the resource, after `patch`.
  const { environmentName } = profile.resource.spec;
  const { name, namespace } = profile.resource.metadata;
  const problems: Problem[] = [];
  if (environmentName !== undefined && !(typeof environmentName === 'string' && isDnsLabel(environmentName))) {
    problems.push({ what: 'environmentName is not valid', got: environmentName, allowed: DNS_LABEL });
  }
  if (!isDnsSubdomain(name)) problems.push({ what: 'resourceName is not valid', got: name, allowed: DNS_SUBDOMAIN });
  if (!isDnsLabel(namespace)) problems.push({ what: 'namespace is not valid', got: namespace, allowed: DNS_LABEL });
  return problems;
}

/** Rules refuse every other version; another spelling of this one would give wrong addresses. */
function versionProblems({ version }: StatedProfile): Problem[] {
  if (version === VERRAZZANO_VERSION || !(version === '' || isSameVersion(version, VERRAZZANO_VERSION))) return [];
  return [
    { what: 'version is not in its exact form', got: version, allowed: VERRAZZANO_VERSION, fix: 'remove version' },
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
  const dns = props.dns === undefined ? undefined : stated(props, 'dns', ['wildcard', 'oci', 'external']);
  const issuer = issuerStatedTwice(props);
  return [
    ...(dns === undefined
      ? []
      : [{ what: 'DNS is set twice', got: `dns and components.dns.${dns}`, fix: 'keep dns and remove the field' }]),
    ...(issuer === undefined
      ? []
      : [
          {
            what: 'the issuer of certificates is set twice',
            got: `certificates and components.clusterIssuer.${issuer}`,
            fix: 'keep certificates and remove the field',
          },
        ]),
  ];
}

/** The field that sets the issuer a second time beside `certificates`. */
function issuerStatedTwice(props: ProfileProps): string | undefined {
  if (props.certificates === undefined) return undefined;
  return stated(props, 'clusterIssuer', ['ca', 'letsEncrypt', 'clusterResourceNamespace']);
}

function stated(props: ProfileProps, key: 'dns' | 'clusterIssuer', fields: readonly string[]): string | undefined {
  return fields.find((field) => Object.keys(props.components?.[key] ?? {}).includes(field));
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
      what: 'duplicate name of a volume claim template',
      got: name,
      allowed: 'unique names',
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
