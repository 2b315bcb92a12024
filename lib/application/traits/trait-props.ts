/** Name, labels and annotations of a trait. */
export interface TraitMetadata {
  /**
   * Name; VirtualServices, Certificates and servers of the Gateway are named after an ingress trait.
   * @default - `<component>-trait-<hash>`, as release 1.7.2 makes it
   */
  readonly name?: string;
  /** Labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Who may ask for a path, by the token of the request. */
export interface IngressAuthorization {
  /** Rules; a request that fits one of them is allowed. */
  readonly rules: ReadonlyArray<{
    /** Principals of the token, `<issuer>/<subject>`; `*` is any. */
    readonly from: { readonly requestPrincipals: readonly string[] };
    /** Conditions, such as key `request.auth.claims[groups]`. @default - none */
    readonly when?: ReadonlyArray<{ readonly key: string; readonly values: readonly string[] }>;
  }>;
}

/** A path of a rule. */
export interface IngressPath {
  /** Path. @default / */
  readonly path?: string;
  /** How it is compared. @default - Prefix for the path /, else Exact */
  readonly pathType?: 'Exact' | 'Prefix' | 'Regex' | 'exact' | 'prefix' | 'regex';
  /** Who may ask for it; all paths of the rule get a policy then. @default - everyone */
  readonly authorizationPolicy?: IngressAuthorization;
}

/** A rule: hosts and paths, and where they lead. */
export interface IngressRule {
  /** Host names, without wildcards. @default - `<application>.<namespace>.<domain>` */
  readonly hosts?: readonly string[];
  /** Paths. @default - everything */
  readonly paths?: readonly IngressPath[];
  /** Where requests go. @default - the Service of the workload, and its port that is named http... */
  readonly destination?: {
    /** Host name of a Service. @default - that of the workload */
    readonly host?: string;
    /** Port of the Service. @default - the only one, or the only one that is named http... */
    readonly port?: number;
    /** Keeps a client on one pod by a cookie. @default - no cookie */
    readonly httpCookie?: {
      /** Name of the cookie. @default - none */
      readonly name?: string;
      /** Path of the cookie. @default - none */
      readonly path?: string;
      /** How long it lives, in whole seconds. @default 0 */
      readonly ttl?: number;
    };
  };
}

/** Ingress through the ingress gateway (IngressTrait). */
export interface IngressTraitProps extends TraitMetadata {
  /** Rules. @default - one that routes everything for the generated host */
  readonly rules?: readonly IngressRule[];
  /** Secret in `istio-system` with the certificate of the hosts, which each rule must give then. @default - a Certificate */
  readonly tls?: { readonly secretName: string };
}

/** Metrics for Prometheus (MetricsTrait). */
export interface MetricsTraitProps extends TraitMetadata {
  /** Whether pods are scraped. @default true */
  readonly enabled?: boolean;
  /** Port of the only endpoint, or of the last one. @default - of the workload: 8080, 9612 with Coherence */
  readonly port?: number;
  /** HTTP path. @default /metrics */
  readonly path?: string;
  /** Endpoints. @default - one, of `port` and `path` */
  readonly ports?: ReadonlyArray<{ readonly port?: number; readonly path?: string }>;
  /** Deployment of a Prometheus of one's own, `<namespace>/<name>`. @default - the Prometheus of the platform */
  readonly scraper?: string;
  /** Secret with `username` and `password` for the endpoints. @default - known to Coherence and WebLogic workloads */
  readonly secret?: string;
}

/** A sidecar that prints log files (LoggingTrait). */
export interface LoggingTraitProps extends TraitMetadata {
  /** Configuration of Fluentd. */
  readonly loggingConfig: string;
  /** Image of Fluentd. @default - with Coherence and WebLogic that of the platform; others need one */
  readonly loggingImage?: string;
  /** When the image is pulled. @default - as Kubernetes */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

/** Number of pods (ManualScalerTrait). */
export interface ManualScalerTraitProps extends TraitMetadata {
  /** Number of pods. */
  readonly replicaCount: number;
}
