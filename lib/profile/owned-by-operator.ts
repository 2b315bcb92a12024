import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { namespacesOf } from '../definition/namespace';
import { namespaceDefinition } from '../definition/namespaces';
import type { OwnedObject } from '../definition/owned-objects';
import { ownedObjectsOf } from '../definition/owned-objects';
import type { Platform } from '../definition/platform';
import { certManager, istio, verrazzanoPlatformOperator } from '../components';
import { compare } from '../values/compare';
import { certificateObjects, systemIngressTable } from '../ingress';
import { upstreamAuthorizationPolicies, upstreamMeshObjects } from '../mesh';
import { upstreamPolicies } from '../network/upstream';

/**
 * The objects that the platform operator and the charts it installs own for a platform, as far as they are known by name, ordered by
 * namespace (cluster-scoped first), kind and name. The library emits none of them while the platform operator installs.
 *
 * The manifest of the platform operator is not part of it: that one is delivered from Git.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function ownedByOperator(platform: Platform): readonly OwnedObject[] {
  const objects = [
    ...namespaceObjects(platform),
    ...platform.runningComponents.flatMap(ownedObjectsOf).filter((one) => !isOfManifest(one)),
    ...systemIngressTable(platform).map(({ component, ingress, manifest }) =>
      owned(manifest, component, ingress.createdBy),
    ),
    ...certificateObjects(platform).map((manifest) => owned(manifest, certManager.name, 'operator')),
    ...upstreamMeshObjects(platform).map((manifest) => owned(manifest, istio.name, 'operator')),
    ...upstreamAuthorizationPolicies(platform).map((manifest) => owned(manifest, istio.name, 'chart')),
    ...upstreamPolicies(platform).map((policy) =>
      owned(policy as KubernetesManifest, 'verrazzano-network-policies', 'chart'),
    ),
  ];
  const once = new Map([...objects].reverse().map((object) => [idOf(object), object]));
  return [...once.values()].sort((a, b) => compare(idOf(a), idOf(b)));
}

function isOfManifest({ component, createdBy }: OwnedObject): boolean {
  return component === verrazzanoPlatformOperator.name && createdBy === 'chart';
}

function namespaceObjects(platform: Platform): readonly OwnedObject[] {
  return namespacesOf(platform.runningComponents)
    .filter((name) => namespaceDefinition(name).existing !== true)
    .map((name) => {
      const component = platform.runningComponents.find(({ namespaces }) => namespaces?.includes(name));
      const manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
      return owned(manifest, component?.name ?? 'verrazzano', 'operator');
    });
}

function owned(manifest: KubernetesManifest, component: string, createdBy: OwnedObject['createdBy']): OwnedObject {
  const { apiVersion, kind, metadata } = manifest;
  const { name, namespace } = metadata;
  return { apiVersion, kind, namespace, name, component, createdBy, optional: false };
}

function idOf({ apiVersion, kind, namespace, name }: OwnedObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return [namespace ?? '', kind, group, name].join('/');
}
