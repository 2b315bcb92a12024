import type { ComponentDefinition } from '../definition/definition';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { ownedObjectsOf } from '../definition/owned-objects';
import { CLUSTER_ISSUER } from '../values/certificates';
import { groupOf } from '../gitops/kinds/kind-scope';

/** An object by what tells it apart. */
export function objectKey({ apiVersion, kind, metadata }: KubernetesManifest): string {
  return key(groupOf(apiVersion), kind, metadata.namespace, metadata.name);
}

/** Components that make the Ingresses of what they run: the chart of the first has them, the second makes them at run time. */
const INGRESS_MAKERS: ReadonlySet<string> = new Set(['opensearch-operator', 'verrazzano-monitoring-operator']);

/**
 * Keys of the objects that charts make, so that nothing else delivers them.
 * @param components - components with a chart, and those that their charts bring along
 */
export function ownedByCharts(components: readonly ComponentDefinition[]): ReadonlySet<string> {
  const objects = components
    .flatMap(ownedObjectsOf)
    .filter(({ kind, createdBy }) => createdBy === 'chart' || (kind === 'Ingress' && INGRESS_MAKERS.has(createdBy)));
  return new Set([
    ...objects.map(({ apiVersion, kind, namespace, name }) => key(groupOf(apiVersion), kind, namespace, name)),
    ...components.flatMap(issuerKeys),
  ]);
}

/** The issuers of the certificates that a chart makes are in it, too. */
function issuerKeys({ createdBy = 'chart', certificates = {}, ...definition }: ComponentDefinition): readonly string[] {
  if (createdBy !== 'chart') return [];
  return Object.values(certificates).flatMap(({ issuer, signsAs, namespace = definition.namespace }) =>
    [issuer, signsAs]
      .flatMap((reference) => reference ?? [])
      .map((reference) => reference.split('/') as [string, string?])
      .filter(([kind, name = kind]) => name !== CLUSTER_ISSUER.name)
      .map(([kind, name]) => key('cert-manager.io', kind, kind === 'ClusterIssuer' ? undefined : namespace, name)),
  );
}

function key(group: string, kind: string, namespace: string | undefined, name: string | undefined): string {
  return [group, kind, namespace ?? '', name ?? ''].join('/');
}
