import type { JsonObject } from './json';
import { DNS_LABEL, DNS_SUBDOMAIN, isDnsLabel, isDnsSubdomain, isEmailAddress } from './names';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { requireShape } from './shape/require-shape';

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

/** A certificate authority that the platform makes itself. */
export interface SelfSignedProps {
  /**
   * Common name of the root certificate where the library emits it. Give that of the running one when you take over an
   * installation, since another name makes another root; the platform operator ends it with a random suffix.
   * @default - `verrazzano-root-ca-` and the name of the environment
   */
  readonly commonName?: string;
}

/** An issuer of your own: one that exists, or one that is made under the platform's name. */
export type IssuerChoice =
  | {
      /** Name of an issuer that exists in the cluster. */
      readonly name: string;
      /**
       * Its kind, which must be cluster-scoped: Ingresses of several namespaces use it.
       * @default ClusterIssuer
       */
      readonly kind?: string;
      /**
       * Its API group; an external issuer of cert-manager has one of its own.
       * @default cert-manager.io
       */
      readonly group?: string;
      readonly spec?: never;
    }
  | {
      /** `spec` of ClusterIssuer `verrazzano-cluster-issuer`, as cert-manager writes it; credentials are references to Secrets. */
      readonly spec: JsonObject;
      readonly name?: never;
    };

/** A reference to an issuer of cert-manager. */
export interface IssuerReference {
  /** Name. */
  readonly name: string;
  /** Kind. */
  readonly kind: string;
  /** API group. */
  readonly group: string;
}

/** The issuer of all public certificates of the platform. */
export const CLUSTER_ISSUER: IssuerReference = {
  name: 'verrazzano-cluster-issuer',
  kind: 'ClusterIssuer',
  group: 'cert-manager.io',
};

/** Kind of issuer of certificates. */
export type CertificatesKind = 'selfSigned' | 'customCa' | 'letsEncrypt' | 'issuer';

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
  /**
   * A certificate authority that the platform makes itself (the platform's default).
   * @param props - its common name
   * @throws Error when the common name is empty or longer than 64 characters
   */
  static selfSigned(props: SelfSignedProps = {}): Certificates {
    requireShape('SelfSignedProps', props, 'Certificates.selfSigned');
    const { commonName } = props;
    if (commonName !== undefined && (commonName.length === 0 || commonName.length > 64)) {
      const what = 'commonName is not valid';
      throwProblems([{ at: 'Certificates.selfSigned', what, got: commonName, allowed: '1 to 64 characters' }]);
    }
    return new Certificates('selfSigned', {}, undefined, { commonName });
  }

  /**
   * A certificate authority of your own.
   * @param props - where its key pair is
   * @throws Error that lists every bad field
   */
  static customCa(props: CustomCaProps): Certificates {
    requireShape('CustomCaProps', props, 'Certificates.customCa');
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
    throwProblems(problems);
    const spec = { clusterResourceNamespace: namespace, ca: { secretName: props.secretName } };
    return new Certificates('customCa', spec, { namespace, name: props.secretName, keys: ['tls.crt', 'tls.key'] });
  }

  /**
   * Certificates from Let's Encrypt, by DNS challenges in an OCI zone: they need {@link Dns.oci}.
   * @param props - account and environment
   * @throws Error that lists every bad field
   */
  static letsEncrypt(props: LetsEncryptProps): Certificates {
    requireShape('LetsEncryptProps', props, 'Certificates.letsEncrypt');
    const { emailAddress } = props;
    const what = 'emailAddress is not an e-mail address';
    const at = 'Certificates.letsEncrypt';
    throwProblems(isEmailAddress(emailAddress) ? [] : [{ at, what, got: emailAddress, allowed: 'local@domain' }]);
    return new Certificates('letsEncrypt', { letsEncrypt: { ...props } }, undefined);
  }

  /**
   * An issuer of your own, with charts as installer: the platform operator knows only the three other kinds. The Verrazzano
   * resource cannot express it. An issuer with another name serves the Ingresses of the platform; whatever asks for
   * `verrazzano-cluster-issuer` by name, such as IngressTraits under Verrazzano's application operator, need `spec`.
   * @param issuer - an issuer that exists, or the `spec` of one
   * @throws Error when the name is not valid or the kind is `Issuer`
   */
  static issuer(issuer: IssuerChoice): Certificates {
    requireShape('IssuerChoice', issuer, 'Certificates.issuer', 'issuer');
    if (issuer.spec !== undefined) return new Certificates('issuer', {}, undefined, { issuerSpec: issuer.spec });
    const { name, kind = CLUSTER_ISSUER.kind, group = CLUSTER_ISSUER.group } = issuer;
    const at = 'Certificates.issuer';
    throwProblems([
      ...(isDnsSubdomain(name) ? [] : [{ at, what: 'name is not a valid name', got: name, allowed: DNS_SUBDOMAIN }]),
      ...(isDnsSubdomain(group) ? [] : [{ at, what: 'group is not a valid name', got: group, allowed: DNS_SUBDOMAIN }]),
      ...(/^[A-Z][A-Za-z0-9]*$/.test(kind) && kind !== 'Issuer'
        ? []
        : [
            {
              at,
              what: 'kind is not that of a cluster-scoped issuer',
              got: kind,
              allowed: 'ClusterIssuer, or a cluster-scoped kind of an external issuer',
              fix: 'Ingresses of several namespaces use it',
            },
          ]),
    ]);
    return new Certificates('issuer', {}, undefined, { issuer: { name, kind, group } });
  }

  private constructor(
    /** Which kind of issuer it is. */
    readonly kind: CertificatesKind,
    private readonly spec: JsonObject,
    /** The Secret that must exist first, if any. */
    readonly requiredSecret: CertificateSecret | undefined,
    private readonly more: {
      readonly commonName?: string;
      readonly issuer?: IssuerReference;
      readonly issuerSpec?: JsonObject;
    } = {},
  ) {}

  /** Common name of a root certificate that the library emits; undefined when none was set. */
  get commonName(): string | undefined {
    return this.more.commonName;
  }

  /** The issuer that signs. */
  get issuer(): IssuerReference {
    return this.more.issuer ?? CLUSTER_ISSUER;
  }

  /** `spec` of an issuer of your own under the platform's name; undefined for every other kind. @internal */
  get issuerSpec(): JsonObject | undefined {
    return this.more.issuerSpec;
  }

  /** The fragment for `spec.components.clusterIssuer`; empty when the platform's default is meant. @internal */
  toSpec(): JsonObject {
    return this.spec;
  }
}
