import { specField } from '../definition/enablement';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import type { RemainingStep } from '../gitops/gitops-cluster';
import { platformIssuer } from '../ingress/issuers';
import { authorityCopies } from '../ingress/runtime-secrets';
import { DEFAULT_CA } from '../values/certificates';
import { isJsonObject, type JsonObject } from '../values/json';
import { parseGoDuration } from '../values/quantities';
import type { Problem } from '../values/problem';
import { NAMESPACE_NAME } from '../values/names';

/** How certificate authorities live on without the platform operator, which refreshed every copy of them. */
export interface AuthorityProps {
  /**
   * How long the certificate of an authority is valid, a Go duration. It is renewed after nine tenths of it, with the same key.
   * @default 87600h
   */
  readonly duration?: string;
  /**
   * What refreshes the copies of the authority in Secrets of other namespaces: `trustManager` writes Bundles for trust-manager, which
   * must be installed with permission to write these Secrets; `step` is a remaining step, to be repeated at every renewal.
   * @default step
   */
  readonly copies?: 'trustManager' | 'step';
}

const DEFAULT_DURATION = '87600h';
const HOUR = 3_600_000_000_000;

/**
 * What is wrong with the settings.
 * @param props - the settings
 */
export function authorityProblems({ duration }: AuthorityProps): Problem[] {
  if (duration === undefined || Number(parseGoDuration(duration) ?? 0) >= HOUR) return [];
  const allowed = 'a Go duration of 1h or more, such as 87600h';
  return [{ at: 'Installer.charts', what: 'authority.duration is not valid', got: duration, allowed }];
}

/**
 * Certificates of authorities that keep their key and live long; other objects as they are. cert-manager makes a new key at every
 * renewal from 1.18 on unless the certificate says otherwise, and whatever it signed breaks.
 * @param objects - any objects
 * @param props - the settings
 */
export function keptAuthorities(
  objects: readonly KubernetesManifest[],
  { duration = DEFAULT_DURATION }: AuthorityProps,
): KubernetesManifest[] {
  const tenth = Math.floor(Number(parseGoDuration(duration) ?? 0) / HOUR / 10);
  return objects.map((object) => {
    const { spec } = object;
    if (object.kind !== 'Certificate' || !isJsonObject(spec) || spec['isCA'] !== true) return object;
    const { renewBefore: _, privateKey, ...rest } = spec;
    const key: JsonObject = { ...(isJsonObject(privateKey) ? privateKey : {}), rotationPolicy: 'Never' };
    return { ...object, spec: { ...rest, duration, ...(tenth > 0 && { renewBefore: `${tenth}h` }), privateKey: key } };
  });
}

/**
 * Bundles by which trust-manager keeps the copies of the authority up to date, and what is wrong where there can be none.
 * @param platform - the profile
 * @param props - the settings
 * @throws MergeError when the platform operator would refuse the merge
 */
export function authorityBundles(
  platform: Platform,
  { copies = 'step' }: AuthorityProps,
): { readonly bundles: readonly KubernetesManifest[]; readonly problems: readonly Problem[] } {
  if (copies === 'step' || !platform.isEnabled('cluster-issuer')) return { bundles: [], problems: [] };
  const { mode } = platformIssuer(platform);
  const key = { selfSigned: 'ca.crt', customCa: 'tls.crt', letsEncrypt: undefined, issuer: undefined }[mode];
  if (key === undefined) {
    const what = `authority.copies is trustManager, and certificates of kind ${mode} have no authority in a Secret`;
    return { bundles: [], problems: [{ what, got: 'trustManager', allowed: 'step' }] };
  }
  const stated = specField(platform.effective.spec, 'clusterIssuer', 'ca', 'secretName');
  const name = typeof stated === 'string' ? stated : DEFAULT_CA.secretName;
  const { targets, key: target } = authorityCopies(platform);
  const bundles = targets.map((copy) => ({
    apiVersion: 'trust.cert-manager.io/v1alpha1',
    kind: 'Bundle',
    metadata: { name: copy.name },
    spec: {
      sources: [{ secret: { name, key } }],
      target: {
        secret: { key: target },
        namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: copy.namespace } },
      },
    },
  }));
  return { bundles, problems: [] };
}

/**
 * What a person installs so that Bundles take effect.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function trustManagerStep(platform: Platform): RemainingStep {
  const { clusterResourceNamespace } = platformIssuer(platform);
  const names = authorityCopies(platform).targets.map(({ name }) => name);
  return {
    title: 'Install trust-manager',
    when: 'before',
    unit: 'objects/cluster-issuer',
    instructions: [
      'It keeps the copies of the authority up to date, in place of the platform operator. It reads the authority in its trust ' +
        `namespace, which must be \`${clusterResourceNamespace}\`, and writes these Secrets only:`,
      '',
      '```sh',
      'helm upgrade --install trust-manager trust-manager --repo https://charts.jetstack.io \\',
      `  --namespace ${clusterResourceNamespace} --set app.trust.namespace=${clusterResourceNamespace} \\`,
      `  --set secretTargets.enabled=true --set secretTargets.authorizedSecrets='{${names.join(',')}}'`,
      '```',
    ].join('\n'),
  };
}
