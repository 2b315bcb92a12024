import type { NamespaceName } from './namespaces';

/** A Certificate of cert-manager that does not come from an Ingress. */
export interface CertificateDefinition {
  /**
   * Namespace.
   * @default - namespace of the component
   */
  readonly namespace?: NamespaceName;
  /**
   * Secret that holds the key pair.
   * @default - name of the Certificate
   */
  readonly secret?: string;
  /**
   * Issuer as `<kind>/<name>`.
   * @default - not known
   */
  readonly issuer?: string;
  /** The component is ready only when this certificate is. */
  readonly awaited?: true;
  /**
   * Fields of its issuer reference: the name alone, the kind too, or the API group too. As upstream writes it, since a
   * certificate whose issuer reference changes is issued again.
   * @default kind
   */
  readonly issuerRef?: 'name' | 'kind' | 'group';
  /**
   * Issuer that signs with its key pair, as `<kind>/<name>`: it is the certificate of an authority. Issuers without such a
   * certificate are self-signed or external. The certificate of a ClusterIssuer is in cert-manager's cluster resource
   * namespace.
   * @default - none
   */
  readonly signsAs?: string;
  /**
   * Common name.
   * @default - none
   */
  readonly commonName?: string;
  /**
   * Service in the namespace of the certificate whose names it holds.
   * @default - none
   */
  readonly service?: string;
  /**
   * Which names of the Service: `short` are those up to `.svc`, `qualified` are `.svc` and `.svc.cluster.local`.
   * @default qualified
   */
  readonly serviceNames?: 'short' | 'qualified' | 'all';
  /**
   * DNS names beside those of the Service.
   * @default - none
   */
  readonly moreNames?: readonly string[];
  /**
   * How long it is valid, as a duration of Go.
   * @default - left to cert-manager: 2160h
   */
  readonly duration?: string;
  /**
   * How long before its end it is renewed, as a duration of Go.
   * @default - left to cert-manager: a third of its duration
   */
  readonly renewBefore?: string;
  /**
   * Its subject besides the common name. @default - none
   */
  readonly subject?: {
    readonly organizations?: readonly string[];
    readonly organizationalUnits?: readonly string[];
  };
  /** It is for servers and clients, with an RSA key of 2048 bits in PKCS #8. */
  readonly bothEnds?: true;
  /**
   * Component that must be enabled too.
   * @default - none
   */
  readonly onlyWith?: string;
}
