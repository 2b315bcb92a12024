import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { mergeSyncOptions, SYNC_OPTIONS_ANNOTATION } from '../gitops/argo/sync-options';
import { DerivedChildren } from '../gitops/derived-children';
import { GitOpsApp } from '../gitops/gitops-app';
import { groupOf, isKubernetesGroup } from '../gitops/kinds/kind-scope';
import { NEVER_BY_ACCIDENT } from './sync-options';

/**
 * Objects as a construct: each is named after its kind, namespace and name, so that one more changes nothing about the others.
 *
 * Argo CD is told never to delete namespaces, and to tolerate that the CRD of a custom resource may arrive later.
 */
export class ManifestSet extends Construct {
  private readonly derived: DerivedChildren;

  /**
   * @param scope - a delivery unit, a Chart, or anything below
   * @param id - id of the construct
   * @param manifests - the objects, each once; a function is asked when the tree is read
   */
  constructor(
    scope: Construct,
    id: string,
    manifests: readonly KubernetesManifest[] | (() => readonly KubernetesManifest[]) = [],
  ) {
    super(scope, id);
    this.derived = new DerivedChildren(this, () => {
      for (const { node } of this.node.children) this.node.tryRemoveChild(node.id);
      for (const manifest of typeof manifests === 'function' ? manifests() : manifests) this.add(manifest);
    });
    // What is given as data is checked where it is given.
    if (typeof manifests !== 'function') this.derived.refresh();
  }

  /** Marks the result of the function as changed. */
  invalidate(): void {
    this.derived.invalidate();
  }

  private add(manifest: KubernetesManifest): void {
    const { apiVersion, kind, metadata } = manifest;
    const group = groupOf(apiVersion);
    const isCustom = !isKubernetesGroup(group);
    const { root } = this.node;
    if (isCustom && GitOpsApp.isGitOpsApp(root)) {
      root.declareKind({ group, kind, namespaced: metadata.namespace !== undefined });
    }
    const options = [
      ...(kind === 'Namespace' ? [NEVER_BY_ACCIDENT] : []),
      ...(isCustom ? ['SkipDryRunOnMissingResource=true'] : []),
    ];
    new ApiObject(this, idOf(manifest), {
      ...manifest,
      metadata: {
        ...metadata,
        labels: metadata.labels && { ...metadata.labels },
        annotations: { ...metadata.annotations, ...(options.length > 0 && syncOptions(metadata, options)) },
      },
    });
  }
}

function syncOptions(
  { annotations }: KubernetesManifest['metadata'],
  options: readonly string[],
): Record<string, string> {
  return { [SYNC_OPTIONS_ANNOTATION]: mergeSyncOptions(annotations?.[SYNC_OPTIONS_ANNOTATION], options) };
}

function idOf({ kind, metadata }: KubernetesManifest): string {
  return [kind, metadata.namespace ?? '', metadata.name].filter((part) => part !== '').join('-');
}
