import { MESH_API_VERSIONS } from '../../mesh/api-versions';
import { ROOT_NAMESPACE } from '../../mesh/identity';
import type { JsonObject } from '../../values/json';

/** Mutual TLS for the whole mesh, as the platform makes it. */
export function upstreamStrict(): JsonObject {
  return {
    apiVersion: MESH_API_VERSIONS.PeerAuthentication,
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace: ROOT_NAMESPACE },
    spec: { mtls: { mode: 'STRICT' } },
  };
}
