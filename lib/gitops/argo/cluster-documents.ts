import { helmRepositories } from '../helm-source';
import { uniqueKinds } from '../kinds/kind-scope';
import type { GitOpsCluster } from '../gitops-cluster';
import { ARGO_FOLDER } from '../names';
import type { RenderedUnit } from '../render/render-unit';
import { WAITING_RETRY } from '../retry';
import { compare } from '../../values/compare';
import { appProject } from './app-project';
import { application } from './application';
import { isInSet, revisionOf } from './rollout';
import type { ArgoDocument } from './argo-document';
import type { DeliverySettings } from './settings';
import { IN_CLUSTER } from './settings';

/** What delivers a cluster. */
export interface ClusterParts {
  readonly cluster: GitOpsCluster;
  /** Units that hold something, by wave and name. */
  readonly units: readonly RenderedUnit[];
  /** Units of other clusters that this one waits for, by wave and name. */
  readonly awaited: readonly AwaitedUnit[];
}

/** A unit of another cluster. */
export interface AwaitedUnit {
  /** The cluster that it is in. */
  readonly owner: GitOpsCluster;
  readonly rendered: RenderedUnit;
}

/** Units whose Applications are among those of their own cluster. */
export function ownUnits({ units }: Pick<ClusterParts, 'units'>): readonly RenderedUnit[] {
  return units.filter(({ unit }) => unit.props.requiredBy === undefined);
}

/** Name of the Application of a unit. */
export function applicationName(clusterName: string, unitName: string): string {
  return `${clusterName}-${unitName.replace('/', '-')}`;
}

/**
 * The Applications of a cluster: one per delivery unit, ordered by their waves, those of other clusters that it waits for included.
 * They are in the folder of the cluster.
 */
export function unitApplications(settings: DeliverySettings, parts: ClusterParts): ArgoDocument[] {
  const { cluster, awaited } = parts;
  const revision = revisionOf(settings, cluster.ring);
  const all = [...awaited, ...ownUnits(parts).map((rendered) => ({ owner: cluster, rendered }))];
  return all.map(({ owner: { clusterName, destination }, rendered }) => {
    const { unitName, props, node } = rendered.unit;
    const name = applicationName(clusterName, unitName);
    const document = application(settings, {
      name,
      project: clusterName,
      folder: `${clusterName}/${unitName}`,
      revision,
      ...(props.helm ? { helm: props.helm } : {}),
      ...(props.kustomization || settings.kustomizations ? {} : { directory: { recurse: true } }),
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
export function clusterDocuments(settings: DeliverySettings, parts: ClusterParts): ArgoDocument[] {
  const { cluster, units } = parts;
  const { clusterName, destination, node } = cluster;
  const project = appProject(settings, clusterName, `Cluster ${clusterName}`, {
    destination,
    repositories: repositoriesOf(units),
    namespaces: [...new Set(units.flatMap((unit) => [...unit.namespaces, home(unit)]))].sort(compare),
    clusterScoped: uniqueKinds(units.flatMap((unit) => unit.clusterScoped)),
    namespaced: uniqueKinds(units.flatMap((unit) => unit.namespaced)),
  });
  const documents: ArgoDocument[] = [{ document: project, kind: 'AppProject', name: clusterName, path: node.path }];
  // Argo CD reports a folder that does not exist as an error.
  if (!isDelivered(parts) || isInSet(settings, cluster)) return documents;
  const revision = revisionOf(settings, cluster.ring);
  const document = clusterApplication(settings, { name: clusterName, revision });
  return [...documents, { document, kind: 'Application', name: clusterName, path: node.path }];
}

/** Whether a cluster has Applications. */
export function isDelivered(parts: ClusterParts): boolean {
  return parts.awaited.length > 0 || ownUnits(parts).length > 0;
}

/**
 * The Application that delivers the Applications of a cluster.
 * @param settings - settings of delivery
 * @param parts - name of the cluster, or a template for it, and the revision
 */
export function clusterApplication(
  settings: DeliverySettings,
  { name, revision }: { readonly name: string; readonly revision: string },
): object {
  return application(settings, {
    name,
    project: settings.name,
    folder: `${name}/${ARGO_FOLDER}`,
    revision,
    destination: IN_CLUSTER,
    namespace: settings.argoCd.namespace,
    retry: WAITING_RETRY,
    finalizer: true,
  });
}

function repositoriesOf(units: readonly RenderedUnit[]): readonly string[] {
  const all = units.flatMap(({ unit: { props } }) => (props.helm === undefined ? [] : helmRepositories(props.helm)));
  return [...new Set(all)].sort(compare);
}

/** Argo CD wants a permitted namespace in the destination even where every object names its own, or has none. */
function home({ unit, namespaces }: RenderedUnit): string {
  return unit.props.namespace ?? namespaces[0] ?? 'default';
}
