import type { TrafficTable } from './traffic-table';

/** A statement of Verrazzano's documentation, Network Traffic, that does not hold in release 1.7.2. */
export interface DocumentationDifference {
  /** Number of the fact. */
  readonly id: string;
  /** The documented state. */
  readonly documented: string;
  /** The state in release 1.7.2. */
  readonly release: string;
  /** Reason of the difference. */
  readonly reason: string;
}

const difference = (id: string, documented: string, release: string, reason: string): DocumentationDifference => ({
  id,
  documented,
  release,
  reason,
});

/** Differences between release 1.7.2 and Verrazzano's documentation, Network Traffic. */
export const DOCUMENTATION_DIFFERENCES = {
  nginxNamespace: difference(
    'N-01',
    'namespace ingress-nginx',
    'namespace verrazzano-ingress-nginx',
    'fresh installations have a namespace of their own; one that was upgraded keeps the old name',
  ),
  api: difference(
    'N-02',
    'Verrazzano API, pods verrazzano-api',
    'pods verrazzano-authproxy',
    'the auth proxy answers for the API',
  ),
  logging: difference(
    'N-03',
    'OpenSearch and its dashboards belong to the monitoring instance in verrazzano-system',
    'the OpenSearch operator runs them in verrazzano-logging',
    'only Grafana is still created by the monitoring operator',
  ),
  operator: difference(
    'N-04',
    'Verrazzano Operator',
    'none',
    'the other operators of the platform took over its work, and no chart installs it (B-07)',
  ),
  agent: difference(
    'N-05',
    'an agent inside the platform operator, or inside the application operator',
    'Deployment verrazzano-cluster-agent',
    'the agent became a separate component, which calls Rancher of the admin cluster, or its API server',
  ),
  rancherProxy: difference(
    'N-06',
    'Rancher proxy on the managed cluster',
    'Rancher of the admin cluster',
    'requests go through the tunnel that the managed cluster has opened; nothing connects to the managed cluster',
  ),
  registration: difference(
    'N-07',
    'the platform operator registers clusters with Rancher',
    'the cluster operator registers them; the platform operator makes users and roles',
    'registration moved to the cluster operator',
  ),
  console: difference(
    'N-08',
    'the console calls the auth proxy of a managed cluster',
    'the auth proxy of the admin cluster calls it',
    'the console is a program in a browser',
  ),
  gitWebhooks: difference(
    'N-09',
    'Argo CD connects to Git webhooks',
    'the repository server pulls from Git servers',
    'a webhook is a call of the Git server to Argo CD, which comes in by the Ingress',
  ),
  moreWebhooks: difference(
    'N-10',
    'six components have webhooks',
    'so have the cluster operator, the Prometheus, WebLogic and Jaeger operators and Cluster API; the API server also asks the OCI DNS solver',
    'these components came later, or were left out',
  ),
  moreIngresses: difference(
    'N-11',
    'nine components are reached from outside',
    'so are Kiali, Jaeger, Thanos, Alertmanager and Dex',
    'these components came later, or were left out',
  ),
  labels: difference(
    'N-15',
    'every proxy calls istiod',
    'only those in namespaces with both labels, verrazzano-managed and istio-injection, get through',
    'the policy of istiod selects namespaces of OAM applications by verrazzano-managed (B-11)',
  ),
  meshOfLogging: difference(
    'N-13',
    'OpenSearch and its dashboards are in the mesh',
    'they are not part of it',
    'namespace verrazzano-logging is not labelled for sidecars',
  ),
  federation: difference(
    'N-14',
    'Prometheus scrapes Prometheus of managed clusters',
    'Thanos queries the store of managed clusters where both clusters have Thanos; otherwise as documented',
    'Thanos replaces federation',
  ),
  istiodProxy: difference(
    'B-01',
    'istiod has metrics of Envoy',
    'none',
    'istiod has no sidecar, because istio-system is not labelled for them',
  ),
  loggingProxy: difference(
    'B-02',
    'OpenSearch and its dashboards have metrics of Envoy',
    'metrics of OpenSearch itself, at port 9200; none of the dashboards',
    'namespace verrazzano-logging is not labelled for sidecars',
  ),
} as const;

/** Differences of whole tables: rows that the documentation lacks. */
export const TABLE_DIFFERENCES: Readonly<Partial<Record<TrafficTable, readonly DocumentationDifference[]>>> = {
  'system-ingress': [DOCUMENTATION_DIFFERENCES.moreIngresses],
  webhooks: [DOCUMENTATION_DIFFERENCES.moreWebhooks],
  proxies: [DOCUMENTATION_DIFFERENCES.labels],
};
