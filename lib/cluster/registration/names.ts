/**
 * Names of the objects by which a managed cluster is registered.
 *
 * Source: `pkg/constants`, `pkg/mcconstants`, `cluster-operator/controllers/vmc` and `application-operator/mcagent` at v1.7.2.
 */
import { WELL_KNOWN } from '../../resource/multicluster/names';

export { CLUSTERS_GROUP, MULTICLUSTER_NAMESPACE } from '../../resource/multicluster';

/** Namespace of the two Secrets on the managed cluster. */
export const SYSTEM_NAMESPACE = WELL_KNOWN.systemNamespace;

/** Namespace of Prometheus and Thanos. */
export const MONITORING_NAMESPACE = 'verrazzano-monitoring';

/** ConfigMap with the address of the admin cluster's API server, for managed clusters without Rancher. */
export const ADMIN_CONFIG_MAP = WELL_KNOWN.adminConfigMap;

/** Secret that starts the agent on the managed cluster. */
export const AGENT_SECRET = 'verrazzano-cluster-agent';

/** Secret that marks the managed cluster as registered. */
export const REGISTRATION_SECRET = WELL_KNOWN.registrationSecret;

/** ConfigMap by which the agent of a managed cluster remembers the name of its cluster, in {@link MULTICLUSTER_NAMESPACE}. */
export const AGENT_STATE = WELL_KNOWN.agentState;

/** Secret that an admin cluster has in place of {@link REGISTRATION_SECRET}. */
export const LOCAL_REGISTRATION_SECRET = 'verrazzano-local-registration';

/** Keys of {@link AGENT_SECRET}. */
export const AGENT_KEYS = ['managed-cluster-name', 'admin-kubeconfig'] as const;

/** Keys of {@link REGISTRATION_SECRET}. */
export const REGISTRATION_KEYS = [
  'managed-cluster-name',
  'es-url',
  'es-ca-bundle',
  'username',
  'password',
  'ES_USERNAME',
  'ES_PASSWORD',
  'jaeger-os-url',
  'jaeger-os-ca.crt',
  'jaeger-os-tls.cert',
  'jaeger-os-tls.key',
  'keycloak-url',
  'dex-url',
  'oidc-provider',
  'ca-bundle',
] as const;

/** Key of the Secret with the certificate authority of a managed cluster. */
export const CA_KEY = WELL_KNOWN.caEntry;

/**
 * Names on the admin cluster that contain the name of the managed cluster.
 * @param cluster - name of the VerrazzanoManagedCluster
 */
export function registrationNames(cluster: string) {
  const account = `verrazzano-cluster-${cluster}`;
  return {
    account,
    token: `${account}-token`,
    agent: `${account}-agent`,
    registration: `${account}-registration`,
    manifest: `${account}-manifest`,
    ca: `ca-secret-${cluster}`,
    argoCd: `${cluster}-argocd-cluster-secret`,
    unit: `registrations/${cluster}`,
  } as const;
}
