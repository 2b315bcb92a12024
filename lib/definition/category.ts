/**
 * The seven kinds of component of Verrazzano's documentation, Architecture.
 *
 * It has no kind for networking: Istio, the ingress controller, ExternalDNS and the network policies are filed under cluster
 * management.
 */
export enum Category {
  /** Backups of data and of the cluster's state. */
  BACKUP_AND_RESTORE = 'Backup and restore',
  /** Issuers and certificates. */
  CERTIFICATE_MANAGEMENT = 'Certificate management',
  /** Clusters, their lifecycle, and the network inside and around them. */
  CLUSTER_MANAGEMENT = 'Cluster management',
  /** Delivery from Git. */
  GITOPS = 'GitOps',
  /** Users, sign-in, and what stores them. */
  IDENTITY_MANAGEMENT = 'Identity management',
  /** Metrics, logs, traces and their views. */
  OBSERVABILITY = 'Observability',
  /** Operators of Verrazzano itself and of the workloads that it knows. */
  VERRAZZANO_OPERATORS = 'Verrazzano operators',
}
