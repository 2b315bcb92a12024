import type { MaintainedSteps } from './maintained-charts';

/** A Git repository with charts. */
export interface GitChartsProps {
  /** URL of the repository, as Argo CD clones it. */
  readonly url: string;
  /**
   * Tag, branch or commit with the charts of the release.
   * @default v1.7.2
   */
  readonly revision?: string;
  /**
   * Folder that holds `platform-operator`.
   * @default - the root of the repository
   */
  readonly path?: string;
  /**
   * Repository with the charts of Istio, in `manifests/charts`.
   * @default - https://github.com/istio/istio.git at the version of Istio
   */
  readonly istio?: IstioChartsProps;
}

/** A Git repository with the charts of Istio. */
export interface IstioChartsProps {
  /** URL of the repository, as Argo CD clones it. */
  readonly url: string;
  /**
   * Tag, branch or commit.
   * @default 1.19.3
   */
  readonly revision?: string;
  /**
   * Folder that holds `manifests/charts`.
   * @default - the root of the repository
   */
  readonly path?: string;
}

/** A Helm repository or an OCI registry with packages of the charts. */
export interface PackagedChartsProps {
  /** Address: `https://...` of a Helm repository; host and path of an OCI registry, with or without `oci://`. */
  readonly url: string;
  /**
   * Git repository with the values files of the release, which are in no chart. Argo CD reads them as a second source.
   * @default - the public repository of Verrazzano
   */
  readonly valuesFiles?: GitChartsProps;
}

/** A copy of the charts in the repository of the output. */
export interface VendoredChartsProps {
  /**
   * Folder of the copy, relative to the working directory of the synthesis: `platform-operator` of the Verrazzano repository, and
   * `manifests/charts` of the Istio repository.
   */
  readonly directory: string;
  /**
   * Checksum of the copy, 64 hexadecimal digits. In the folder:
   * `find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`.
   */
  readonly sha256: string;
  /**
   * The folder in the repository of the output.
   * @default - the same as directory
   */
  readonly path?: string;
}

/** Published charts in place of those of the release. */
export interface MaintainedChartsProps extends MaintainedSteps {
  /**
   * Repository with the charts and values files of the release: for components without a published chart, and for the values of all.
   * @default - the public repositories of Verrazzano and Istio
   */
  readonly release?: GitChartsProps;
}
