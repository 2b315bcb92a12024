import { istio } from '../components';

/** Istio's root namespace: a policy there without a selector is for the whole mesh. */
export const ROOT_NAMESPACE = istio.namespace;

/** Default trust domain; in policies it is an alias of the trust domain, whatever that is. */
export const TRUST_DOMAIN = 'cluster.local';

/**
 * Who a pod is to the mesh.
 * @param namespace - its namespace
 * @param serviceAccount - its service account
 * @param trustDomain - trust domain of the mesh
 */
export function principalOf(namespace: string, serviceAccount: string, trustDomain: string = TRUST_DOMAIN): string {
  return `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}
