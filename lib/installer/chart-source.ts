import { posix } from 'path';
import { VERRAZZANO_VERSION } from '../definition/chart';
import { ComponentChartSource } from '../definition/component-chart-source';
import { throwProblems, type Problem } from '../values/problem';
import type { ChartLocation, OutputRepository, ReleaseChart } from './chart-location';
import { folderProblems, gitProblems, hostProblems } from './chart-source-problems';
import type {
  GitChartsProps,
  MaintainedChartsProps,
  PackagedChartsProps,
  VendoredChartsProps,
} from './chart-source-props';
import {
  adoptionNotes,
  lackedKinds,
  maintainedChart,
  publishedVersion,
  type MaintainedSteps,
  type PublishedVersion,
} from './maintained-charts';
import { commonStepProblems, maintainedProblems, stepProblems } from './step-problems';
import { vendoredProblems } from './vendored-charts';
import { requireShape } from '../values/shape/require-shape';

export type { ChartLocation, OutputRepository, ReleaseChart } from './chart-location';
export type {
  GitChartsProps,
  IstioChartsProps,
  MaintainedChartsProps,
  PackagedChartsProps,
  VendoredChartsProps,
} from './chart-source-props';

const RELEASE = 'https://github.com/verrazzano/verrazzano.git';
const ISTIO = { url: 'https://github.com/istio/istio.git', revision: '1.19.3', path: '' };

/** Where the charts of the components come from. */
export abstract class ChartSource extends ComponentChartSource {
  /** The public repositories of Verrazzano at the tag of the release, and of Istio at the version that it installs. */
  static release(): ChartSource {
    return ChartSource.git({ url: RELEASE });
  }

  /**
   * A mirror, or any repository with a copy of folder `platform-operator`.
   * @param props - where it is
   * @throws Error when a URL is not an address, holds credentials, or a path leads out of its repository
   */
  static git(props: GitChartsProps): ChartSource {
    const at = 'ChartSource.git';
    requireShape('GitChartsProps', props, at);
    const { url, revision = `v${VERRAZZANO_VERSION}`, path = '', istio = ISTIO } = props;
    const { revision: istioRevision = ISTIO.revision, path: istioPath = '' } = istio;
    throwProblems(
      [
        ...gitProblems({ url, revision, path }),
        ...gitProblems({ url: istio.url, revision: istioRevision, path: istioPath }, 'istio.'),
      ].map((problem) => ({ at, ...problem })),
    );
    return new GitCharts({
      verrazzano: { url, revision, path },
      istio: { url: istio.url, revision: istioRevision, path: istioPath },
    });
  }

  /**
   * A Helm repository with packages of the charts, under their names and versions in `Chart.yaml`. Those of Istio, whose `Chart.yaml` has
   * a placeholder, are packed as the version that the release installs: `helm package --version 1.19.3`.
   * @param props - where it is
   * @throws Error when the URL is not an http address, or holds credentials
   */
  static helm(props: PackagedChartsProps): ChartSource {
    const at = 'ChartSource.helm';
    requireShape('PackagedChartsProps', props, at);
    const { url, valuesFiles = { url: RELEASE } } = props;
    throwProblems(hostProblems(url, /^https?:\/\//, 'https://charts.example.com').map((p) => ({ at, ...p })));
    return new PackagedCharts(url, 'the Helm repository', ChartSource.git(valuesFiles));
  }

  /**
   * An OCI registry with packages of the charts, one repository per chart below the given path; names and versions are those of
   * {@link ChartSource.helm}.
   * @param props - where it is
   * @throws Error when the address is not a host with a path, or holds credentials
   */
  static oci(props: PackagedChartsProps): ChartSource {
    const at = 'ChartSource.oci';
    requireShape('PackagedChartsProps', props, at);
    const { url, valuesFiles = { url: RELEASE } } = props;
    // Argo CD wants the address without its scheme.
    const bare = url.replace(/^oci:\/\//, '').replace(/\/+$/, '');
    throwProblems(hostProblems(bare, /^(?!.*:\/\/)/, 'oci://registry.example.com/charts').map((p) => ({ at, ...p })));
    return new PackagedCharts(bare, 'the OCI registry', ChartSource.git(valuesFiles));
  }

  /**
   * A copy in the repository of the output, verified against its checksum.
   * @param props - the copy
   * @throws Error when the folder does not exist, lacks `platform-operator`, has another checksum, or is outside of the repository
   */
  static vendored(props: VendoredChartsProps): ChartSource {
    const at = 'ChartSource.vendored';
    requireShape('VendoredChartsProps', props, at);
    const { directory, sha256, path = directory } = props;
    throwProblems(
      [...folderProblems(path.replace(/^\.\//, '')), ...vendoredProblems(directory, sha256)].map((p) => ({ at, ...p })),
    );
    return new VendoredCharts(path.replace(/^\.\//, ''), directory, sha256);
  }

  /**
   * Published charts that are still maintained, where the library derives their values from the platform; the charts of the release for
   * the others. Names, selectors and service accounts stay, or `cdk8s-verrazzano hop` says what changes.
   * @param props - which versions
   * @throws Error when a component or version is not known, the values of a version are not derived, or the repository of the release is
   *   refused
   */
  static maintained(props: MaintainedChartsProps = {}): ChartSource {
    requireShape('MaintainedChartsProps', props, 'ChartSource.maintained');
    const at = 'ChartSource.maintained';
    throwProblems(maintainedProblems(props), at);
    return new MaintainedCharts(props, ChartSource.git(props.release ?? { url: RELEASE }));
  }

  /** Address and revision of the charts as text, for remaining steps that tell a person to clone or open them. */
  abstract override readonly origin: string;

  /** Repositories with charts at another revision than that of the release, in words. @internal */
  get unknownRevisions(): readonly string[] {
    return [];
  }

  /** Folder on this machine with the charts; undefined where synthesis does not see them. */
  readonly directory?: string;

  /**
   * Where Argo CD or Flux finds a chart.
   * @param chart - the chart
   * @param output - the repository of the output
   * @internal
   */
  abstract locate(chart: ReleaseChart, output: OutputRepository): ChartLocation;

  /**
   * Kinds of objects that the chart of a component lacks, which that of the release makes.
   * @param _component - name of the component
   * @internal
   */
  lacks(_component: string): readonly string[] {
    return [];
  }

  /**
   * What a person must know of a component whose chart is not that of the release.
   * @param _component - name of the component
   * @internal
   */
  notes(_component: string): readonly string[] {
    return [];
  }

  /**
   * The published version that it gives a component; undefined where that of the release stays.
   * @param _component - name of the component
   * @internal
   */
  published(_component: string): PublishedVersion | undefined {
    return undefined;
  }

  /**
   * What is wrong with it as the source of one component, or of all.
   * @param _component - name of the component; undefined for all
   * @internal
   */
  problems(_component?: string): readonly Problem[] {
    return [];
  }

  /**
   * A folder or file of the Verrazzano repository in what {@link origin} names.
   * @param path - relative to the root of the Verrazzano repository
   * @internal
   */
  pathOf(path: string): string {
    return path;
  }
}

interface GitFolder {
  readonly url: string;
  readonly revision: string;
  readonly path: string;
}

class GitCharts extends ChartSource {
  constructor(private readonly folders: Readonly<Record<ReleaseChart['project'], GitFolder>>) {
    super();
  }

  get origin(): string {
    const { url, revision } = this.folders.verrazzano;
    return `${url} at ${revision}`;
  }

  override get unknownRevisions(): readonly string[] {
    const known = { verrazzano: `v${VERRAZZANO_VERSION}`, istio: ISTIO.revision };
    return Object.entries(known)
      .map(([project, revision]) => [this.folders[project as ReleaseChart['project']], revision] as const)
      .filter(([{ revision }, expected]) => revision !== expected)
      .map(([{ url, revision }, expected]) => `${url} at ${revision} in place of ${expected}`);
  }

  locate({ project, path, valuesFiles }: ReleaseChart): ChartLocation {
    const { url, revision, path: folder } = this.folders[project];
    return {
      ...inGit(
        joined(folder, path),
        valuesFiles.map((file) => this.pathOf(file)),
      ),
      repository: url,
      revision,
    };
  }

  override pathOf(path: string): string {
    return joined(this.folders.verrazzano.path, path);
  }
}

class PackagedCharts extends ChartSource {
  constructor(
    private readonly url: string,
    private readonly kind: string,
    private readonly files: ChartSource,
  ) {
    super();
  }

  get origin(): string {
    return `${this.files.origin}, which is also in ${this.kind} ${this.url}`;
  }

  locate(chart: ReleaseChart, output: OutputRepository): ChartLocation {
    const { name, version, valuesFiles } = chart;
    const { repository, revision } = this.files.locate({ ...chart, project: 'verrazzano' }, output);
    return {
      repository: this.url,
      revision: version,
      chart: name,
      ...(valuesFiles.length > 0 && {
        valuesFrom: { repository, revision },
        valueFiles: valuesFiles.map((file) => `$values/${this.files.pathOf(file)}`),
      }),
    };
  }

  override pathOf(path: string): string {
    return this.files.pathOf(path);
  }
}

class VendoredCharts extends ChartSource {
  constructor(
    private readonly folder: string,
    override readonly directory: string,
    private readonly sha256: string,
  ) {
    super();
  }

  get origin(): string {
    return `this repository (folder ${this.folder}, SHA-256 ${this.sha256})`;
  }

  locate({ path, valuesFiles }: ReleaseChart, { url, revision }: OutputRepository): ChartLocation {
    return {
      ...inGit(
        joined(this.folder, path),
        valuesFiles.map((file) => this.pathOf(file)),
      ),
      repository: url,
      revision,
    };
  }

  override pathOf(path: string): string {
    return joined(this.folder, path);
  }
}

class MaintainedCharts extends ChartSource {
  constructor(
    private readonly steps: MaintainedSteps,
    private readonly release: ChartSource,
  ) {
    super();
  }

  get origin(): string {
    return this.release.origin;
  }

  locate(chart: ReleaseChart, output: OutputRepository): ChartLocation {
    const location = this.release.locate(chart, output);
    const found = maintainedChart(chart.component, this.steps);
    if (found === undefined) return location;
    const { adapt, revision, version } = found;
    // The tree of Istio has its charts at the same paths in every version.
    if (chart.project === 'istio') return { ...location, revision, adapt, version };
    const files = found.takesFiles ? chart.valuesFiles : [];
    return {
      repository: found.chart.repository.replace(/^oci:\/\//, ''),
      revision,
      ...(found.chart.path === undefined ? { chart: found.chart.name } : { path: found.chart.path }),
      ...(files.length > 0 && {
        valuesFrom: { repository: location.repository, revision: location.revision },
        valueFiles: files.map((file) => `$values/${this.release.pathOf(file)}`),
      }),
      adapt,
      version,
    };
  }

  override published(component: string): PublishedVersion | undefined {
    return publishedVersion(component, this.steps);
  }

  override problems(component?: string): readonly Problem[] {
    if (component === undefined) return commonStepProblems(this.steps);
    const { step = 'closest', components = {} } = this.steps;
    return stepProblems(component, components[component] ?? step);
  }

  override lacks(component: string): readonly string[] {
    return lackedKinds(component, this.steps);
  }

  override notes(component: string): readonly string[] {
    return adoptionNotes(component, this.steps);
  }

  override pathOf(path: string): string {
    return this.release.pathOf(path);
  }
}

/** A chart in a Git repository, with values files of the same one. */
function inGit(path: string, valuesFiles: readonly string[]): Pick<ChartLocation, 'path' | 'valueFiles'> {
  return { path, valueFiles: valuesFiles.map((file) => posix.relative(path, file)) };
}

function joined(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}
