import { COMPONENTS } from '../components';
import { replacementOf } from '../components/replacements';
import { sectionOf } from '../definition/effective-definition';
import type { Platform } from '../definition/platform';
import type { Problem } from '../values/problem';
import { ChartSource, type ChartLocation, type OutputRepository, type ReleaseChart } from './chart-source';
import type { PublishedVersion } from './maintained-charts';

/** The source of all charts of a platform: that of the installer, and those that single components state. */
export class PlatformCharts extends ChartSource {
  /** {@inheritDoc ChartSource.directory} */
  override readonly directory: string | undefined;

  /**
   * @param common - the source of the installer
   * @param own - sources of single components, by name
   */
  constructor(
    private readonly common: ChartSource,
    private readonly own: ReadonlyMap<string, ChartSource>,
  ) {
    super();
    this.directory = common.directory;
  }

  /**
   * The source of all charts of a platform.
   * @param platform - the profile
   * @param common - the source of the installer
   */
  static of({ chartSources = new Map() }: Platform, common: ChartSource): ChartSource {
    const own = [...chartSources].flatMap(([name, source]) =>
      source instanceof ChartSource ? [[name, source] as const] : [],
    );
    return own.length === 0 ? common : new PlatformCharts(common, new Map(own));
  }

  /** {@inheritDoc ChartSource.origin} */
  get origin(): string {
    return this.common.origin;
  }

  /** {@inheritDoc ChartSource.unknownRevisions} */
  override get unknownRevisions(): readonly string[] {
    return [this.common, ...this.own.values()].flatMap(({ unknownRevisions }) => unknownRevisions);
  }

  /** {@inheritDoc ChartSource.locate} */
  locate(chart: ReleaseChart, output: OutputRepository): ChartLocation {
    return this.sourceOf(chart.component).locate(chart, output);
  }

  /** {@inheritDoc ChartSource.published} */
  override published(component: string): PublishedVersion | undefined {
    return this.sourceOf(replacementOf(component)?.movedWith ?? component).published(component);
  }

  /** {@inheritDoc ChartSource.problems} */
  override problems(): readonly Problem[] {
    return this.common.problems();
  }

  /** {@inheritDoc ChartSource.lacks} */
  override lacks(component: string): readonly string[] {
    return this.sourceOf(component).lacks(component);
  }

  /** {@inheritDoc ChartSource.notes} */
  override notes(component: string): readonly string[] {
    return this.sourceOf(component).notes(component);
  }

  /** {@inheritDoc ChartSource.pathOf} */
  override pathOf(path: string): string {
    return this.common.pathOf(path);
  }

  private sourceOf(component: string): ChartSource {
    return this.own.get(component) ?? this.common;
  }
}

/**
 * What is wrong with the sources that components state.
 * @param platform - the profile
 */
export function componentSourceProblems({ chartSources = new Map() }: Platform): readonly Problem[] {
  return [...chartSources].flatMap(([name, source]): readonly Problem[] =>
    source instanceof ChartSource
      ? source.problems(name).map((problem) => ({ at: optionOf(name), ...problem }))
      : [
          {
            at: optionOf(name),
            what: `chart of ${name} is not a ChartSource`,
            got: source.origin,
            allowed: 'ChartSource.maintained(), ...',
          },
        ],
  );
}

/** The option of the profile with the source of a component. */
function optionOf(name: string): string {
  const definition = COMPONENTS.find((one) => one.name === name);
  return `components.${(definition && sectionOf(definition)) ?? name}.chart`;
}
