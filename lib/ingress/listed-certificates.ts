import { certificatesOf } from '../definition/certificate';
import type { Platform } from '../definition/platform';
import type { IssuerReference } from '../values/certificates';
import { platformIssuer } from './issuers';
import { systemIngressTable } from './system-ingresses';

/** A certificate that cert-manager creates for an Ingress, because of its annotations. */
export interface IngressCertificate {
  /** Name of the component. */
  readonly component: string;
  /** Namespace of the Certificate, its Secret and the Ingress. */
  readonly namespace: string;
  /** Name of the Certificate and of its Secret. */
  readonly name: string;
  /** Name of the Ingress. */
  readonly ingress: string;
  /** Its DNS name. */
  readonly host: string;
  /** Its issuer. */
  readonly issuer: IssuerReference;
}

/** The serving certificate of a webhook. */
export interface WebhookCertificate {
  /** Name of the component. */
  readonly component: string;
  /** Name of the webhook configuration or of the APIService. */
  readonly configuration: string;
  /** Service of the webhook. */
  readonly service: string;
  /** What creates it: cert-manager from a Certificate of the platform, or the component itself when it starts. */
  readonly madeBy: 'cert-manager' | 'component';
  /** Secrets with the key pair, and with that of the authority where known, as `<namespace>/<name>`; empty where not known. */
  readonly secrets: readonly string[];
}

/**
 * Secrets of certificates that components create for their own webhooks.
 *
 * Source: `internal/certificate(s)` of the operators at v1.7.2.
 */
const OWN_SECRETS: Readonly<Record<string, readonly string[]>> = {
  'verrazzano-platform-operator': ['verrazzano-platform-operator-ca', 'verrazzano-platform-operator-tls'],
  'verrazzano-application-operator': ['verrazzano-application-operator-ca', 'verrazzano-application-operator-tls'],
  'verrazzano-cluster-operator': ['verrazzano-cluster-operator-ca', 'verrazzano-cluster-operator-tls'],
};

/** The API that the OCI solver of cert-manager adds to the API server; it is called like a webhook. */
const SOLVER = {
  component: 'cert-manager-webhook-oci',
  configuration: 'APIService v1alpha1.verrazzano.io',
  service: 'cert-manager-webhook-oci',
  certificate: 'cert-manager-webhook-oci-webhook-tls',
} as const;

/**
 * Certificates that cert-manager creates for the Ingresses of the platform; they are never emitted.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function ingressCertificates(platform: Platform): readonly IngressCertificate[] {
  const { issuer } = platformIssuer(platform);
  return systemIngressTable(platform).map(({ component, ingress, host }) => ({
    component,
    namespace: ingress.namespace,
    name: ingress.tlsSecret,
    ingress: ingress.name,
    host,
    issuer,
  }));
}

/**
 * The serving certificates of webhooks of running components.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function webhookCertificates(platform: Platform): readonly WebhookCertificate[] {
  return platform.runningComponents.flatMap((definition) => {
    const { name: component, namespace } = definition;
    const secretOf = (certificate: string): readonly string[] =>
      certificatesOf(definition)
        .filter(({ name }) => name === certificate)
        .map((found) => `${found.namespace}/${found.secret}`);
    const own = (OWN_SECRETS[component] ?? []).map((secret) => `${namespace}/${secret}`);
    const hooks = (definition.webhooks ?? []).map(({ name: configuration, service, caFrom }): WebhookCertificate =>
      caFrom === undefined
        ? { component, configuration, service, madeBy: 'component', secrets: own }
        : { component, configuration, service, madeBy: 'cert-manager', secrets: secretOf(caFrom) },
    );
    if (component !== SOLVER.component) return hooks;
    const { configuration, service, certificate } = SOLVER;
    return [{ component, configuration, service, madeBy: 'cert-manager' as const, secrets: secretOf(certificate) }];
  });
}
