import type { HelmSource } from '../gitops/helm-source';
import type { JsonObject } from '../values/json';

/** A chart of the release. */
export interface ReleaseChart {
  /** Name of the component. */
  readonly component: string;
  /** Repository that has it. */
  readonly project: 'verrazzano' | 'istio';
  /** Folder, relative to the root of its repository. */
  readonly path: string;
  /** Name in `Chart.yaml`. */
  readonly name: string;
  /** Version in `Chart.yaml`; of Istio that of the release, since `Chart.yaml` has a placeholder. */
  readonly version: string;
  /** Values files, the weakest first, relative to the root of the Verrazzano repository. */
  readonly valuesFiles: readonly string[];
}

/** Where Argo CD finds a chart. */
export interface ChartLocation extends Omit<HelmSource, 'release' | 'values'> {
  /**
   * Values below those of the component.
   * @default - none
   */
  readonly values?: JsonObject;
  /**
   * How the values of the release become those of another version of the chart.
   * @default - they stay
   */
  readonly adapt?: (values: JsonObject) => JsonObject;
  /**
   * Version of the chart.
   * @default - that of the release
   */
  readonly version?: string;
}

/** The repository that holds the output. */
export interface OutputRepository {
  /** Its URL. */
  readonly url: string;
  /** Tag, branch or commit. */
  readonly revision: string;
}
