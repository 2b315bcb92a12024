import type { JsonObject } from './json';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain, isEmailAddress } from './names';
import type { Problem } from './problem';
import { refuse } from './problem';

/** The certificate authority that the platform makes itself (base profile at v1.7.2): its Secret and the namespace of that. */
export const DEFAULT_CA = {
  clusterResourceNamespace: 'cert-manager',
  secretName: 'verrazzano-ca-certificate-secret',
} as const;

/** A certificate authority of your own. */
export interface CustomCaProps {
  /** Name of the Secret with keys `tls.crt` and `tls.key`; it is never put into Git. */
  readonly secretName: string;
  /**
   * Namespace of that Secret, cert-manager's cluster resource namespace.
   * @default 'cert-manager'
   */
  readonly clusterResourceNamespace?: string;
}

/** Certificates from Let's Encrypt. */
export interface LetsEncryptProps {
  /** Address of the ACME account. */
  readonly emailAddress: string;
  /**
   * Which of Let's Encrypt's environments signs.
   * @default - the platform operator assumes `production`
   */
  readonly environment?: 'staging' | 'production';
}

/** How the issuer of certificates is known. */
export type CertificatesKind = 'selfSigned' | 'customCa' | 'letsEncrypt';

/** A Secret that must exist in the cluster before the platform is installed. */
export interface CertificateSecret {
  /** Namespace of the Secret. */
  readonly namespace: string;
  /** Name of the Secret. */
  readonly name: string;
  /** Keys it must hold. */
  readonly keys: readonly string[];
}

/**
 * Who signs the certificates of the platform.
 *
 * Source of the fields: `spec.components.clusterIssuer` of the Verrazzano resource v1beta1 at v1.7.2.
 */
export class Certificates {
  /** A certificate authority that the platform makes itself (the platform's default). */
  static selfSigned(): Certificates {
    return new Certificates('selfSigned', {}, undefined);
  }

  /**
   * A certificate authority of your own.
   * @param props - where its key pair lies
   * @throws Error that lists every bad field
   */
  static customCa(props: CustomCaProps): Certificates {
    const namespace = props.clusterResourceNamespace ?? DEFAULT_CA.clusterResourceNamespace;
    const problems: Problem[] = [];
    if (!isDnsSubdomain(props.secretName)) {
      problems.push({
        at: 'Certificates.customCa',
        what: 'secretName is not a valid name',
        got: props.secretName,
        allowed: DNS_SUBDOMAIN,
      });
    }
    if (!isDnsLabel(namespace)) {
      problems.push({
        at: 'Certificates.customCa',
        what: 'clusterResourceNamespace is not a valid name',
        got: namespace,
        allowed: DNS_LABEL,
      });
    }
    refuse(problems);
    const spec = { clusterResourceNamespace: namespace, ca: { secretName: props.secretName } };
    return new Certificates('customCa', spec, { namespace, name: props.secretName, keys: ['tls.crt', 'tls.key'] });
  }

  /**
   * Certificates from Let's Encrypt, by DNS challenges in an OCI zone when {@link Dns.oci} is used, else by HTTP challenges.
   * @param props - account and environment
   * @throws Error that lists every bad field
   */
  static letsEncrypt(props: LetsEncryptProps): Certificates {
    const problems: Problem[] = [];
    if (!isEmailAddress(props.emailAddress)) {
      problems.push({
        at: 'Certificates.letsEncrypt',
        what: 'emailAddress is not an e-mail address',
        got: props.emailAddress,
        allowed: 'local@domain',
      });
    }
    if (props.environment !== undefined && !['staging', 'production'].includes(props.environment)) {
      problems.push({
        at: 'Certificates.letsEncrypt',
        what: 'environment is unknown',
        got: props.environment,
        allowed: 'staging, production',
      });
    }
    refuse(problems);
    return new Certificates('letsEncrypt', { letsEncrypt: { ...props } }, undefined);
  }

  private constructor(
    /** Which of the three ways it is. */
    readonly kind: CertificatesKind,
    private readonly spec: JsonObject,
    /** The Secret that must exist first, if any. */
    readonly requiredSecret: CertificateSecret | undefined,
  ) {}

  /** The fragment for `spec.components.clusterIssuer`; empty when the platform's default is meant. */
  toSpec(): JsonObject {
    return this.spec;
  }
}
