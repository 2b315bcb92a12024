import type { IConstruct } from 'constructs';
import type { ArgoDocument } from '../argo/argo-document';
import { ARGO_GROUP, argoNameProblems } from '../argo/argo-document';
import { ARGO_FOLDER } from '../names';
import { clusterSet } from '../argo/application-set';
import type { AwaitedUnit } from '../argo/cluster-documents';
import { clusterDocuments, isDelivered } from '../argo/cluster-documents';
import type { HealthCheck } from '../argo/health';
import { argoCdSettings } from '../argo/health';
import { rootDocuments, SETTINGS_PATCH } from '../argo/root-documents';
import { ringProblems } from '../argo/rollout';
import type { DeliverySettings } from '../argo/settings';
import { GitOpsCluster } from '../gitops-cluster';
import { groupOf } from '../kinds/kind-scope';
import type { OutputCheck } from '../output-check';
import type { OnStep } from '../terminal/progress';
import type { KindTable } from '../kinds/kind-table';
import type { OutputFile } from '../output/output-file';
import { objectFileName, pathProblems } from '../output/paths';
import { SUMS_FILE, toSums } from '../output/sums';
import { toYaml } from '../output/yaml';
import { compare } from '../../values/compare';
import { messageOf, problem, problemsError } from '../problem';
import type { Collected, CollectedObject, CollectedUnit } from './collect';
import { collect } from './collect';
import type { RenderCache } from './render-cache';
import type { ClusterUnits, PlacedFile } from './render-cluster';
import { inFolder, renderCluster, renderUnits } from './render-cluster';
import type { UnitOptions } from './render-unit';
import type { Selection } from './selection';
import { selection } from './selection';
import { validateTree } from './validate';

/** What the renderer is told besides the tree. */
export interface RenderInput {
  readonly settings: DeliverySettings;
  readonly kinds: KindTable;
  readonly healthChecks: readonly HealthCheck[];
  /** What looks at the objects before they are written. */
  readonly checks?: readonly OutputCheck[];
  /** Patterns of the clusters to render; undefined for everything. */
  readonly only?: readonly string[] | undefined;
  /** What an earlier synthesis knows of objects; it is asked for where it is worth it. */
  readonly cache?: () => RenderCache | undefined;
  /** Hears what is done now. */
  readonly onStep?: OnStep;
}

/** A rendered app. */
export interface RenderedApp {
  /** Path below the output folder (forward slashes) to content, sorted by path. */
  readonly files: ReadonlyMap<string, OutputFile>;
  /** Which folders of the output are rendered. */
  readonly isSelected: Selection;
  /** Path below the output folder to the path of the construct that the file is made of; those of the app itself are left out. */
  readonly origins: () => ReadonlyMap<string, string>;
  /** The clusters that are rendered. */
  readonly clusters: readonly ClusterUnits[];
}

/**
 * Renders a tree in memory.
 *
 * @throws Error that lists every problem
 */
export function renderApp(tree: IConstruct, input: RenderInput): RenderedApp {
  const { settings, kinds: given, healthChecks, only, onStep = () => undefined } = input;
  const collected = collect(tree);
  const all = collected.clusters.map(({ cluster }) => cluster);
  const problems = [...collected.problems, ...requiredProblems(collected), ...ringProblems(settings, all)];
  const isSelected = selection(only, all, problems);
  const withRoot = isSelected(ARGO_FOLDER);
  const isRendered = ({ clusterName }: GitOpsCluster): boolean => withRoot || isSelected(clusterName);
  const isLeftOut = (one: IConstruct): boolean => one instanceof GitOpsCluster && !isRendered(one);
  for (const each of validateTree(tree, isLeftOut, onCluster('validates', onStep))) problems.push(each);
  const kinds = withDefinedKinds(given, collected, problems);
  const cache = sizeOf(collected) < LEAST_CACHED ? undefined : input.cache?.();
  const options = { delivery: settings.delivery, cache };
  const clusters = renderedUnits(collected, kinds, isRendered, problems, options, onStep);
  const chosen = clusters.filter(({ cluster }) => isSelected(cluster.clusterName));
  const folders = chosen.map((cluster) => {
    onStep(`writes ${cluster.cluster.clusterName}`);
    return renderCluster(cluster, settings, problems);
  });
  const hasRoot = withRoot && settings.delivery === 'argo-cd';
  const root = hasRoot ? rootFolder(settings, clusters) : [];
  for (const each of argoNameProblems([...root, ...folders.flatMap(({ applications }) => applications)])) {
    problems.push(each);
  }
  const own = hasRoot ? inFolder(ARGO_FOLDER, placed(rootFiles(root, settings, healthChecks, problems))) : [];
  // Only what renders can be checked.
  onStep('checks the output');
  if (problems.length === 0) for (const each of checked(chosen, input.checks ?? [])) problems.push(each);
  if (problems.length > 0) throw problemsError(problems);

  const files = [...own, ...folders.flatMap((folder) => folder.files)];
  files.sort((a, b) => compare(a[0], b[0]));
  return {
    files: new Map(files),
    isSelected,
    origins: () => new Map(files.flatMap(([path, file]) => (file.path === '' ? [] : [[path, file.path]]))),
    clusters: chosen,
  };
}

/** From how many objects on a cache is worth its own files. */
const LEAST_CACHED = 100;

function sizeOf({ clusters }: Collected): number {
  return clusters.flatMap(({ units }) => units).reduce((sum, { objects }) => sum + objects.length, 0);
}

/** Tells of each cluster that is visited. */
function onCluster(what: string, onStep: OnStep): (one: IConstruct) => void {
  return (one) => {
    if (one instanceof GitOpsCluster) onStep(`${what} ${one.clusterName}`);
  };
}

function checked(clusters: readonly ClusterUnits[], checks: readonly OutputCheck[]): string[] {
  if (checks.length === 0) return [];
  const units = clusters.flatMap(({ cluster, units: own }) => own.map((unit) => ({ cluster, ...unit })));
  const objects = units.flatMap(({ cluster, unit, objects: own }) =>
    own.map(({ path, manifest }) => ({ path, cluster, unit: unit.unitName, manifest })),
  );
  const sources = units
    .filter(({ unit: { props } }) => props.helm !== undefined || props.kustomization !== undefined)
    .map(({ cluster, unit: { props } }) => ({
      cluster,
      namespace: props.helm === undefined ? undefined : props.namespace,
    }));
  return checks.flatMap((check) => check(objects, sources));
}

/** Clusters with their units; of a cluster that is not rendered, only units that one which is rendered waits for. */
function renderedUnits(
  { clusters }: Collected,
  kinds: KindTable,
  isRendered: (cluster: GitOpsCluster) => boolean,
  problems: string[],
  options: UnitOptions,
  onStep: OnStep,
): ClusterUnits[] {
  const rendered = new Set(clusters.filter(({ cluster }) => isRendered(cluster)).map(({ cluster }) => cluster));
  const names = new Set([...rendered].map(({ clusterName }) => clusterName));
  const isWanted = ({ unit }: CollectedUnit): boolean => names.has(unit.props.requiredBy ?? '');
  const withUnits = clusters.map((collected, index) => {
    const { cluster, units } = collected;
    onStep(`renders ${cluster.clusterName}, cluster ${index + 1} of ${clusters.length}`);
    const wanted = rendered.has(cluster) ? units : units.filter(isWanted);
    return { cluster, collected, units: renderUnits({ cluster, units: wanted }, kinds, problems, options) };
  });
  const awaited = new Map<string, AwaitedUnit[]>();
  for (const { cluster: owner, units } of withUnits) {
    for (const each of units) {
      const by = each.unit.props.requiredBy;
      if (by !== undefined) awaited.set(by, [...(awaited.get(by) ?? []), { owner, rendered: each }]);
    }
  }
  return withUnits
    .filter(({ cluster }) => rendered.has(cluster))
    .map((parts) => ({ ...parts, awaited: awaited.get(parts.cluster.clusterName) ?? [] }));
}

/** What the root delivers, and the root itself. */
function rootFolder(settings: DeliverySettings, clusters: readonly ClusterUnits[]): ArgoDocument[] {
  const delivered = clusters.filter(isDelivered).map(({ cluster }) => cluster);
  return [
    ...rootDocuments(settings),
    ...clusters.flatMap((cluster) => clusterDocuments(settings, cluster)),
    ...clusterSet(settings, delivered),
  ];
}

/** Units that a cluster waits for which the app does not have, or which is the own one. */
function requiredProblems({ clusters }: Collected): string[] {
  const names = new Set(clusters.map(({ cluster }) => cluster.clusterName));
  return clusters.flatMap(({ cluster, units }) =>
    units.flatMap(({ unit: { node, props } }) => {
      const by = props.requiredBy;
      if (by === undefined || (names.has(by) && by !== cluster.clusterName)) return [];
      const others = [...names].filter((name) => name !== cluster.clusterName).slice(0, 10);
      const what = 'the delivery unit is required by a cluster that is not another one of the app';
      return [problem(node.path, { what, got: by, allowed: others.join(', ') || 'none' })];
    }),
  );
}

function placed(files: ReadonlyMap<string, string>): PlacedFile[] {
  return [...files].map(([path, content]) => [path, { content, path: '' }]);
}

/** The files of the root, relative to its folder; its SHA256SUMS lists these and none of a cluster. */
function rootFiles(
  documents: readonly ArgoDocument[],
  { argoCd }: DeliverySettings,
  checks: readonly HealthCheck[],
  problems: string[],
): Map<string, string> {
  const files = new Map(
    documents.map(({ document, kind, name }) => [objectFileName({ group: ARGO_GROUP, kind, name }), toYaml(document)]),
  );
  for (const { message, paths } of pathProblems([...files.keys(), SUMS_FILE])) {
    problems.push(problem('', { what: message, got: paths.join(' and '), fix: 'rename a cluster or a delivery unit' }));
  }
  if (argoCd.healthChecks) files.set(`../${SETTINGS_PATCH}`, toYaml({ data: argoCdSettings(checks) }));
  return files.set(SUMS_FILE, toSums(files));
}

/** The CustomResourceDefinitions of the app say which scope their kinds have. */
function withDefinedKinds(given: KindTable, { clusters }: Collected, problems: string[]): KindTable {
  const kinds = given.copy();
  const isDefinition = ({ construct: { kind, apiVersion } }: CollectedObject): boolean =>
    kind === 'CustomResourceDefinition' && groupOf(apiVersion) === 'apiextensions.k8s.io';
  const units = clusters.flatMap((cluster) => cluster.units);
  for (const { construct: object, path } of units.flatMap(({ objects }) => objects.filter(isDefinition))) {
    try {
      const { spec } = object.toJson() as { spec?: { group?: string; scope?: string; names?: { kind?: string } } };
      if (!spec?.group || !spec.names?.kind || !spec.scope) continue;
      kinds.declare(path, {
        group: spec.group,
        kind: spec.names.kind,
        namespaced: spec.scope === 'Namespaced',
      });
    } catch (error) {
      const text = messageOf(error);
      // an object that cannot be rendered is reported where it is rendered
      if (text.startsWith('[')) problems.push(text);
    }
  }
  return kinds;
}
