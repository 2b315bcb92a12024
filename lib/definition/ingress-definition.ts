import type { Creator } from './creator';
import type { NamespaceName } from './namespaces';

/** Where an Ingress that does not go through the auth proxy leads. */
export interface IngressBackend {
  /** Name of a Service of the component. */
  readonly service: string;
  /** Name of a port of that Service. */
  readonly port: string;
  /** The Ingress gives the name of the port; others give its number. */
  readonly byName?: true;
}

/** A chart value that decides whether something exists. */
export interface ChartCondition {
  /** Path of the value, with dots, such as `ruler.enabled`. */
  readonly value: string;
  /** The default when it is not set. */
  readonly otherwise: boolean;
}

/** Conditions of the annotations of ExternalDNS. */
export interface ExternalDnsAnnotations {
  /**
   * When the target annotation is set to the host name of the ingress controller; with `host` the target is the host itself
   * unless DNS is that of OCI.
   * @default ociDns
   */
  readonly target?: 'ociDns' | 'letsEncrypt' | 'always' | 'host';
  /**
   * When the time to live is set.
   * @default ociDns
   */
  readonly ttl?: 'ociDns' | 'letsEncrypt' | 'always' | 'never';
}

/** A public host name of a component. */
export interface IngressDefinition {
  /** Labels before `<environment name>.<DNS suffix>`. */
  readonly host: string;
  /** Whether requests pass the auth proxy, or go straight to the component, which then signs users in itself. */
  readonly through: 'authproxy' | 'direct';
  /** Where it leads; only when `through` is `direct`. */
  readonly backend?: IngressBackend;
  /**
   * Backend of the auth proxy: key of a port, which every workload that has it serves, or `<workload>/<port>`; null if it is
   * not part of this component. Only when `through` is `authproxy`.
   * @default - the only port of the only workload
   */
  readonly behind?: string | null;
  /**
   * Port of the auth proxy.
   * @default http-api
   */
  readonly authproxyPort?: 'http-api' | 'grpc';
  /**
   * Path; null when the rule has none.
   * @default - every path, with a capture group for the rewrite when it goes through the auth proxy
   */
  readonly path?: string | null;
  /** Secret of the certificate, which cert-manager creates under the same name. */
  readonly tlsSecret: string;
  /**
   * Annotations that differ from those of every Ingress of the platform; null removes one. Keys without a slash belong to
   * `nginx.ingress.kubernetes.io`; `{domain}` is replaced by `<environment name>.<DNS suffix>`.
   */
  readonly annotations?: Readonly<Record<string, string | null>>;
  /**
   * Annotations that are there, or differ, with certificates of Let's Encrypt or with wildcard DNS, written as `annotations`;
   * `{suffix}` is replaced by the DNS suffix and `{wildcard}` by the wildcard domain.
   * @default - none
   */
  readonly annotationsWith?: {
    readonly letsEncrypt?: Readonly<Record<string, string>>;
    readonly wildcardDns?: Readonly<Record<string, string>>;
  };
  /**
   * Annotations for ExternalDNS.
   * @default - target and time to live, with OCI DNS
   */
  readonly externalDns?: ExternalDnsAnnotations;
  /** Name of the cookie that keeps a user at one pod; `{host}` stands for the host name, and null lets NGINX name it. */
  readonly sessionCookie?: string | null;
  /** Labels of the host in the common name of the certificate, where they differ. */
  readonly commonName?: string;
  /** The component reports ready without waiting for the certificate. */
  readonly awaited?: false;
  /**
   * The chart value that decides whether it exists.
   * @default - it exists while the component is enabled
   */
  readonly onlyWhen?: ChartCondition;
  /**
   * The one kind of cluster that has it.
   * @default - every kind
   */
  readonly onlyOn?: 'admin';
  /**
   * Namespace.
   * @default - that of the auth proxy, or that of the component when `through` is `direct`
   */
  readonly namespace?: NamespaceName;
  /**
   * What creates it; `operator` is the platform operator. @default - as for the component
   */
  readonly createdBy?: Creator;
}
