import type { ImageName } from '../../definition/images';
import { isJsonObject, textOf } from '../../values/json';
import type { ChartFacts } from '../chart-facts';
import type { KeyValue } from '../helm-set';
import { PULL_SECRET, type ValuesDefinition } from '../values-definition';

/** Images that Rancher installs itself, in the order of the bill of materials, and the variable of each. */
const IMAGES = [
  ['rancher-shell', 'CATTLE_SHELL_IMAGE', 'reference'],
  ['rancher-webhook', 'RANCHER_WEBHOOK_IMAGE', 'parts'],
  ['rancher-fleet-agent', 'FLEET_AGENT_IMAGE', 'parts'],
  ['rancher-fleet', 'FLEET_IMAGE', 'parts'],
  ['rancher-gitjob', 'GITJOB_IMAGE', 'parts'],
] as const satisfies ReadonlyArray<readonly [ImageName, string, 'reference' | 'parts']>;

/** Source: `controllers/verrazzano/component/rancher/rancher_component.go` at v1.7.2. */
export const rancher: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  settings: (facts) => [
    ['hostname', `rancher.${facts.domain}`],
    ['useBundledSystemChart', 'true'],
    ...environment(facts),
    ...registry(facts),
    ['ingress.ingressClassName', facts.ingressClass],
    ...(hasPodSecurityPolicies(facts.cluster.kubeVersion) ? [] : ([['global.cattle.psp.enabled', 'false']] as const)),
    ['additionalTrustedCAs', 'false'],
    ...certificates(facts),
  ],
};

/** A private registry is left out of the names, and a path prefix too: Rancher puts its default registry in front. */
function environment(facts: ChartFacts): readonly KeyValue[] {
  const variables = IMAGES.flatMap(([image, variable, form]): ReadonlyArray<readonly [string, string]> => {
    const { tag } = facts.image(image);
    const name = `${facts.environment('REGISTRY') === '' ? 'ghcr.io/' : ''}verrazzano/${image}`;
    if (form === 'reference') return [[variable, `${name}:${tag}`]];
    return [
      [variable, name],
      [`${variable}_TAG`, tag],
    ];
  });
  return [
    ...variables.flatMap(([name, value], at): readonly KeyValue[] => [
      [`extraEnv[${at}].name`, name],
      [`extraEnv[${at}].value`, value],
    ]),
    [`extraEnv[${variables.length}].name`, 'CATTLE_UI_OFFLINE_PREFERRED'],
    [`extraEnv[${variables.length}].value`, 'true', 'text'],
  ];
}

function registry(facts: ChartFacts): readonly KeyValue[] {
  const [host, prefix] = [facts.environment('REGISTRY'), facts.environment('IMAGE_REPO')];
  if (host === '') return [];
  return [['systemDefaultRegistry', prefix === '' ? host : `${host}/${prefix}`]];
}

/** Kubernetes has no pod security policies from 1.25 on. */
function hasPodSecurityPolicies(version: string): boolean {
  const [, major = '1', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) === 1 && Number(minor) < 25;
}

/** An issuer whose authority browsers do not know wants its root in a Secret. */
function certificates(facts: ChartFacts): readonly KeyValue[] {
  const letsEncrypt = facts.field('clusterIssuer', 'letsEncrypt');
  const staging = isJsonObject(letsEncrypt) && textOf(letsEncrypt.environment).toLowerCase() === 'staging';
  const isPrivate = !isJsonObject(letsEncrypt) || staging;
  return [
    ...(isJsonObject(letsEncrypt)
      ? ([
          ['letsEncrypt.ingress.class', 'rancher'],
          ['letsEncrypt.email', facts.text('clusterIssuer', 'letsEncrypt', 'emailAddress')],
          ['letsEncrypt.environment', facts.text('clusterIssuer', 'letsEncrypt', 'environment') || 'production'],
          ['ingress.tls.source', 'letsEncrypt'],
        ] as const)
      : []),
    ...(isPrivate
      ? ([
          ['ingress.tls.source', 'secret'],
          ['privateCA', 'true'],
        ] as const)
      : []),
  ];
}
