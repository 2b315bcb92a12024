import type { ChangeCheck, OutputChange } from '../gitops/write/output-change';
import { readKubernetesYaml } from '../values/yaml/read-kubernetes-yaml';
import { replacementOf } from '../components/replacements';
import { judgeHop, type HopContext } from '../definition/hop/hop';
import type { HopFinding } from '../definition/hop/hop-finding';
import { versionLine, type KnownVersion, type VersionLine } from '../definition/version-line';
import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';
import { describeProblem } from '../values/problem';

/** What hops of one cluster are judged by. */
export interface HopCheckProps {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Component by the name of its Application. */
  readonly components: ReadonlyMap<string, string>;
  /** Version of Kubernetes, and those of the components after the synthesis. */
  readonly context: HopContext;
  /** Hops that a person has prepared, as `<component> <from> <to>`. */
  readonly accepted: readonly string[];
}

/**
 * A check of Applications that change: a chart in another version than that of the committed output is a hop, and its findings are errors
 * until a person accepts it; warnings and notes are in the result.
 * @param props - what hops are judged by
 */
export function hopCheck(props: HopCheckProps): ChangeCheck {
  return (changes) => {
    const hops = new Map(changes.flatMap((change) => hopOf(change, props) ?? []).map((hop) => [hop.id, hop]));
    const findings = [...hops.values()].flatMap(({ id, line, from, to }) =>
      judgeHop(line, from, to, props.context).map((finding) => ({ id, finding })),
    );
    const isError = ({ id, finding }: Found): boolean => finding.level === 'error' && !props.accepted.includes(id);
    return {
      errors: findings.filter(isError).map((found) => message(found, props.cluster)),
      notices: findings
        .filter((found) => !isError(found) && found.finding.level !== 'note')
        .map((found) => message(found, props.cluster)),
    };
  };
}

interface Found {
  readonly id: string;
  readonly finding: HopFinding;
}

interface Hop {
  readonly id: string;
  readonly line: VersionLine;
  readonly from: KnownVersion;
  readonly to: KnownVersion;
}

function message({ id, finding: { level, what, fix } }: Found, cluster: string): string {
  const accept = level === 'error' ? `; once that is done: Installer.charts({ acceptHops: ['${id}'] })` : '';
  return describeProblem({ at: cluster, what: `hop ${id}: ${what}`, fix: `${fix}${accept}` });
}

function hopOf({ path, before, after }: OutputChange, { cluster, components }: HopCheckProps): Hop | undefined {
  const [, folder, name = ''] = /^([^/]+)\/argocd\/Application\.argoproj\.io\.(.+)\.yaml$/.exec(path) ?? [];
  const component = folder === cluster ? components.get(name) : undefined;
  const replacement = component === undefined ? undefined : replacementOf(component);
  if (component === undefined || replacement === undefined) return undefined;
  const line = versionLine(replacement);
  const [from, to] = [before, after].map((text) => versionIn(text, line));
  if (from === undefined || to === undefined || from.index === to.index) return undefined;
  return { id: `${component} ${nameOf(from)} ${nameOf(to)}`, line, from, to };
}

/** As an argument of command `hop`. */
function nameOf({ index, version }: KnownVersion): string {
  return index === 0 ? 'release' : version;
}

/** The version that an Application installs; undefined where the facts do not know it. */
function versionIn(text: string, line: VersionLine): KnownVersion | undefined {
  const application = documentOf(text);
  const spec = isJsonObject(application) && isJsonObject(application['spec']) ? application['spec'] : {};
  const sources = Array.isArray(spec['sources']) ? (spec['sources'] as readonly JsonValue[]) : [spec['source'] ?? null];
  const [source] = sources.filter(isJsonObject);
  if (source === undefined) return undefined;
  const [repository, revision] = [textAt(source, 'repoURL'), textAt(source, 'targetRevision')];
  const published = line.versions.filter(
    ({ chart, ...version }) =>
      chart !== undefined &&
      (chart.repository.replace(/^oci:\/\//, '') === repository
        ? (source['chart'] ?? chart.name) === chart.name && revisionOf(chart.tag, version) === revision
        : // The tree of Istio has its charts at the same paths in every version.
          source['chart'] === undefined && version.version === revision),
  );
  return published.at(-1) ?? (isOfRelease(source, line) ? line.release : undefined);
}

/** A copy of the charts of the release, in Git or packed. */
function isOfRelease(source: JsonObject, { release, replacement }: VersionLine): boolean {
  const isKnownRepository = replacement.charts.some(
    ({ repository }) => repository.replace(/^oci:\/\//, '') === textAt(source, 'repoURL'),
  );
  const isPath = source['chart'] === undefined && source['path'] !== undefined;
  return !isKnownRepository && (isPath || textAt(source, 'targetRevision').replace(/^v/, '') === release.version);
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

function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}
