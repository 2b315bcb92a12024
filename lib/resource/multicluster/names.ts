/** API group of the multicluster kinds. */
export const CLUSTERS_GROUP = 'clusters.verrazzano.io';

/** API version of the multicluster kinds. */
export const CLUSTERS_V1ALPHA1 = `${CLUSTERS_GROUP}/v1alpha1`;

/** Namespace of managed clusters and projects. */
export const MULTICLUSTER_NAMESPACE = 'verrazzano-mc';

/** Name of the admin cluster in placements. */
export const LOCAL_CLUSTER = 'local';

/** Names that the operators look up. Source: pkg/constants, platform-operator/constants/constants.go at v1.7.2. */
export const WELL_KNOWN = {
  /** ConfigMap with the address of the API server of the admin cluster, where Rancher is off. */
  adminConfigMap: 'verrazzano-admin-cluster',
  /** Its entry. */
  server: 'server',
  /** Secret that makes a cluster a registered managed cluster. */
  registrationSecret: 'verrazzano-cluster-registration',
  /** Namespace of that Secret. */
  systemNamespace: 'verrazzano-system',
  /** ConfigMap by which the agent of a managed cluster remembers the name of its cluster, in {@link MULTICLUSTER_NAMESPACE}. */
  agentState: 'mc-agent-state',
  /** Entry of a CA Secret. */
  caEntry: 'cacrt',
} as const;
