import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { GitOpsApp } from '../gitops/gitops-app';
import { CLUSTERS_GROUP } from '../resource/multicluster';
import { MULTICLUSTER_HEALTH } from './multicluster-health';
import { SYNC_OPTIONS_ANNOTATION } from '../gitops/argo/sync-options';

/** Its CRD arrives while the platform is installed; a project that is deleted by accident takes role bindings and policies with it. */
const TOLERANT = 'SkipDryRunOnMissingResource=true';
const KEPT = `Prune=false,Delete=false,${TOLERANT}`;

/**
 * Emits an object whose content is asked for when the program is rendered.
 * @param scope - a delivery unit, or anything below
 * @param id - id of the construct
 * @param identity - API version, kind and metadata
 * @param content - everything else
 */
export function emitObject(
  scope: Construct,
  id: string,
  { apiVersion, kind, metadata }: KubernetesManifest,
  content: () => Readonly<Record<string, unknown>>,
): void {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const { root } = scope.node;
  const isMulticluster = group === CLUSTERS_GROUP;
  if (GitOpsApp.isGitOpsApp(root) && group.includes('.')) {
    root.declareKind({ group, kind, namespaced: true });
    const check = MULTICLUSTER_HEALTH.find((each) => isMulticluster && each.kind === kind);
    if (check !== undefined) root.declareHealthCheck(check);
  }
  const options = kind === 'VerrazzanoProject' ? KEPT : group.includes('.') ? TOLERANT : undefined;
  const annotations = {
    ...metadata.annotations,
    ...(options !== undefined && { [SYNC_OPTIONS_ANNOTATION]: options }),
  };
  const fields = Object.fromEntries(
    Object.keys(content()).map((key) => [key, Lazy.any({ produce: () => content()[key] })]),
  );
  new ApiObject(scope, id, {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
      ...(metadata.labels !== undefined && { labels: { ...metadata.labels } }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...fields,
  });
}
