import { ROOT_CERTIFICATE } from '../components/cluster-issuer';
import { specField } from '../definition/enablement';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import type { CertificatesKind, IssuerReference } from '../values/certificates';
import { CLUSTER_ISSUER, DEFAULT_CA } from '../values/certificates';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { hostNames } from './host-names';

/** API version of Issuers, ClusterIssuers and Certificates, as upstream emits them. */
export const CERT_MANAGER_API = 'cert-manager.io/v1';

/** ACME directories of Let's Encrypt. */
const SERVERS = {
  production: 'https://acme-v02.api.letsencrypt.org/directory',
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
} as const;

/** The solver of cert-manager-webhook-oci, and the Secret of the ACME account. */
const OCI_SOLVER = { groupName: 'verrazzano.io', solverName: 'oci', ociProfileSecretKey: 'oci.yaml' } as const;
const ACCOUNT_SECRET = 'verrazzano-cert-acme-secret';

const SELF_SIGNED = { issuer: 'verrazzano-selfsigned-issuer', certificate: ROOT_CERTIFICATE } as const;

/** Issuer of the certificates of a platform. */
export interface PlatformIssuer {
  /** Kind of the issuer. */
  readonly mode: CertificatesKind;
  /** The issuer that Ingresses name. */
  readonly issuer: IssuerReference;
  /** Namespace in which cert-manager looks for Secrets of cluster issuers. */
  readonly clusterResourceNamespace: string;
  /** Environment of Let's Encrypt; undefined with other kinds. */
  readonly environment: 'staging' | 'production' | undefined;
}

/**
 * Issuer of the certificates of a platform from the effective resource; a custom issuer comes from `certificates`.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function platformIssuer(platform: Platform): PlatformIssuer {
  const { spec } = platform.effective;
  const own = platform.naming?.certificates;
  const namespace = text(specField(spec, 'clusterIssuer', 'clusterResourceNamespace')) ?? '';
  const clusterResourceNamespace = namespace === '' ? DEFAULT_CA.clusterResourceNamespace : namespace;
  const letsEncrypt = specField(spec, 'clusterIssuer', 'letsEncrypt');
  const base = { issuer: CLUSTER_ISSUER, clusterResourceNamespace, environment: undefined };
  if (own?.kind === 'issuer') return { ...base, mode: 'issuer', issuer: own.issuer };
  if (isJsonObject(letsEncrypt)) {
    const isStaging = text(letsEncrypt.environment)?.toLowerCase() === 'staging';
    return { ...base, mode: 'letsEncrypt', environment: isStaging ? 'staging' : 'production' };
  }
  const isDefault =
    clusterResourceNamespace === DEFAULT_CA.clusterResourceNamespace && caSecret(spec) === DEFAULT_CA.secretName;
  return { ...base, mode: isDefault ? 'selfSigned' : 'customCa' };
}

/**
 * The ClusterIssuer of a platform, and, for an authority that the platform creates, its Issuer and Certificate; empty when the
 * cluster issuer is not enabled or exists already.
 *
 * Source: `platform-operator/controllers/verrazzano/component/certmanager/issuer` at v1.7.2.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function clusterIssuerObjects(platform: Platform): readonly KubernetesManifest[] {
  if (!platform.isEnabled('cluster-issuer')) return [];
  const { mode, environment, clusterResourceNamespace: namespace } = platformIssuer(platform);
  const { spec } = platform.effective;
  if (mode === 'issuer') {
    const own = platform.naming?.certificates?.issuerSpec;
    return own === undefined ? [] : [clusterIssuer(own)];
  }
  if (mode === 'letsEncrypt') return [clusterIssuer({ acme: acme(platform, SERVERS[environment ?? 'production']) })];
  const ca = clusterIssuer({ ca: { secretName: caSecret(spec) } });
  return mode === 'customCa' ? [ca] : [...selfSignedRoot(platform, namespace), ca];
}

/**
 * Common name of the root that the platform creates. Upstream appends a random suffix, so that roots of two clusters differ;
 * here the name of the environment is appended.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function rootCommonName(platform: Platform): string {
  return platform.naming?.certificates?.commonName ?? `verrazzano-root-ca-${hostNames(platform).environmentName}`;
}

function clusterIssuer(spec: JsonObject): KubernetesManifest {
  return { apiVersion: CERT_MANAGER_API, kind: 'ClusterIssuer', metadata: { name: CLUSTER_ISSUER.name }, spec };
}

function selfSignedRoot(platform: Platform, namespace: string): readonly KubernetesManifest[] {
  return [
    {
      apiVersion: CERT_MANAGER_API,
      kind: 'Issuer',
      metadata: { name: SELF_SIGNED.issuer, namespace },
      spec: { selfSigned: {} },
    },
    {
      apiVersion: CERT_MANAGER_API,
      kind: 'Certificate',
      metadata: { name: SELF_SIGNED.certificate, namespace },
      spec: {
        secretName: DEFAULT_CA.secretName,
        commonName: rootCommonName(platform),
        isCA: true,
        issuerRef: { name: SELF_SIGNED.issuer, kind: 'Issuer' },
      },
    },
  ];
}

function acme(platform: Platform, server: string): JsonObject {
  const { spec } = platform.effective;
  const oci = (field: string): JsonValue => specField(spec, 'dns', 'oci', field) ?? '';
  const { groupName, solverName, ociProfileSecretKey } = OCI_SOLVER;
  return {
    email: specField(spec, 'clusterIssuer', 'letsEncrypt', 'emailAddress') ?? '',
    server,
    preferredChain: '',
    privateKeySecretRef: { name: ACCOUNT_SECRET },
    solvers: [
      {
        dns01: {
          webhook: {
            groupName,
            solverName,
            config: {
              compartmentOCID: oci('dnsZoneCompartmentOCID'),
              // The platform operator reads this from the Secret, which is not available here.
              useInstancePrincipals: platform.naming?.dns?.instancePrincipal === true,
              ociProfileSecretName: oci('ociConfigSecret'),
              ociProfileSecretKey,
              ociZoneName: oci('dnsZoneName'),
            },
          },
        },
      },
    ],
  };
}

function caSecret(spec: JsonObject): string {
  return text(specField(spec, 'clusterIssuer', 'ca', 'secretName')) ?? DEFAULT_CA.secretName;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
