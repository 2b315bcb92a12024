/** Version of the platform that the facts of this package describe. */
export const VERRAZZANO_VERSION = '1.7.2';

/** A Helm chart in the Verrazzano repository. */
export interface Chart {
  /** Folder, relative to the root of the repository. */
  readonly path: string;
  /** Name in `Chart.yaml`. */
  readonly name: string;
  /** Version of the chart. */
  readonly version: string;
  /** Version of the installed application. */
  readonly appVersion: string;
}

/** What differs from the defaults of a chart. */
export interface ChartOptions {
  /**
   * Name in `Chart.yaml`.
   * @default - last segment of the folder
   */
  readonly name?: string;
  /**
   * Version of the installed application.
   * @default - version of the chart
   */
  readonly appVersion?: string;
}

/** Folder of the values files that the platform operator gives to the charts. */
const OVERRIDES = 'platform-operator/helm_config/overrides';

/**
 * A chart of Verrazzano itself; its versions are those of the platform.
 * @param folder - folder below `platform-operator/helm_config/charts`
 * @param options - what differs from the defaults
 */
export function ownChart(folder: string, options: ChartOptions = {}): Chart {
  return chartAt(`platform-operator/helm_config/charts/${folder}`, VERRAZZANO_VERSION, options);
}

/**
 * A third-party chart in the repository of Verrazzano.
 * @param folder - folder below `platform-operator/thirdparty/charts`
 * @param version - version of the chart
 * @param options - what differs from the defaults
 */
export function thirdPartyChart(folder: string, version: string, options: ChartOptions = {}): Chart {
  return chartAt(`platform-operator/thirdparty/charts/${folder}`, version, options);
}

/**
 * Path of a values file, relative to the root of the Verrazzano repository.
 * @param file - name of the file, as a definition gives it
 */
export function valuesFilePath(file: string): string {
  return `${OVERRIDES}/${file}`;
}

function chartAt(path: string, version: string, options: ChartOptions): Chart {
  return { path, name: path.slice(path.lastIndexOf('/') + 1), version, appVersion: version, ...options };
}

/** Labels whose values come from the chart: label key to a function of the chart. */
export type ChartLabels = Readonly<Record<string, (chart: Chart) => string>>;

const chartAndVersion = (chart: Chart): string => `${chart.name}-${chart.version}`;
const helm = (): string => 'Helm';

/** Labels that most charts put on pods: chart and manager. */
export const HELM_LABELS = {
  'helm.sh/chart': chartAndVersion,
  'app.kubernetes.io/managed-by': helm,
} as const satisfies ChartLabels;

/** {@link HELM_LABELS} with the version of the installed application. */
export const STANDARD_LABELS = {
  ...HELM_LABELS,
  'app.kubernetes.io/version': (chart) => chart.appVersion,
} as const satisfies ChartLabels;

/** Labels of kube-prometheus-stack, which give the version of the chart as that of the application. */
export const STACK_LABELS = {
  'app.kubernetes.io/managed-by': helm,
  'app.kubernetes.io/version': (chart) => chart.version,
  chart: chartAndVersion,
  heritage: helm,
} as const satisfies ChartLabels;
