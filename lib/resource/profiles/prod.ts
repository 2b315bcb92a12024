import type { JsonObject } from '../../values/json';
import type { KeyOfVersion } from './switches';
import { DEFAULT_CERTIFICATE, profileComponents, withValues } from './switches';

/** A node group of one role; `memory` and `size` are quantities. */
function nodeGroup(role: string, replicas: number, memory: string, size?: string): JsonObject {
  return {
    name: `es-${role}`,
    replicas,
    resources: { requests: { memory } },
    roles: [role],
    ...(size === undefined ? {} : { storage: { size } }),
  };
}

const NODE_GROUPS = {
  data: nodeGroup('data', 3, '4.8Gi', '50Gi'),
  ingest: nodeGroup('ingest', 1, '2.5Gi'),
  master: nodeGroup('master', 3, '1.4Gi', '50Gi'),
};

/**
 * The prod profile: OpenSearch in three node groups with volumes.
 *
 * @param keyOf - keys of the API version
 * @param roles - the roles of the node groups in the order of the file, which decides the order after a merge
 *
 * Source: platform-operator/manifests/profiles/{v1beta1,v1alpha1}/prod.yaml at v1.7.2.
 */
export function prodProfile(keyOf: KeyOfVersion, roles: readonly (keyof typeof NODE_GROUPS)[]): JsonObject {
  return {
    components: profileComponents('prod', keyOf, {
      [keyOf('opensearch')]: { nodes: roles.map((role) => NODE_GROUPS[role]) },
      certManager: { certificate: DEFAULT_CERTIFICATE },
      prometheusOperator: withValues({
        prometheus: { prometheusSpec: { resources: { requests: { memory: '128Mi' } } } },
      }),
    }),
  };
}
