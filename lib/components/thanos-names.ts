/** ConfigMap with the stores of managed clusters, which the query of Thanos asks; see chart `thanos` of the release, `mcendpointsconfigmap.yaml`. */
export const ENDPOINTS = 'verrazzano-thanos-endpoints';

/** Line of the published chart that makes it not, as it makes no Service `thanos-query-grpc`. */
export const WITHOUT_ENDPOINTS = 'stevehipwell';

/** Its entry, a file for service discovery. */
export const ENDPOINTS_FILE = 'servicediscovery.yml';
