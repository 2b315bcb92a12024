import { uniqueKinds } from '../kinds/kind-scope';
import { problem } from '../problem';
import { compare } from '../../values/compare';
import type { RenderedCluster } from '../render/render-cluster';
import type { RenderedUnit } from '../render/render-unit';
import { SYNC_WAVE_ANNOTATION } from '../wave';
import { application } from './application';
import { appProject, FIRST_WAVE } from './app-project';
import type { HealthCheck } from './health';
import { argoCdSettings } from './health';
import type { DeliverySettings } from './settings';
import { SYNC_OPTIONS_ANNOTATION } from './sync-options';

/** Folder of what Argo CD reads first. */
export const ARGO_FOLDER = 'argocd';

/** The cluster in which Argo CD runs. */
const IN_CLUSTER = { server: 'https://kubernetes.default.svc' };

/** A document of the Argo CD side and the construct it is about. */
export interface ArgoDocument {
  readonly document: object;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly path: string;
}

/** The root, the ConfigMap fragment, and an AppProject and the Applications of each cluster. */
export function argoDocuments(
  settings: DeliverySettings,
  clusters: readonly RenderedCluster[],
  checks: readonly HealthCheck[],
  problems: string[],
): ArgoDocument[] {
  const documents = [...root(settings, checks), ...clusters.flatMap((cluster) => ofCluster(settings, cluster))];
  const names = new Map<string, string>();
  for (const { kind, name, path } of documents) {
    const other = names.get(`${kind}/${name}`);
    if (other !== undefined) {
      const what = `the ${kind} of Argo CD has the name of that of [${other || 'app'}]`;
      problems.push(problem(path, { what, got: name, fix: 'rename a cluster, a delivery unit or the app' }));
    }
    names.set(`${kind}/${name}`, path);
    if (kind === 'Application' && name.length > 63) {
      const allowed = 'at most 63 characters for cluster and unit together';
      problems.push(problem(path, { what: 'the name of the Application is too long', got: name, allowed }));
    }
  }
  return documents;
}

/**
 * The root is not part of what it delivers (its own health would hold up its own sync): it is applied by hand, once
 * and after a change of its name, URL, revision or path.
 */
function root(settings: DeliverySettings, checks: readonly HealthCheck[]): ArgoDocument[] {
  const { name, argoCd } = settings;
  const { namespace } = argoCd;
  const project = appProject(settings, name, `What delivers the clusters of ${name}`, {
    destination: IN_CLUSTER,
    namespaces: [namespace],
    clusterScoped: [],
    namespaced: uniqueKinds([
      { group: 'argoproj.io', kind: 'AppProject' },
      { group: 'argoproj.io', kind: 'Application' },
      ...(argoCd.healthChecks ? [{ group: '', kind: 'ConfigMap' }] : []),
    ]),
  });
  const app = application(settings, {
    name,
    project: name,
    folder: ARGO_FOLDER,
    directory: { exclude: `*.argoproj.io.${name}.yaml` },
    destination: IN_CLUSTER,
    namespace,
  });
  return [
    { document: project, group: 'argoproj.io', kind: 'AppProject', name, path: '' },
    { document: app, group: 'argoproj.io', kind: 'Application', name, path: '' },
    ...(argoCd.healthChecks ? [configMap(namespace, argoCdSettings(checks))] : []),
  ];
}

/** Merged into the ConfigMap that is there: applied server-side, and never deleted. */
function configMap(namespace: string, data: Record<string, string>): ArgoDocument {
  const document = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'argocd-cm',
      namespace,
      labels: { 'app.kubernetes.io/part-of': 'argocd' },
      annotations: {
        [SYNC_OPTIONS_ANNOTATION]: 'ServerSideApply=true,Prune=false,Delete=false',
        [SYNC_WAVE_ANNOTATION]: String(FIRST_WAVE),
      },
    },
    data,
  };
  return { document, group: '', kind: 'ConfigMap', name: 'argocd-cm', path: '' };
}

function ofCluster(settings: DeliverySettings, { cluster, units }: RenderedCluster): ArgoDocument[] {
  const { clusterName, destination, node } = cluster;
  const project = appProject(settings, clusterName, `Cluster ${clusterName}`, {
    destination,
    namespaces: [...new Set(units.flatMap((unit) => [...unit.namespaces, home(unit)]))].sort(compare),
    clusterScoped: uniqueKinds(units.flatMap((unit) => unit.clusterScoped)),
    namespaced: uniqueKinds(units.flatMap((unit) => unit.namespaced)),
  });
  const applications = units.map((rendered): ArgoDocument => {
    const { unitName, props, node: unitNode } = rendered.unit;
    const name = `${clusterName}-${unitName.replace('/', '-')}`;
    const document = application(settings, {
      name,
      project: clusterName,
      folder: `${clusterName}/${unitName}`,
      ...(props.kustomization ? {} : { directory: { recurse: true } }),
      destination,
      namespace: home(rendered),
      wave: props.wave,
      ...(props.retry ? { retry: props.retry } : {}),
      ...(props.serverSideApply ? { serverSideApply: true } : {}),
      ...(props.ignoreDifferences ? { ignoreDifferences: props.ignoreDifferences } : {}),
    });
    return { document, group: 'argoproj.io', kind: 'Application', name, path: unitNode.path };
  });
  const first = { document: project, group: 'argoproj.io', kind: 'AppProject', name: clusterName, path: node.path };
  return [first, ...applications];
}

/** Argo CD wants a permitted namespace in the destination even where every object names its own, or has none. */
function home({ unit, namespaces }: RenderedUnit): string {
  return unit.props.namespace ?? namespaces[0] ?? 'default';
}
