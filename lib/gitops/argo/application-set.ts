import type { GitOpsCluster } from '../gitops-cluster';
import { compare } from '../../values/compare';
import type { ArgoDocument } from './argo-document';
import { clusterApplication } from './cluster-documents';
import { isInSet, revisionOf, RING_LABEL } from './rollout';
import type { DeliverySettings } from './settings';

/** What a template of an ApplicationSet replaces. */
const NAME = '{{.name}}';
const REVISION = '{{.revision}}';

/**
 * The ApplicationSet of the clusters that are in rings: one Application each, synced ring by ring. Removing a cluster removes its
 * Application, as with one that is written out.
 *
 * Source: Argo CD 2.8, `ApplicationSet.spec`; with RollingSync, automated sync of the Applications is turned off.
 * @param settings - settings of delivery
 * @param clusters - clusters with Applications
 */
export function clusterSet(settings: DeliverySettings, clusters: readonly GitOpsCluster[]): ArgoDocument[] {
  const members = clusters.filter((cluster) => isInSet(settings, cluster));
  const { rollout, name, argoCd } = settings;
  if (rollout === undefined || members.length === 0) return [];
  const elements = members
    .map(({ clusterName, ring = '' }) => ({ name: clusterName, ring, revision: revisionOf(settings, ring) }))
    .sort((a, b) => compare(a.name, b.name));
  const { metadata, spec } = clusterApplication(settings, { name: NAME, revision: REVISION }) as {
    readonly metadata: { readonly finalizers: readonly string[] };
    readonly spec: { readonly syncPolicy: { readonly automated?: unknown } };
  };
  const { automated: _, ...syncPolicy } = spec.syncPolicy;
  const inUse = rollout.rings.filter((ring) => elements.some((element) => element.ring === ring.name));
  const document = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: `${name}-clusters`, namespace: argoCd.namespace },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements } }],
      strategy: {
        type: 'RollingSync',
        rollingSync: {
          steps: inUse.map((ring) => ({
            matchExpressions: [{ key: RING_LABEL, operator: 'In', values: [ring.name] }],
            ...(ring.maxUpdate === undefined ? {} : { maxUpdate: ring.maxUpdate }),
          })),
        },
      },
      template: {
        metadata: { name: NAME, finalizers: metadata.finalizers, labels: { [RING_LABEL]: '{{.ring}}' } },
        spec: { ...spec, syncPolicy },
      },
    },
  };
  return [{ document, kind: 'ApplicationSet', name: `${name}-clusters`, path: '' }];
}
