import { textAt, valueAt } from '../connectivity/manifest';
import type { KnownVersion, VersionLine } from '../definition/version-line';
import { sourceName } from '../gitops/flux/flux-files';
import { isJsonObject, type JsonValue } from '../values/json';
import { readKubernetesYaml } from '../values/yaml/read-kubernetes-yaml';

/** What a file of the output delivers. */
export interface Delivered {
  /** Name of the component. */
  readonly component: string;
  /** The version that a content of the file delivers; undefined where the facts do not know it. */
  readonly versionIn: (text: string, line: VersionLine, role: 'from' | 'to') => KnownVersion | undefined;
}

/** Fields of objects by which an operator chooses the version of a component. */
const VERSION_FIELDS: ReadonlyArray<{
  readonly file: RegExp;
  readonly component: string;
  readonly path: readonly string[];
}> = [
  { file: /\/InnoDBCluster\.mysql\.oracle\.com\./, component: 'mysql', path: ['spec', 'version'] },
  {
    file: /\/OpenSearchCluster\.opensearch\.opster\.io\./,
    component: 'opensearch',
    path: ['spec', 'general', 'version'],
  },
];

/**
 * What a file of a cluster delivers, where that has a version.
 * @param path - path of the file below the output folder
 * @param cluster - name of the cluster
 * @param components - component by the name of its delivery unit, with `-` in place of `/`
 */
export function deliveredIn(
  path: string,
  cluster: string,
  components: ReadonlyMap<string, string>,
): Delivered | undefined {
  if (!path.startsWith(`${cluster}/`)) return undefined;
  for (const { file, prefix, read } of CHART_FILES) {
    const name = file.exec(path)?.groups?.name;
    const component = name === undefined ? undefined : components.get(name.slice(prefix(cluster).length));
    if (component !== undefined) {
      return { component, versionIn: (text, line) => versionOf(read(documentOf(text)), line) };
    }
  }
  const field = VERSION_FIELDS.find(({ file }) => file.test(path));
  if (field === undefined) return undefined;
  const versionIn: Delivered['versionIn'] = (text, line, role) => {
    const version = textAt(documentOf(text), ...field.path);
    return version === undefined ? undefined : line.find(version, role);
  };
  return { component: field.component, versionIn };
}

/** Where a chart comes from. */
export interface ChartReference {
  /** Its name in a repository; undefined for a folder of a Git repository. */
  readonly chart: string | undefined;
  /** Whether it is of a repository; of OCI, without scheme. */
  readonly isOf: (repository: string) => boolean;
  /** Whether it has a revision: a version, tag or branch. */
  readonly isAt: (revision: string) => boolean;
}

const CHART_FILES: ReadonlyArray<{
  readonly file: RegExp;
  /** What the name of an object has in front of that of its unit. */
  readonly prefix: (cluster: string) => string;
  readonly read: (document: JsonValue) => ChartReference | undefined;
}> = [
  {
    file: /\/argocd\/Application\.argoproj\.io\.(?<name>.+)\.yaml$/,
    prefix: (cluster) => `${cluster}-`,
    read: ofApplication,
  },
  { file: /\/HelmRelease\.helm\.toolkit\.fluxcd\.io\.(?<name>.+)\.yaml$/, prefix: () => '', read: ofHelmRelease },
];

function ofApplication(document: JsonValue): ChartReference | undefined {
  const sources = valueAt(document, 'spec', 'sources');
  const all = Array.isArray(sources)
    ? (sources as readonly JsonValue[])
    : [valueAt(document, 'spec', 'source') ?? null];
  const [source] = all.filter(isJsonObject);
  if (source === undefined) return undefined;
  return {
    chart: textAt(source, 'chart'),
    isOf: (repository) => repository === textAt(source, 'repoURL'),
    isAt: (revision) => revision === textAt(source, 'targetRevision'),
  };
}

/** Its source is named after the repository, and for a folder of Git after the revision too. */
function ofHelmRelease(document: JsonValue): ChartReference | undefined {
  const spec = valueAt(document, 'spec', 'chart', 'spec');
  const [chart, name] = [textAt(spec, 'chart'), textAt(spec, 'sourceRef', 'name')];
  if (!isJsonObject(spec) || chart === undefined || name === undefined) return undefined;
  const isFolder = textAt(spec, 'sourceRef', 'kind') === 'GitRepository';
  if (!isFolder) {
    return {
      chart,
      isOf: (repository) => sourceName(repository, '') === name,
      isAt: (revision) => revision === textAt(spec, 'version'),
    };
  }
  return {
    chart: undefined,
    isOf: (repository) => name.startsWith(`${sourceName(repository, '')}-`),
    isAt: (revision) => name.endsWith(`-${sourceName('', revision)}`),
  };
}

/**
 * The version of a component that a chart is.
 * @param reference - where it comes from
 * @param line - all versions of the component
 * @returns undefined where the facts do not know it
 */
export function versionOf(reference: ChartReference | undefined, line: VersionLine): KnownVersion | undefined {
  if (reference === undefined) return undefined;
  const { chart: name, isOf, isAt } = reference;
  const published = line.versions.filter(
    ({ chart, ...version }) =>
      chart !== undefined &&
      (isOf(withoutScheme(chart.repository))
        ? (name ?? chart.name) === chart.name && isAt(revisionOf(chart.tag, version))
        : // The tree of Istio has its charts at the same paths in every version.
          name === undefined && isAt(version.version)),
  );
  return published.at(-1) ?? (isOfRelease(reference, line) ? line.release : undefined);
}

/** A copy of the charts of the release, in Git or packed. */
function isOfRelease({ chart, isOf, isAt }: ChartReference, { release, replacement }: VersionLine): boolean {
  const isKnownRepository = replacement.charts.some(({ repository }) => isOf(withoutScheme(repository)));
  return !isKnownRepository && (chart === undefined || isAt(release.version) || isAt(`v${release.version}`));
}

function withoutScheme(repository: string): string {
  return repository.replace(/^oci:\/\//, '');
}

function revisionOf(tag = '{version}', { version, app }: Pick<KnownVersion, 'version' | 'app'>): string {
  return tag.replace('{version}', version).replace('{app}', app);
}

/** A file that was edited by hand may not be YAML. */
function documentOf(text: string): JsonValue {
  try {
    return readKubernetesYaml(text);
  } catch {
    return null;
  }
}
