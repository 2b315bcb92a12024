import type { CertificateDefinition } from '../definition/certificate-definition';
import type { ComponentDefinition } from '../definition/definition';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import type { JsonObject } from '../values/json';
import { CERT_MANAGER_API, clusterIssuerObjects, platformIssuer } from './issuers';

/** The component whose certificates are those of the cluster issuer itself. */
const CLUSTER_ISSUER_COMPONENT = 'cluster-issuer';

/** A certificate of a component, with its issuer. */
interface OwnCertificate {
  readonly name: string;
  readonly namespace: string;
  readonly secret: string;
  readonly issuer: string;
  readonly content: CertificateDefinition;
}

/**
 * The issuers and Certificates of a platform that cert-manager does not create itself: the chain of the cluster issuer, and
 * those of components for their webhooks and internal connections. cert-manager creates those of Ingresses.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function certificateObjects(platform: Platform): readonly KubernetesManifest[] {
  return [
    ...clusterIssuerObjects(platform),
    ...platform.enabledComponents.flatMap((definition) => componentCertificates(platform, definition)),
  ];
}

/**
 * The issuers and Certificates of one component.
 * @param platform - the profile
 * @param definition - the component
 * @throws MergeError when the platform operator would refuse the merge
 */
export function componentCertificates(
  platform: Platform,
  definition: ComponentDefinition,
): readonly KubernetesManifest[] {
  if (definition.name === CLUSTER_ISSUER_COMPONENT) return [];
  const { clusterResourceNamespace } = platformIssuer(platform);
  const certificates = ownCertificates(definition, clusterResourceNamespace).filter(
    ({ content: { onlyWith } }) => onlyWith === undefined || platform.isEnabled(onlyWith),
  );
  return [...issuersBehind(certificates), ...certificates.map(certificateManifest)];
}

function ownCertificates(definition: ComponentDefinition, clusterResourceNamespace: string): readonly OwnCertificate[] {
  return Object.entries(definition.certificates ?? {}).map(([name, facts]) => {
    if (facts.issuer === undefined) throw new Error(`[${definition.key}] Certificate ${name} has no issuer`);
    const ofClusterIssuer = facts.signsAs?.startsWith('ClusterIssuer/') === true;
    return {
      name,
      namespace: ofClusterIssuer ? clusterResourceNamespace : (facts.namespace ?? definition.namespace),
      secret: facts.secret ?? name,
      issuer: facts.issuer,
      content: facts,
    };
  });
}

/** The issuers of certificates: those that sign with one of them, and self-signed ones. */
function issuersBehind(certificates: readonly OwnCertificate[]): readonly KubernetesManifest[] {
  const made = new Map<string, KubernetesManifest>();
  for (const { secret, namespace, content } of certificates) {
    const { signsAs } = content;
    if (signsAs !== undefined) made.set(signsAs, issuer(signsAs, namespace, { ca: { secretName: secret } }));
  }
  for (const { issuer: name, namespace } of certificates) {
    if (!made.has(name)) made.set(name, issuer(name, namespace, { selfSigned: {} }));
  }
  return [...made.values()];
}

function issuer(reference: string, namespace: string, spec: JsonObject): KubernetesManifest {
  const { kind, name } = parts(reference);
  const metadata = kind === 'ClusterIssuer' ? { name } : { name, namespace };
  return { apiVersion: CERT_MANAGER_API, kind, metadata, spec };
}

function certificateManifest({ name, namespace, secret, issuer: signer, content }: OwnCertificate): KubernetesManifest {
  const { commonName, duration, renewBefore, subject, signsAs, bothEnds } = content;
  const dnsNames = dnsNamesOf(content, namespace);
  return {
    apiVersion: CERT_MANAGER_API,
    kind: 'Certificate',
    metadata: { name, namespace },
    spec: {
      secretName: secret,
      issuerRef: issuerRef(signer, content.issuerRef ?? 'kind'),
      ...(commonName !== undefined && { commonName }),
      ...(dnsNames.length > 0 && { dnsNames }),
      ...(signsAs !== undefined && { isCA: true }),
      ...(duration !== undefined && { duration }),
      ...(renewBefore !== undefined && { renewBefore }),
      ...(subject !== undefined && { subject: { ...subject } }),
      ...(bothEnds === true && {
        privateKey: { algorithm: 'RSA', encoding: 'PKCS8', size: 2048 },
        usages: ['server auth', 'client auth'],
      }),
    },
  };
}

function dnsNamesOf({ service, serviceNames, moreNames }: CertificateDefinition, namespace: string): readonly string[] {
  if (service === undefined) return moreNames ?? [];
  const short = [service, `${service}.${namespace}`];
  const svc = `${service}.${namespace}.svc`;
  const qualified = `${svc}.cluster.local`;
  const names = { short: [...short, svc], qualified: [svc, qualified], all: [...short, svc, qualified] };
  return [...names[serviceNames ?? 'qualified'], ...(moreNames ?? [])];
}

function issuerRef(reference: string, detail: NonNullable<CertificateDefinition['issuerRef']>): JsonObject {
  const { kind, name } = parts(reference);
  if (detail === 'name') return { name };
  return detail === 'kind' ? { name, kind } : { name, kind, group: 'cert-manager.io' };
}

function parts(reference: string): { readonly kind: string; readonly name: string } {
  const [kind = '', name = ''] = reference.split('/');
  return { kind, name };
}
