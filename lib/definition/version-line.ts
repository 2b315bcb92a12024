import { compareVersions, versionNumbers } from '../values/version-number';
import type { ChangePoint } from './change-point';
import type { Replacement, ReplacementChart } from './replacement';

/** A version that the facts know. */
export interface KnownVersion {
  /** Place among all versions of the component, from 0, which is what Verrazzano installed. */
  readonly index: number;
  /** Version of the chart, or of the application where there is no chart. */
  readonly version: string;
  /** Version of the application. */
  readonly app: string;
  /** The published chart; undefined is what Verrazzano installed. */
  readonly chart: ReplacementChart | undefined;
}

/** Words for a version, beside numbers. */
export const VERSION_WORDS = ['release', 'closest', 'newest'] as const;

/** All versions of a component, in the order in which they are used: that of Verrazzano, then those of each published chart. */
export class VersionLine {
  /** From what Verrazzano installed to the newest. */
  readonly versions: readonly KnownVersion[];
  /** Whether Verrazzano's chart has the version numbers of the first published one. */
  private readonly sameScale: boolean;
  private readonly starts = new Map<ChangePoint, number | undefined>();

  /** @param replacement - the facts */
  constructor(readonly replacement: Replacement) {
    const { installed, installedApp = installed, charts } = replacement;
    const published = charts.flatMap((chart) => releasesOf(chart).map((release) => ({ ...release, chart })));
    const all = [{ version: installed, app: installedApp, chart: undefined }, ...published];
    this.versions = all.map((one, index) => ({ ...one, index }));
    this.sameScale = published.some(({ version, chart }) => chart === charts[0] && version === installed);
  }

  /** What Verrazzano installed. */
  get release(): KnownVersion {
    return this.at(0);
  }

  /** The published version nearest to what Verrazzano installed. */
  get closest(): KnownVersion | undefined {
    return this.published(this.replacement.closest);
  }

  /** The newest version that the facts know. */
  get newest(): KnownVersion | undefined {
    return this.published(this.replacement.newest);
  }

  /** The published version of exactly that number. */
  published(version: string | undefined): KnownVersion | undefined {
    return this.versions.filter((one) => one.chart !== undefined && one.version === version).at(-1);
  }

  /**
   * The version that a string names: a word of {@link VERSION_WORDS}, a version of the chart, a version of the application (its newest
   * chart), or the beginning of one of them (the newest).
   * @param text - what the user wrote
   * @param role - where the hop begins, what Verrazzano installed comes first; where it ends, what is published does
   */
  find(text: string, role: 'from' | 'to'): KnownVersion | undefined {
    const wanted = text.replace(/^v(?=\d)/, '');
    const word = VERSION_WORDS.find((one) => one === wanted);
    if (word !== undefined) return this[word];
    if (!/^\d[\w.+-]*$/.test(wanted)) return undefined;
    const exact = [
      this.versions.filter(({ version }) => version === wanted),
      this.versions.filter(({ app }) => app === wanted),
      this.versions.filter(({ version }) => startsWith(version, wanted)),
      this.versions.filter(({ app }) => startsWith(app, wanted)),
    ].find((found) => found.length > 0);
    const [first] = exact ?? [];
    return role === 'from' && first?.index === 0 ? first : exact?.at(-1);
  }

  /**
   * The place of the first version at which a change holds.
   * @param point - where it begins
   * @returns undefined where no known version has it
   */
  start(point: ChangePoint): number | undefined {
    if (!this.starts.has(point)) this.starts.set(point, this.versions.find((one) => this.isPast(one, point))?.index);
    return this.starts.get(point);
  }

  private isPast({ version, app, chart, index }: KnownVersion, point: ChangePoint): boolean {
    const [kind = '', bound = ''] = point.split(' ');
    if (kind === 'release') return true;
    if (kind === 'adoption') return index > 0;
    if (kind === 'line') return chart !== undefined && this.placeOf(chart) >= this.placeOfLine(bound);
    if (kind === 'app') return compareVersions(app, bound) >= 0;
    return (chart !== undefined || this.sameScale) && compareVersions(version, bound) >= 0;
  }

  private placeOf(chart: ReplacementChart): number {
    return this.replacement.charts.indexOf(chart);
  }

  /** A line that is not there comes after all. */
  private placeOfLine(name: string): number {
    const found = this.replacement.charts.findIndex((chart) => (chart.line ?? chart.name) === name);
    return found < 0 ? this.replacement.charts.length : found;
  }

  /** The version at a place. */
  at(index: number): KnownVersion {
    const found = this.versions[index];
    if (found === undefined) throw new Error(`${this.replacement.component} has no version at place ${index}`);
    return found;
  }
}

const LINES = new WeakMap<Replacement, VersionLine>();

/**
 * All versions of a component.
 * @param replacement - the facts
 */
export function versionLine(replacement: Replacement): VersionLine {
  const found = LINES.get(replacement) ?? new VersionLine(replacement);
  LINES.set(replacement, found);
  return found;
}

interface Release {
  readonly version: string;
  readonly app: string;
}

/** Releases from their short form, see {@link ReplacementChart.releases}. */
function releasesOf({ releases }: ReplacementChart): Release[] {
  return releases.flatMap((line) => {
    const [first = '', second] = line.split(': ');
    const versions = (second ?? first).split(' ').flatMap(expand);
    return versions.map((version) => ({ version, app: second === undefined ? version : first }));
  });
}

/** `5.45.3-5` is 5.45.3, 5.45.4 and 5.45.5. */
function expand(token: string): string[] {
  const [, line = '', first = '', last] = /^(\d+\.\d+\.)(\d+)(?:-(\d+))?$/.exec(token) ?? [];
  if (line === '') return [token];
  const [low, high] = [Number(first), Number(last ?? first)];
  return Array.from({ length: high - low + 1 }, (_, at) => `${line}${low + at}`);
}

/** Whether a version begins with a string, up to a dot, dash or plus. */
function startsWith(version: string, text: string): boolean {
  return version.startsWith(text) && /[.+-]/.test(version.charAt(text.length)) && versionNumbers(text).length > 0;
}
