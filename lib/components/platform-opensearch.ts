import { authProxy } from './verrazzano-authproxy';

/** Service by which logs and traces reach the OpenSearch of the platform. */
export const OPENSEARCH_SERVICE = 'verrazzano-authproxy-opensearch' satisfies keyof typeof authProxy.services;

/** The OpenSearch of the platform, behind the auth proxy, and the Secret with the login to it; see `base.yaml` of the profiles at v1.7.2. */
export const PLATFORM_OPENSEARCH = {
  url: `http://${OPENSEARCH_SERVICE}:${authProxy.workloads['verrazzano-authproxy'].ports['http-api'].port}`,
  secret: 'verrazzano-es-internal',
} as const;
