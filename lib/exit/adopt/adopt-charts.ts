import { COMPONENTS, istio, rancherAgent, verrazzanoPlatformOperator } from '../../components';
import { REPLACEMENTS, replacementOf } from '../../components/replacements';
import { textAt } from '../../connectivity/manifest';
import { VERRAZZANO_VERSION } from '../../definition/chart';
import type { ComponentDefinition } from '../../definition/definition';
import { versionLine, type KnownVersion, type VersionLine } from '../../definition/version-line';
import { ChartSource } from '../../installer/chart-source';
import { derivedVersions, publishedVersion } from '../../installer/maintained-charts';
import { versionOf, type ChartReference } from '../../installer/delivered-version';
import { stepProblems } from '../../installer/step-problems';
import { compareVersions } from '../../values/version-number';
import type { JsonObject } from '../../values/json';
import type { Dump } from '../dump/dump';
import { chartLabels, chartPlaces, listedReleases, plainUrl, type ChartPlace } from './adopt-chart-places';
import type { FoundComponent } from './adopt-components';
import type { AdoptFinding } from './adopt-finding';

/** Steps that a program can state for all components. */
export type CommonStep = 'release' | 'closest' | 'newest';

/** Where the charts of the release come from, by the factory of `ChartSource` and its options. */
export type FoundReleaseCharts =
  | {
      readonly factory: 'git';
      readonly options: { readonly url: string; readonly revision: string; readonly path?: string };
    }
  | { readonly factory: 'helm' | 'oci'; readonly options: { readonly url: string } };

/** A chart that something delivers, and the component that it is of. */
export interface PlacedChart {
  readonly component: string;
  readonly place: ChartPlace;
}

/** A platform that charts install, without the platform operator. */
export interface FoundCharts {
  /** What delivers them; `Helm` where neither Argo CD nor Flux does. */
  readonly tool: 'Argo CD' | 'Flux' | 'Helm';
  /** Versions of components whose chart is not that of the release. */
  readonly versions: ReadonlyMap<string, KnownVersion>;
  /** Step of most of them. */
  readonly step: CommonStep;
  /** Versions of those with another one. */
  readonly components: Readonly<Record<string, string>>;
  /** Where the charts of the release come from; undefined for upstream's repository. */
  readonly release: FoundReleaseCharts | undefined;
  /** Revision of the repository of the release, and what has it; undefined where nothing is delivered from there. */
  readonly revision: { readonly text: string; readonly by: string } | undefined;
  /** Values of charts that something delivers, by component. */
  readonly values: ReadonlyMap<string, JsonObject>;
  /** The charts that something delivers, with their components. */
  readonly placed: readonly PlacedChart[];
  /** Components of which something delivers a chart. */
  readonly delivered: ReadonlySet<string>;
  /** What delivers them, as `Kind namespace/name`, each once. */
  readonly deliverers: readonly string[];
  readonly findings: readonly AdoptFinding[];
}

/**
 * The charts of a platform without a Verrazzano resource: what Argo CD or Flux delivers, or what labels of Helm name.
 * @param dump - the dump
 * @param components - what is seen of the components
 * @returns undefined where the platform operator runs, or nothing proves that it does not
 */
export function foundCharts(dump: Dump, components: readonly FoundComponent[]): FoundCharts | undefined {
  const presence = new Map(components.map((one) => [one.name, one.presence]));
  const operator = presence.get(verrazzanoPlatformOperator.name);
  if (!['absent', 'unknown', undefined].includes(operator)) return undefined;
  const delivered = chartPlaces(dump).flatMap((place) => {
    const definition = componentAt(place);
    return definition === undefined ? [] : [{ definition, place }];
  });
  const runs = components.some(({ presence: one }) => one === 'running' || one === 'partly');
  if (delivered.length === 0 && (operator !== 'absent' || !runs)) return undefined;
  const evidence = [
    ...delivered.map(({ definition, place }) => versionAt(definition, place)),
    ...labelled(dump),
    ...fromResources(dump),
  ];
  const first = new Map([...evidence].reverse().map((one) => [one.component, one]));
  const tools = delivered.map(({ place }) => place.tool);
  const candidates = new Map([...first].map(([name, one]) => [name, one.versions.map((each) => usable(name, each))]));
  const { step, components: exceptions, versions } = stepsOf(candidates);
  return {
    tool: tools[0] ?? 'Helm',
    versions: new Map([...versions].filter(([, { index }]) => index > 0)),
    step,
    components: exceptions,
    release: releaseCharts(delivered.map(({ place }) => place)),
    revision: releaseRevision(delivered.map(({ place }) => place)),
    values: new Map(delivered.map(({ definition, place }) => [definition.name, place.values])),
    placed: delivered.map(({ definition, place }) => ({ component: definition.name, place })),
    delivered: new Set(delivered.map(({ definition }) => definition.name)),
    deliverers: [...new Set(delivered.map(({ place }) => place.by))],
    findings: [...first.values()].flatMap((one) => findingsOf(one, versions.get(one.component))),
  };
}

/** A version of a component, and what says it. */
interface Evidence {
  readonly component: string;
  /** As the dump has it. */
  readonly text: string;
  /** What has it. */
  readonly at: string;
  /** The versions among the facts that it may be: the chart of the release may have the number of a published one. */
  readonly versions: readonly KnownVersion[];
}

const ALL: readonly ComponentDefinition[] = [...COMPONENTS, rancherAgent];

/** Folders of the charts of Istio, in its own repository or a copy. */
const ISTIO_CHARTS = /(?:^|\/)manifests\/charts\/(?:base|istio-control|istio-cni|gateways)(?:\/|$)/;

/** The component that a chart is of: by its folder in the repository of the release, or by a published chart. */
function componentAt({ repository, chart, path = '', revision }: ChartPlace): ComponentDefinition | undefined {
  if (ISTIO_CHARTS.test(path)) return istio;
  const ofRelease = ALL.find((one) => isFolderOf(one, path));
  if (ofRelease !== undefined) return ofRelease;
  const published = ALL.find(({ name }) =>
    replacementOf(name)?.charts.some((one) => {
      const isSame = plainUrl(one.repository) === repository;
      return (
        isSame && (chart === undefined ? one.path === path : one.name === chart || one.companions?.includes(chart))
      );
    }),
  );
  if (published !== undefined || chart === undefined) return published;
  // A package of the chart of the release, in any repository.
  return ALL.find(
    (one) => one.chart?.name === chart && one.chart.version.replace(/^v/, '') === revision.replace(/^v/, ''),
  );
}

function versionAt({ name }: ComponentDefinition, place: ChartPlace): Evidence {
  const { by, repository, chart, revision } = place;
  const reference: ChartReference = {
    chart,
    isOf: (other) => other.replace(/\/+$/, '') === repository,
    isAt: (other) => other === revision,
  };
  const line = lineOf(name);
  const version = line && versionOf(reference, line);
  // The release takes Istio from the repository in which later versions are published.
  const same = name === istio.name && version?.version === line?.release.version ? line?.release : undefined;
  const versions = [...(same === undefined ? [] : [same]), ...(version === undefined ? [] : [version])];
  return { component: name, text: revision, at: by, versions };
}

function lineOf(component: string): VersionLine | undefined {
  const replacement = replacementOf(component);
  return replacement === undefined ? undefined : versionLine(replacement);
}

/** Versions by the labels of objects, and the output of `helm ls`. */
function labelled(dump: Dump): readonly Evidence[] {
  const releases = listedReleases(dump).map((one) => ({ ...one, at: `release ${one.namespace}/${one.name}` }));
  const labels = chartLabels(dump).map((one) => ({
    ...one,
    at: `label helm.sh/chart in ${one.namespace}/${one.name}`,
  }));
  return ALL.flatMap((definition) => {
    const line = lineOf(definition.name);
    if (line === undefined || line.replacement.movedWith !== undefined) return [];
    const names = new Set([definition.chart?.name, ...line.replacement.charts.map(({ name }) => name)]);
    const found = [...releases, ...labels].flatMap(({ namespace, chart, at }) => {
      const { name, version } = /^(?<name>.+?)-v?(?<version>\d+\.\d.*)$/.exec(chart)?.groups ?? {};
      const isOwn = namespace === definition.namespace && name !== undefined && names.has(name);
      return isOwn && version !== undefined ? [{ version, at, name }] : [];
    })[0];
    if (found === undefined) return [];
    const text = found.version.replace(/_/g, '+');
    const versions = line.versions.filter(({ version }) => version === text);
    return [{ component: definition.name, text, at: found.at, versions }];
  });
}

/** Versions that resources of operators state. */
const RESOURCES: ReadonlyArray<readonly [component: string, kind: string, ...path: string[]]> = [
  ['mysql', 'InnoDBCluster', 'spec', 'version'],
  ['opensearch', 'OpenSearchCluster', 'spec', 'general', 'version'],
];

function fromResources(dump: Dump): readonly Evidence[] {
  return RESOURCES.flatMap(([component, kind, ...path]): Evidence[] => {
    const definition = ALL.find(({ name }) => name === component);
    const line = lineOf(component);
    const object = dump.list(kind).find((one) => textAt(one, 'metadata', 'namespace') === definition?.namespace);
    const text = textAt(object, ...path);
    if (text === undefined || line === undefined) return [];
    return [{ component, text, at: kind, versions: line.versions.filter(({ app }) => app === text) }];
  });
}

/** A version that a program can state: itself, or the last one before it whose values are derived. */
function usable(component: string, version: KnownVersion): KnownVersion {
  const line = lineOf(component);
  if (line === undefined || version.index === 0 || line.replacement.movedWith !== undefined) return version;
  if (stepProblems(component, textOf(line, version)).length === 0) return version;
  return (
    derivedVersions(line)
      .filter(({ index }) => index < version.index)
      .at(-1) ?? line.release
  );
}

/** How a program names a version. */
function textOf(line: VersionLine, version: KnownVersion): string {
  if (version.index === 0) return 'release';
  return line.find(version.version, 'to')?.index === version.index ? version.version : 'closest';
}

const STEPS: readonly CommonStep[] = ['release', 'closest', 'newest'];

interface Steps {
  readonly step: CommonStep;
  readonly components: Readonly<Record<string, string>>;
  readonly versions: ReadonlyMap<string, KnownVersion>;
}

/** The step with the fewest exceptions, these, and the versions that follow. */
function stepsOf(candidates: ReadonlyMap<string, readonly KnownVersion[]>): Steps {
  const ranked = STEPS.map((step): Steps => {
    const versions = new Map<string, KnownVersion>();
    const components: Record<string, string> = {};
    for (const [name, [first, ...others]] of candidates) {
      const line = lineOf(name);
      if (first === undefined || line === undefined) continue;
      const wanted = publishedVersion(name, { step })?.version ?? line.release;
      const isWanted = [first, ...others].includes(wanted);
      versions.set(name, isWanted ? wanted : first);
      // What another chart brings along follows that one.
      if (!isWanted && line.replacement.movedWith === undefined) components[name] = textOf(line, first);
    }
    return { step, components, versions };
  });
  const size = ({ components }: Steps): number => Object.keys(components).length;
  return ranked.reduce((best, each) => (size(each) < size(best) ? each : best));
}

/** A mirror, or packages of the charts; what a program cannot state is left out. */
function releaseCharts(places: readonly ChartPlace[]): FoundReleaseCharts | undefined {
  const found = places.flatMap((place) => releaseChartsOf(place));
  return found.find(({ factory, options }) => {
    try {
      ChartSource[factory](options);
      return true;
    } catch {
      return false;
    }
  });
}

/** Of a tag; branches and commits say no release. */
function releaseRevision(places: readonly ChartPlace[]): FoundCharts['revision'] {
  const isOfVerrazzano = (path: string): boolean => COMPONENTS.some((one) => isFolderOf(one, path));
  const found = places.find(({ path = '', revision }) => isOfVerrazzano(path) && /^v?\d+\.\d+\.\d+/.test(revision));
  return found && { text: found.revision, by: found.by };
}

/** Whether a folder is that of the chart of a component in the repository of the release, or in a copy of it. */
function isFolderOf({ chart }: ComponentDefinition, path: string): boolean {
  return chart !== undefined && (path === chart.path || path.endsWith(`/${chart.path}`));
}

const UPSTREAM = /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]verrazzano\/verrazzano(?:\.git)?$/;

function releaseChartsOf({ repository, chart, path = '', revision }: ChartPlace): FoundReleaseCharts[] {
  const folder = COMPONENTS.find((one) => isFolderOf(one, path))?.chart?.path;
  if (folder !== undefined) {
    const before = path.slice(0, -folder.length).replace(/\/$/, '');
    const isUpstream = UPSTREAM.test(repository) && revision === `v${VERRAZZANO_VERSION}` && before === '';
    const options = { url: repository, revision, ...(before !== '' && { path: before }) };
    return isUpstream ? [] : [{ factory: 'git', options }];
  }
  const isPublished = REPLACEMENTS.some(({ charts }) => charts.some((one) => plainUrl(one.repository) === repository));
  if (chart === undefined || isPublished) return [];
  return [{ factory: /^https?:/.test(repository) ? 'helm' : 'oci', options: { url: repository } }];
}

function findingsOf({ component, text, at, versions }: Evidence, used: KnownVersion | undefined): AdoptFinding[] {
  const line = lineOf(component);
  if (line === undefined || line.replacement.charts.length === 0) return [];
  if (versions.length === 0) {
    const known = line.versions.map((one) => one.version).sort(compareVersions);
    const what = `runs in a version of its chart that the facts do not know; the program has ${stepText(line, used)}`;
    const allowed = `${known[0]} to ${known.at(-1)}`;
    const fix = 'compare what it renders with what runs, and state the version that is nearest';
    return [{ severity: 'warning', at: `${component}: ${at}`, what, got: text, allowed, fix }];
  }
  if (used !== undefined && versions.includes(used)) return [];
  const what = `runs in a version whose values the library does not derive; the program has ${stepText(line, used)}`;
  const fix = 'deliver it by a unit of your own in the version that runs, and switch it off in the profile';
  return [{ severity: 'error', at: `${component}: ${at}`, what, got: text, fix }];
}

function stepText(line: VersionLine, version: KnownVersion | undefined): string {
  return version === undefined || version.index === 0 ? 'that of the release' : textOf(line, version);
}
