import { uniqueKinds } from '../kinds/kind-scope';
import { ARGO_FOLDER, HOSTS_FOLDER } from '../names';
import { appProject } from './app-project';
import { application } from './application';
import type { ArgoDocument } from './argo-document';
import { ARGO_GROUP } from './argo-document';
import type { DeliverySettings } from './settings';
import { IN_CLUSTER } from './settings';

/** Path below the output folder of the patch for the ConfigMap `argocd-cm`: where Argo CD does not read. */
export const SETTINGS_PATCH = `${HOSTS_FOLDER}/${ARGO_FOLDER}/argocd-cm.patch.yaml`;

/**
 * The root: an Application that delivers one AppProject and one Application per cluster, and its AppProject.
 *
 * The root is not part of what it delivers (its own health would hold up its own sync): both are applied by hand, once and
 * after a change of name, URL, revision or path. The Applications of clusters are in the last wave of the root, which
 * Argo CD applies without waiting for their health, so that no cluster keeps another one back.
 */
export function rootDocuments(settings: DeliverySettings): ArgoDocument[] {
  const { name, argoCd } = settings;
  const { namespace } = argoCd;
  const project = appProject(settings, name, `What delivers the clusters of ${name}`, {
    destination: IN_CLUSTER,
    namespaces: [namespace],
    clusterScoped: [],
    namespaced: uniqueKinds([
      { group: ARGO_GROUP, kind: 'AppProject' },
      { group: ARGO_GROUP, kind: 'Application' },
      ...(settings.rollout?.by === 'applicationSet' ? [{ group: ARGO_GROUP, kind: 'ApplicationSet' }] : []),
    ]),
  });
  const root = application(settings, {
    name,
    project: name,
    folder: ARGO_FOLDER,
    directory: { exclude: `*.${ARGO_GROUP}.${name}.yaml` },
    destination: IN_CLUSTER,
    namespace,
  });
  return [
    { document: project, kind: 'AppProject', name, path: '' },
    { document: root, kind: 'Application', name, path: '' },
  ];
}
