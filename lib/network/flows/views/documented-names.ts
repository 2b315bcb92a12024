import type { DocumentationDifference } from './documentation-differences';
import { DOCUMENTATION_DIFFERENCES } from './documentation-differences';
import type { TrafficTable } from './traffic-table';

/** A name of the documentation that differs from that of the release. */
export interface DocumentedName {
  /** Name of its table. */
  readonly table: TrafficTable;
  /** Cells in the words of the release; null matches any. */
  readonly release: ReadonlyArray<string | null>;
  /** Cells in the words of the documentation; null keeps that of the release. */
  readonly documented: ReadonlyArray<string | null>;
  /** The difference; absent when only the wording differs. */
  readonly difference?: DocumentationDifference;
}

/** A row of the documentation without traffic in release 1.7.2. */
export interface OutdatedRow {
  /** Name of its table. */
  readonly table: TrafficTable;
  /** Its cells, in the words of the documentation. */
  readonly cells: readonly string[];
  /** The differences. */
  readonly differences: readonly DocumentationDifference[];
}

const D = DOCUMENTATION_DIFFERENCES;
const SIDECAR = 'Istio mesh sidecar';
const AUTH_PROXY = 'Verrazzano Authentication Proxy';

/** Names of the documentation, table by table. Every item of a table is matched against the cells of the release. */
export const DOCUMENTED_NAMES: readonly DocumentedName[] = [
  { table: 'system-ingress', release: [AUTH_PROXY], documented: ['Verrazzano API'], difference: D.api },
  { table: 'system-ingress', release: ['OpenSearch'], documented: [null], difference: D.logging },
  { table: 'system-ingress', release: ['OpenSearch Dashboards'], documented: [null], difference: D.logging },
  {
    table: 'egress',
    release: ['argoCD', 'Git servers, Helm repositories and registries'],
    documented: [null, 'Git webhooks (GitHub, GitLab, Bitbucket)'],
    difference: D.gitWebhooks,
  },
  {
    table: 'egress',
    release: ['cert-manager', 'ACME directory, orders and certificates'],
    documented: [null, "Let's Encrypt"],
  },
  { table: 'egress', release: ['ExternalDNS', 'records of public hosts'], documented: [null, 'External DNS'] },
  { table: 'egress', release: ['Fluentd', 'OpenSearch'], documented: [null, null], difference: D.logging },
  { table: 'egress', release: ['Prometheus', 'Prometheus'], documented: [null, null], difference: D.federation },
  {
    table: 'egress',
    release: ['Verrazzano Agent', 'Rancher'],
    documented: ['Verrazzano Platform Operator', 'Kubernetes API server'],
    difference: D.agent,
  },
  ...[
    'Grafana',
    'Jaeger',
    'Kiali',
    'OpenSearch',
    'OpenSearch Dashboards',
    'Prometheus',
    'Prometheus Operator',
    'Thanos',
  ].map((name) => ({
    table: 'east-west' as const,
    release: [AUTH_PROXY, name],
    documented: [null, 'VMI components'],
    difference: D.logging,
  })),
  { table: 'east-west', release: ['Fluentd', 'OpenSearch'], documented: [null, null], difference: D.logging },
  {
    table: 'east-west',
    release: ['OpenSearch Dashboards', 'OpenSearch'],
    documented: [null, null],
    difference: D.logging,
  },
  {
    table: 'east-west',
    release: ['Verrazzano Platform Operator', 'Rancher'],
    documented: [null, null],
    difference: D.registration,
  },
  { table: 'scraping', release: [AUTH_PROXY, null], documented: ['Verrazzano API', null], difference: D.api },
  {
    table: 'scraping',
    release: ['NGINX Ingress Controller', null],
    documented: [null, null],
    difference: D.nginxNamespace,
  },
  {
    table: 'scraping',
    release: ['NGINX default back end', null],
    documented: [null, null],
    difference: D.nginxNamespace,
  },
  {
    table: 'proxies',
    release: [null, null, null, 'verrazzano-ingress-nginx'],
    documented: [null, null, null, 'ingress-nginx'],
    difference: D.nginxNamespace,
  },
  {
    table: 'proxies',
    release: [SIDECAR, null, 'verrazzano-authproxy-*', null],
    documented: [null, null, 'verrazzano-api-*', null],
    difference: D.api,
  },
  {
    table: 'multicluster-egress',
    release: ['Admin', 'Prometheus', 'Managed', 'Prometheus'],
    documented: [null, null, null, null],
    difference: D.federation,
  },
  ...['argoCD', 'Verrazzano Cluster Operator'].map((name) => ({
    table: 'multicluster-egress' as const,
    release: ['Admin', name, 'Admin', 'Rancher'],
    documented: [null, null, 'Managed', 'Rancher Proxy'],
    difference: D.rancherProxy,
  })),
  {
    table: 'multicluster-egress',
    release: ['Admin', AUTH_PROXY, 'Managed', AUTH_PROXY],
    documented: [null, 'Verrazzano Console', null, null],
    difference: D.console,
  },
  {
    table: 'multicluster-egress',
    release: ['Managed', 'Fluentd', 'Admin', 'OpenSearch'],
    documented: [null, null, null, null],
    difference: D.logging,
  },
  {
    table: 'multicluster-egress',
    release: ['Managed', 'Verrazzano Agent', 'Admin', 'Rancher'],
    documented: [null, null, null, 'Rancher Proxy or Kubernetes API server'],
    difference: D.agent,
  },
];

/** Rows of the documentation that release 1.7.2 has no traffic for. */
export const OUTDATED_ROWS: readonly OutdatedRow[] = [
  { table: 'east-west', cells: ['Verrazzano Operator', 'Kubernetes API server'], differences: [D.operator] },
  { table: 'scraping', cells: ['Istiod', 'Envoy metrics'], differences: [D.istiodProxy] },
  { table: 'scraping', cells: ['OpenSearch', 'Envoy metrics'], differences: [D.logging, D.loggingProxy] },
  { table: 'scraping', cells: ['OpenSearch Dashboards', 'Envoy metrics'], differences: [D.logging, D.loggingProxy] },
  ...['es-master', 'es-data', 'es-ingest', 'kibana'].map((pod) => ({
    table: 'proxies' as const,
    cells: [SIDECAR, 'Envoy', `vmi-system-${pod}-*`, 'verrazzano-system'],
    differences: [D.logging, D.meshOfLogging],
  })),
];
