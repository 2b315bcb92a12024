import type { Destination } from '../gitops-cluster';
import type { GroupKind } from '../kinds/kind-scope';
import { SYNC_WAVE_ANNOTATION } from '../wave';
import type { DeliverySettings } from './settings';

/** Wave of what Applications need: before every wave that a unit can have. */
const FIRST_WAVE = -1000;

/** What the Applications of a project may do. */
export interface ProjectGrants {
  readonly destination: Destination;
  /** Repositories besides the own one. @default - none */
  readonly repositories?: readonly string[];
  readonly namespaces: readonly string[];
  readonly clusterScoped: readonly GroupKind[];
  readonly namespaced: readonly GroupKind[];
}

/**
 * An AppProject that permits what is emitted and nothing else. Pruning it ends the delivery and leaves what was delivered.
 * Source: Argo CD 2.8, `AppProject.spec`; an absent `namespaceResourceWhitelist` would permit every kind, so that a
 * project without namespaced kinds denies them all.
 */
export function appProject(
  settings: DeliverySettings,
  name: string,
  description: string,
  grants: ProjectGrants,
): object {
  const { namespaces, destination, repositories = [], clusterScoped, namespaced } = grants;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name,
      namespace: settings.argoCd.namespace,
      annotations: { [SYNC_WAVE_ANNOTATION]: String(FIRST_WAVE) },
    },
    spec: {
      description,
      sourceRepos: [settings.repository.url, ...repositories.filter((url) => url !== settings.repository.url)],
      destinations: namespaces.map((namespace) => ({ ...destination, namespace })),
      ...(clusterScoped.length > 0
        ? { clusterResourceWhitelist: clusterScoped.map(({ group, kind }) => ({ group, kind })) }
        : {}),
      ...(namespaced.length > 0
        ? { namespaceResourceWhitelist: namespaced.map(({ group, kind }) => ({ group, kind })) }
        : { namespaceResourceBlacklist: [{ group: '*', kind: '*' }] }),
    },
  };
}
