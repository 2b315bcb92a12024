import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { namespacesOf } from '../definition/namespace';
import type { NamespaceName } from '../definition/namespaces';
import { namespaceDefinition, namespaceLabels } from '../definition/namespaces';
import type { Platform } from '../definition/platform';
import { workloadsOf } from '../definition/workload';
import type { DeclaredNamespace } from '../gitops/gitops-cluster';
import { MergeError } from '../resource/merge';
import { compare } from '../values/compare';

/**
 * The namespaces of a platform, each once, with their labels. Those that others make are left out: `kube-system`, and what Rancher
 * makes at run time.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function platformNamespaces(platform: Platform): readonly KubernetesManifest[] {
  const inhabited = inhabitedNamespaces(platform);
  return allNamespaces(platform)
    .filter((name) => {
      const { existing, unlabelled, always } = namespaceDefinition(name);
      // One that upstream labels in any case is there for a policy of upstream.
      return existing !== true && unlabelled !== true && (always !== true || inhabited.has(name));
    })
    .map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: namespaceLabels(name, platform.mesh) },
    }));
}

/**
 * The namespaces of a platform as others create them; none when the merge of the resource is refused, which the profile reports.
 * @param platform - the profile
 * @param installer - who creates those of the components, in words; undefined when they are emitted
 */
export function createdNamespaces(platform: Platform, installer: string | undefined): readonly DeclaredNamespace[] {
  try {
    return allNamespaces(platform).flatMap((name) => {
      const createdBy = namespaceDefinition(name).unlabelled === true ? 'Rancher, when it starts Fleet' : installer;
      return createdBy === undefined ? [] : [{ name, createdBy }];
    });
  } catch (error) {
    if (error instanceof MergeError) return [];
    throw error;
  }
}

function allNamespaces(platform: Platform): readonly NamespaceName[] {
  return [...new Set([...namespacesOf(platform.runningComponents), ...inhabitedNamespaces(platform)])].sort(compare);
}

function inhabitedNamespaces({ runningComponents }: Platform): ReadonlySet<NamespaceName> {
  return new Set(
    runningComponents.flatMap((definition) => [
      definition.namespace,
      ...workloadsOf(definition).map(({ namespace }) => namespace),
    ]),
  );
}
