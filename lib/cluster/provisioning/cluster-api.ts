/** API version of Cluster API, which Verrazzano 1.7 installs. */
export const CAPI = 'cluster.x-k8s.io/v1beta1';

/** API version of its provider for OCI. */
export const INFRASTRUCTURE = 'infrastructure.cluster.x-k8s.io/v1beta2';
