import type { IConstruct } from 'constructs';
import type { ArgoDocument } from '../argo/argo-document';
import { ARGO_GROUP, argoNameProblems } from '../argo/argo-document';
import { ARGO_FOLDER } from '../names';
import { clusterDocuments } from '../argo/cluster-documents';
import type { HealthCheck } from '../argo/health';
import { argoCdSettings } from '../argo/health';
import { rootDocuments, SETTINGS_PATCH } from '../argo/root-documents';
import type { DeliverySettings } from '../argo/settings';
import { groupOf } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import { objectFileName, pathProblems } from '../output/paths';
import { SUMS_FILE, toSums } from '../output/sums';
import { toYaml } from '../output/yaml';
import { compare } from '../../values/compare';
import { messageOf, problem, problemsError } from '../problem';
import type { Collected } from './collect';
import { collect } from './collect';
import { inFolder, renderCluster } from './render-cluster';
import { validateTree } from './validate';

/** What the renderer is told besides the tree. */
export interface RenderInput {
  readonly settings: DeliverySettings;
  readonly kinds: KindTable;
  readonly healthChecks: readonly HealthCheck[];
}

/**
 * Renders a tree in memory.
 *
 * @returns path below the output folder (forward slashes) to content, sorted by path
 * @throws Error that lists every problem
 */
export function renderApp(
  tree: IConstruct,
  { settings, kinds: given, healthChecks }: RenderInput,
): Map<string, string> {
  const collected = collect(tree);
  const problems = [...validateTree(tree), ...collected.problems];
  const kinds = withDefinedKinds(given, collected, problems);
  const clusters = collected.clusters.map((cluster) => renderCluster(cluster, kinds, settings, problems));
  const root = [...rootDocuments(settings), ...clusters.flatMap((cluster) => clusterDocuments(settings, cluster))];
  const documents = [...root, ...clusters.flatMap(({ applications }) => applications)];
  for (const each of argoNameProblems(documents)) problems.push(each);

  const own = rootFiles(root, settings, healthChecks, problems);
  if (problems.length > 0) throw problemsError(problems);

  const files = [...inFolder(ARGO_FOLDER, own), ...clusters.flatMap((cluster) => [...cluster.files])];
  return new Map(files.sort(([a], [b]) => compare(a, b)));
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
  for (const object of clusters.flatMap(({ units }) => units.flatMap(({ objects }) => objects))) {
    if (object.kind !== 'CustomResourceDefinition' || groupOf(object.apiVersion) !== 'apiextensions.k8s.io') continue;
    try {
      const { spec } = object.toJson() as { spec?: { group?: string; scope?: string; names?: { kind?: string } } };
      if (!spec?.group || !spec.names?.kind || !spec.scope) continue;
      kinds.declare(object.node.path, {
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
