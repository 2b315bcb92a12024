import type { IConstruct } from 'constructs';
import { argoDocuments, ARGO_FOLDER } from '../argo/delivery';
import type { HealthCheck } from '../argo/health';
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
import { renderCluster } from './render-cluster';
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
  root: IConstruct,
  { settings, kinds: given, healthChecks }: RenderInput,
): Map<string, string> {
  const collected = collect(root);
  const problems = [...validateTree(root), ...collected.problems];
  const kinds = withDefinedKinds(given, collected, problems);
  const clusters = collected.clusters.map((cluster) => renderCluster(cluster, kinds, problems));

  const files = new Map<string, string>();
  const argo = new Map<string, string>();
  for (const { document, name, group, kind } of argoDocuments(settings, clusters, healthChecks, problems)) {
    argo.set(objectFileName({ group, kind, name }), toYaml(document));
  }
  for (const { message, paths } of pathProblems([...argo.keys(), SUMS_FILE])) {
    problems.push(problem('', { what: message, got: paths.join(' and '), fix: 'rename a cluster or a delivery unit' }));
  }
  for (const { cluster, files: own } of clusters) {
    for (const [path, content] of own) files.set(path, content);
    argo.set(`../${cluster.clusterName}/${SUMS_FILE}`, own.get(`${cluster.clusterName}/${SUMS_FILE}`) ?? '');
  }
  if (problems.length > 0) throw problemsError(problems);

  files.set(`${ARGO_FOLDER}/${SUMS_FILE}`, toSums(argo));
  for (const [path, content] of argo) if (!path.startsWith('../')) files.set(`${ARGO_FOLDER}/${path}`, content);
  return new Map([...files].sort(([a], [b]) => compare(a, b)));
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
