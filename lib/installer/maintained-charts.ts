import { replacementOf } from '../components/replacements';
import type { ReplacementChart } from '../definition/replacement';
import { replacementValues, takesFiles } from '../definition/replacement-values';
import { versionLine, type KnownVersion, type VersionLine } from '../definition/version-line';
import type { JsonObject } from '../values/json';
import type { Problem } from '../values/problem';

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

/** Components whose published chart takes other values, which nothing derives: they stay with the chart of the release. */
const OTHER_VALUES: readonly string[] = ['cluster-api', 'fluentd', 'grafana', 'thanos'];

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
  if (replacement === undefined || OTHER_VALUES.includes(component)) return undefined;
  const own = (name: string): MaintainedStep | undefined =>
    Object.hasOwn(components, name) ? components[name] : undefined;
  const stated = own(replacement.movedWith ?? component);
  const line = versionLine(replacement);
  const version = stepOf(line, stated ?? step);
  return version?.chart === undefined ? undefined : { line, version };
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
  const { tag = '{version}' } = found.version.chart;
  return {
    chart: found.version.chart,
    version: version.version,
    revision: tag.replace('{version}', version.version).replace('{app}', version.app),
    takesFiles: takesFiles(line, version),
    adapt: (values) => replacementValues(line, version, values),
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

/**
 * What is wrong with the steps.
 * @param props - the steps
 */
export function maintainedProblems({ step, components = {} }: MaintainedSteps): Problem[] {
  return [
    ...(step === undefined || ['release', 'closest', 'newest'].includes(step) || /^v?\d[\w.+-]*$/.test(step)
      ? []
      : [{ what: 'step is unknown', got: step, allowed: 'release, closest, newest, or a version' }]),
    ...Object.entries(components).flatMap(([name, own]) => stepProblems(name, own)),
  ];
}

/**
 * What is wrong with a source of published charts that serves all components.
 * @param props - the steps
 */
export function commonStepProblems({ step }: MaintainedSteps): Problem[] {
  if (step === undefined || ['release', 'closest', 'newest'].includes(step)) return [];
  const fix =
    "state the version of one component: components: { keycloak: { chart: ChartSource.maintained({ step: '2.6.0' }) } }";
  return [
    {
      what: 'step is a version, and the source serves all components',
      got: step,
      allowed: 'release, closest, newest',
      fix,
    },
  ];
}

/** The version of a step; `newest` ends where the ladder of the component ends, and where its values are still known. */
function stepOf(line: VersionLine, step: MaintainedStep): KnownVersion | undefined {
  if (step !== 'newest') return line.find(step, 'to');
  const { charts, end, newest } = line.replacement;
  const last = line.published(end?.version ?? newest);
  // A second chart of another kind takes other values.
  return last?.chart === charts[0] || charts.length === 1 ? last : lastOf(line);
}

function lastOf(line: VersionLine): KnownVersion | undefined {
  return line.versions.filter(({ chart }) => chart === line.replacement.charts[0]).at(-1);
}

/**
 * What is wrong with the step of one component.
 * @param name - name of the component
 * @param step - the step
 */
export function stepProblems(name: string, step: MaintainedStep): Problem[] {
  const replacement = replacementOf(name);
  if (replacement === undefined) {
    return [
      {
        what: 'components names a component that does not exist',
        got: name,
        allowed: 'names that `cdk8s-verrazzano components` prints',
      },
    ];
  }
  if (step === 'release') return [];
  if (replacement.movedWith !== undefined) {
    const fix = `state the step of ${replacement.movedWith}, whose chart brings it along`;
    return [{ what: `${name} has no chart of its own`, got: step, fix }];
  }
  if (OTHER_VALUES.includes(name) || replacement.charts.length === 0) {
    const fix = replacement.instead ?? 'write its values by hand, in a unit of your own';
    return [
      {
        what: `${name} has no published chart that takes the values of the release`,
        got: step,
        allowed: 'release',
        fix,
      },
    ];
  }
  const line = versionLine(replacement);
  const version = line.find(step, 'to');
  if (version === undefined) {
    const last = lastOf(line)?.version ?? '';
    return [
      {
        what: `${name} has no such version that the facts know`,
        got: step,
        allowed: `release, closest, newest, or a version up to ${last}`,
        fix: `cdk8s-verrazzano hop ${name} release newest shows the way`,
      },
    ];
  }
  if (version.chart !== undefined && version.chart !== replacement.charts[0]) {
    return [
      {
        what: `chart ${version.chart.name} of ${name} takes other values than the release`,
        got: step,
        allowed: `a version up to ${lastOf(line)?.version ?? ''}`,
      },
    ];
  }
  return [];
}
