/** Image of a provider. */
export interface ClusterAPIProviderImage {
  /**
   * Host of the registry.
   * @default - that of the platform
   */
  readonly registry?: string;
  /**
   * Path of the image below the registry, without its name.
   * @default - that of the platform
   */
  readonly repository?: string;
  /**
   * Tag.
   * @default - that of the bill of materials
   */
  readonly tag?: string;
}

/** Source of a provider of Cluster API. */
export interface ClusterAPIProvider {
  /**
   * URL of the directory with the manifests of its releases, for clusters that cannot reach the public one.
   * @default - the manifests that come with the platform operator
   */
  readonly url?: string;
  /**
   * Version, such as `v1.7.0`.
   * @default - that of the bill of materials
   */
  readonly version?: string;
  /** Its image. */
  readonly image?: ClusterAPIProviderImage;
}

/** The typed part of the values of Cluster API, which clusterctl installs. */
export interface ClusterAPIValues {
  /** The providers that the platform installs. */
  readonly defaultProviders?: {
    /** Cluster API itself. */
    readonly core?: ClusterAPIProvider;
    /** Infrastructure in OCI. */
    readonly oci?: ClusterAPIProvider;
    /** The bootstrap provider of Oracle Cloud Native Environment. */
    readonly ocneBootstrap?: ClusterAPIProvider;
    /** The control plane provider of Oracle Cloud Native Environment. */
    readonly ocneControlPlane?: ClusterAPIProvider;
  };
}
