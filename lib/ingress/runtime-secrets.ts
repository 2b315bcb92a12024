import { authProxy, externalDns, rancher } from '../components';
import { specField } from '../definition/enablement';
import type { Platform, PlatformSecret } from '../definition/platform';
import { OPERATOR_NAMESPACE } from '../definition/verrazzano-api';
import type { RemainingStep } from '../gitops/gitops-cluster';
import type { JsonValue } from '../values/json';
import { DEFAULT_CA } from '../values/certificates';
import type { PlatformIssuer } from './issuers';
import { platformIssuer } from './issuers';

/** A Secret with a copy of the certificate of the authority. */
interface AuthorityCopy {
  readonly namespace: string;
  readonly name: string;
  /** Who reads it. */
  readonly reader: string;
  /** When it is needed without the operator. @default - never: its reader is gone, or reads another one as well */
  readonly needed?: 'always' | { readonly component: string };
}

/**
 * Copies of the authority that the platform operator writes and refreshes.
 *
 * Source: `platform-operator/controllers/secrets`, `component/certmanager/issuer` and `component/rancher` at v1.7.2.
 */
export const OPERATOR_COPIES: readonly AuthorityCopy[] = [
  {
    namespace: authProxy.namespace,
    name: 'verrazzano-tls-ca',
    reader: 'the auth proxy, and what it verifies',
    needed: 'always',
  },
  {
    namespace: rancher.namespace,
    name: 'tls-ca',
    reader: 'Rancher and its agents',
    needed: { component: rancher.name },
  },
  { namespace: rancher.namespace, name: 'tls-ca-additional', reader: 'Rancher, which trusts it as well' },
  { namespace: 'verrazzano-mc', name: 'verrazzano-local-ca-bundle', reader: 'registrations of managed clusters' },
  { namespace: OPERATOR_NAMESPACE, name: 'verrazzano-tls-ca', reader: 'the platform operator' },
];

/** Key of the certificates in a bundle. */
const BUNDLE_KEY = 'cacerts.pem';

/**
 * Secrets with the credentials of an OCI zone, in the namespaces of their readers. The platform operator copies them there from
 * `verrazzano-install`; with charts as installer they must be created there.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function zoneSecrets(platform: Platform): readonly PlatformSecret[] {
  const name = specField(platform.effective.spec, 'dns', 'oci', 'ociConfigSecret');
  if (typeof name !== 'string') return [];
  const { mode, clusterResourceNamespace } = platformIssuer(platform);
  const description = 'OCI credentials for the DNS zone: YAML with a section `auth` and the field `compartment`';
  const secret = { name, keys: ['oci.yaml'], description };
  return [
    { ...secret, namespace: externalDns.namespace, usedBy: externalDns.name },
    ...(mode === 'letsEncrypt'
      ? [{ ...secret, namespace: clusterResourceNamespace, usedBy: 'cert-manager-webhook-oci' }]
      : []),
  ];
}

/**
 * Remaining steps so that components trust a private authority, where charts are the installer; empty for a public authority.
 * The platform operator does it itself.
 *
 * Source: `platform-operator/controllers/verrazzano/component/certmanager/issuer` at v1.7.2.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function authoritySteps(platform: Platform): readonly RemainingStep[] {
  if (!platform.isEnabled('cluster-issuer')) return [];
  const from = authority(platform, platformIssuer(platform));
  if (from === undefined) return [];
  const { targets } = authorityCopies(platform);
  return [
    {
      title: 'Make components trust the authority',
      when: 'after',
      unit: 'platform',
      instructions: [
        `Components look for the certificate of the authority under key \`${BUNDLE_KEY}\`. ${from}`,
        '',
        ...targets.map(
          ({ namespace, name }) =>
            `- \`kubectl create secret generic ${name} -n ${namespace} --from-file=${BUNDLE_KEY}=authority.pem\``,
        ),
      ].join('\n'),
    },
  ];
}

/**
 * Secrets in which enabled components look for the certificate of the authority, and its key in each.
 * @param platform - the profile
 */
export function authorityCopies(platform: Platform): {
  readonly targets: ReadonlyArray<{ readonly namespace: string; readonly name: string }>;
  readonly key: string;
} {
  const found = OPERATOR_COPIES.filter(
    ({ needed }) => needed === 'always' || (needed !== undefined && platform.isEnabled(needed.component)),
  );
  return { targets: found.map(({ namespace, name }) => ({ namespace, name })), key: BUNDLE_KEY };
}

function authority(
  platform: Platform,
  { mode, environment, clusterResourceNamespace }: PlatformIssuer,
): string | undefined {
  const secret = text(specField(platform.effective.spec, 'clusterIssuer', 'ca', 'secretName')) ?? DEFAULT_CA.secretName;
  const extract = (key: string): string =>
    `\`kubectl get secret ${secret} -n ${clusterResourceNamespace} -o go-template='{{index .data "${key}" | base64decode}}' ` +
    '> authority.pem` writes it to a file; then:';
  if (mode === 'selfSigned') return extract('ca.crt');
  if (mode === 'customCa') return extract('tls.crt');
  if (mode === 'issuer') {
    return 'Put the certificate of your issuer into a file `authority.pem`, unless it is publicly trusted; then:';
  }
  return environment === 'staging'
    ? "Put the root certificates of Let's Encrypt's staging environment into a file `authority.pem`; then:"
    : undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
