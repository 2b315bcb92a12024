import { replacementOf } from '../components/replacements';
import type { Replacement, ReplacementChart } from '../definition/replacement';
import { replacementValues, takesFiles } from '../definition/replacement-values';
import { compareVersions } from '../values/version-number';
import { versionLine, type KnownVersion, type VersionLine } from '../definition/version-line';
import type { JsonObject } from '../values/json';
import { fluentBitValues } from './published/fluent-bit-values';
import { jaegerValues } from './published/jaeger-values';
import { thanosSidecarValues } from './published/thanos-sidecar-values';
import { thanosValues } from './published/thanos-values';

/** A step on the way to maintained charts: `release` is Verrazzano's own chart, or a version of the published one. */
export type MaintainedStep = 'release' | 'closest' | 'newest' | (string & {});

/** Published charts in place of those of the release. */
export interface MaintainedSteps {
  /**
   * Step for all components: the published version that changes least, or the last one of each ladder. As option of one component
   * also a version, such as `7.1.11`.
   * @default closest
   */
  readonly step?: MaintainedStep;
  /**
   * Steps of single components, by name: a step, or a version such as `7.1.11`.
   * @default - the step of all
   */
  readonly components?: Readonly<Record<string, MaintainedStep>>;
}

/** What becomes of values that have no counterpart in a published chart, by component and line. */
const REWRITTEN: Readonly<Record<string, (values: JsonObject) => JsonObject>> = {
  'fluentd fluent-bit': fluentBitValues,
  'jaeger-operator jaeger': jaegerValues,
  'prometheus-operator kube-prometheus-stack': thanosSidecarValues,
  'thanos stevehipwell': thanosValues,
};

/** A version of a component that is not that of the release. */
export interface PublishedVersion {
  /** All versions of the component. */
  readonly line: VersionLine;
  /** The version. */
  readonly version: KnownVersion;
}

/** A published chart in one version. */
export interface MaintainedChart {
  /** The chart. */
  readonly chart: ReplacementChart;
  /** Its version. */
  readonly version: string;
  /** Its tag, or its version in a Helm repository. */
  readonly revision: string;
  /** Whether it takes the values files of the release. */
  readonly takesFiles: boolean;
  /** How values of the release become its own. */
  readonly adapt: (values: JsonObject) => JsonObject;
}

/**
 * The published version of a component: of its chart, or of the resource by which its operator makes it.
 * @param component - name of the component
 * @param props - the steps
 * @returns undefined where that of the release stays
 */
export function publishedVersion(component: string, props: MaintainedSteps): PublishedVersion | undefined {
  const { step = 'closest', components = {} } = props;
  const replacement = replacementOf(component);
  if (replacement === undefined) return undefined;
  const own = (name: string): MaintainedStep | undefined =>
    Object.hasOwn(components, name) ? components[name] : undefined;
  const stated = own(replacement.movedWith ?? component);
  const line = versionLine(replacement);
  const version = stepOf(line, stated ?? step);
  return version !== undefined && isDerived(replacement, version) ? { line, version } : undefined;
}

/**
 * The published chart in place of that of the release.
 * @param component - name of the component
 * @param props - the steps
 * @returns undefined where the chart of the release stays
 */
export function maintainedChart(component: string, props: MaintainedSteps): MaintainedChart | undefined {
  const found = publishedVersion(component, props);
  if (found?.version.chart === undefined || found.line.replacement.resource !== undefined) return undefined;
  const { line, version } = found;
  const { tag = '{version}', name, line: lineName = name } = found.version.chart;
  const rewrite = REWRITTEN[`${component} ${lineName}`];
  return {
    chart: found.version.chart,
    version: version.version,
    revision: tag.replace('{version}', version.version).replace('{app}', version.app),
    takesFiles: takesFiles(line, version),
    adapt: (values) => replacementValues(line, version, rewrite?.(values) ?? values),
  };
}

/**
 * Kinds of objects that the published chart lacks and that of the release makes.
 * @param component - name of the component
 * @param props - the steps
 */
export function lackedKinds(component: string, props: MaintainedSteps): readonly string[] {
  return maintainedChart(component, props) === undefined ? [] : (replacementOf(component)?.lacks ?? []);
}

/**
 * What a person must know and do when a component leaves the chart of the release: its changes at adoption, and on the way to the version.
 * @param component - name of the component
 * @param props - the steps
 */
export function adoptionNotes(component: string, props: MaintainedSteps): readonly string[] {
  const found = publishedVersion(component, props);
  if (found === undefined) return [];
  const { line, version } = found;
  return (line.replacement.changes ?? [])
    .filter(({ since, level }) => level !== 'note' && (line.start(since) ?? Infinity) <= version.index)
    .map(({ what, fix }) => `${what}: ${fix}`);
}

/** The version of a step; `newest` ends where the ladder of the component ends, and where its values are still known. */
function stepOf(line: VersionLine, step: MaintainedStep): KnownVersion | undefined {
  if (step !== 'newest') return line.find(step, 'to');
  const { end, newest } = line.replacement;
  const last = line.published(end?.version ?? newest);
  return last !== undefined && isDerived(line.replacement, last) ? last : lastOf(line);
}

/** The last version of a chart whose values are derived. */
function lastOf(line: VersionLine): KnownVersion | undefined {
  return derivedVersions(line).at(-1);
}

/**
 * The published versions of a component whose values the library derives, in order.
 * @param line - all versions of the component
 */
export function derivedVersions(line: VersionLine): readonly KnownVersion[] {
  return line.versions.filter((version) => isDerived(line.replacement, version));
}

/** Whether the values of a version are derived. */
function isDerived({ charts, derived }: Replacement, { chart, version }: KnownVersion): boolean {
  if (chart === undefined) return false;
  if (chart.derivedFrom !== undefined && compareVersions(version, chart.derivedFrom) < 0) return false;
  return derived === undefined ? chart === charts[0] : derived.includes(chart.line ?? chart.name);
}
