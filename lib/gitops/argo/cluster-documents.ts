import { helmRepositories } from '../helm-source';
import { uniqueKinds } from '../kinds/kind-scope';
import type { GitOpsCluster } from '../gitops-cluster';
import { ARGO_FOLDER } from '../names';
import type { RenderedUnit } from '../render/render-unit';
import { WAITING_RETRY } from '../retry';
import { compare } from '../../values/compare';
import { appProject } from './app-project';
import { application } from './application';
import type { ArgoDocument } from './argo-document';
import type { DeliverySettings } from './settings';
import { IN_CLUSTER } from './settings';

/** What delivers a cluster. */
export interface ClusterParts {
  readonly cluster: GitOpsCluster;
  /** Units that hold something, by wave and name. */
  readonly units: readonly RenderedUnit[];
}

/** Name of the Application of a unit. */
export function applicationName(clusterName: string, unitName: string): string {
  return `${clusterName}-${unitName.replace('/', '-')}`;
}

/** The Applications of a cluster: one per delivery unit, ordered by their waves. They are in the folder of the cluster. */
export function unitApplications(settings: DeliverySettings, { cluster, units }: ClusterParts): ArgoDocument[] {
  const { clusterName, destination } = cluster;
  return units.map((rendered) => {
    const { unitName, props, node } = rendered.unit;
    const name = applicationName(clusterName, unitName);
    const document = application(settings, {
      name,
      project: clusterName,
      folder: `${clusterName}/${unitName}`,
      ...(props.helm ? { helm: props.helm } : {}),
      ...(props.kustomization ? {} : { directory: { recurse: true } }),
      destination,
      namespace: home(rendered),
      wave: props.wave,
      ...(props.retry ? { retry: props.retry } : {}),
      ...(props.serverSideApply ? { serverSideApply: true } : {}),
      ...(props.ignoreDifferences ? { ignoreDifferences: props.ignoreDifferences } : {}),
    });
    return { document, kind: 'Application', name, path: node.path };
  });
}

/**
 * What the root delivers for a cluster: its AppProject, and the Application that delivers its Applications.
 *
 * That Application has a finalizer: when the cluster leaves the program, its Applications go with it. They have none, so
 * that what they delivered stays. It belongs to the project of the root, since only that one may write Applications.
 */
export function clusterDocuments(settings: DeliverySettings, { cluster, units }: ClusterParts): ArgoDocument[] {
  const { clusterName, destination, node } = cluster;
  const project = appProject(settings, clusterName, `Cluster ${clusterName}`, {
    destination,
    repositories: repositoriesOf(units),
    namespaces: [...new Set(units.flatMap((unit) => [...unit.namespaces, home(unit)]))].sort(compare),
    clusterScoped: uniqueKinds(units.flatMap((unit) => unit.clusterScoped)),
    namespaced: uniqueKinds(units.flatMap((unit) => unit.namespaced)),
  });
  const documents: ArgoDocument[] = [{ document: project, kind: 'AppProject', name: clusterName, path: node.path }];
  if (units.length === 0) return documents; // Argo CD reports a folder that does not exist as an error
  const document = application(settings, {
    name: clusterName,
    project: settings.name,
    folder: `${clusterName}/${ARGO_FOLDER}`,
    destination: IN_CLUSTER,
    namespace: settings.argoCd.namespace,
    retry: WAITING_RETRY,
    finalizer: true,
  });
  return [...documents, { document, kind: 'Application', name: clusterName, path: node.path }];
}

function repositoriesOf(units: readonly RenderedUnit[]): readonly string[] {
  const all = units.flatMap(({ unit: { props } }) => (props.helm === undefined ? [] : helmRepositories(props.helm)));
  return [...new Set(all)].sort(compare);
}

/** Argo CD wants a permitted namespace in the destination even where every object names its own, or has none. */
function home({ unit, namespaces }: RenderedUnit): string {
  return unit.props.namespace ?? namespaces[0] ?? 'default';
}
