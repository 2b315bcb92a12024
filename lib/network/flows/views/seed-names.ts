import type { SeedDifference } from './seed-differences';
import { SEED_DIFFERENCES } from './seed-differences';
import type { TrafficTable } from './traffic-table';

/** How the documentation names what the release calls otherwise. */
export interface SeedName {
  /** Table it stands in. */
  readonly table: TrafficTable;
  /** Cells in the words of the release; null is any. */
  readonly release: ReadonlyArray<string | null>;
  /** Cells in the words of the documentation; null keeps that of the release. */
  readonly seed: ReadonlyArray<string | null>;
  /** What differs; absent when it is only another word. */
  readonly difference?: SeedDifference;
}

/** A row of the documentation that no traffic of release 1.7.2 stands behind. */
export interface GoneRow {
  /** Table it stands in. */
  readonly table: TrafficTable;
  /** Its cells, in the words of the documentation. */
  readonly cells: readonly string[];
  /** What differs. */
  readonly differences: readonly SeedDifference[];
}

const D = SEED_DIFFERENCES;
const SIDECAR = 'Istio mesh sidecar';
const AUTH_PROXY = 'Verrazzano Authentication Proxy';

/** How the documentation names things, table by table. A later item of a table sees the cells of the release, too. */
export const SEED_NAMES: readonly SeedName[] = [
  { table: 'system-ingress', release: [AUTH_PROXY], seed: ['Verrazzano API'], difference: D.api },
  { table: 'system-ingress', release: ['OpenSearch'], seed: [null], difference: D.logging },
  { table: 'system-ingress', release: ['OpenSearch Dashboards'], seed: [null], difference: D.logging },
  {
    table: 'egress',
    release: ['argoCD', 'Git servers, Helm repositories and registries'],
    seed: [null, 'Git webhooks (GitHub, GitLab, Bitbucket)'],
    difference: D.gitWebhooks,
  },
  {
    table: 'egress',
    release: ['cert-manager', 'ACME directory, orders and certificates'],
    seed: [null, "Let's Encrypt"],
  },
  { table: 'egress', release: ['ExternalDNS', 'records of public hosts'], seed: [null, 'External DNS'] },
  { table: 'egress', release: ['Fluentd', 'OpenSearch'], seed: [null, null], difference: D.logging },
  { table: 'egress', release: ['Prometheus', 'Prometheus'], seed: [null, null], difference: D.federation },
  {
    table: 'egress',
    release: ['Verrazzano Agent', 'Rancher'],
    seed: ['Verrazzano Platform Operator', 'Kubernetes API server'],
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
    seed: [null, 'VMI components'],
    difference: D.logging,
  })),
  { table: 'east-west', release: ['Fluentd', 'OpenSearch'], seed: [null, null], difference: D.logging },
  { table: 'east-west', release: ['OpenSearch Dashboards', 'OpenSearch'], seed: [null, null], difference: D.logging },
  {
    table: 'east-west',
    release: ['Verrazzano Platform Operator', 'Rancher'],
    seed: [null, null],
    difference: D.registration,
  },
  { table: 'scraping', release: [AUTH_PROXY, null], seed: ['Verrazzano API', null], difference: D.api },
  { table: 'scraping', release: ['NGINX Ingress Controller', null], seed: [null, null], difference: D.nginxNamespace },
  { table: 'scraping', release: ['NGINX default back end', null], seed: [null, null], difference: D.nginxNamespace },
  {
    table: 'proxies',
    release: [null, null, null, 'verrazzano-ingress-nginx'],
    seed: [null, null, null, 'ingress-nginx'],
    difference: D.nginxNamespace,
  },
  {
    table: 'proxies',
    release: [SIDECAR, null, 'verrazzano-authproxy-*', null],
    seed: [null, null, 'verrazzano-api-*', null],
    difference: D.api,
  },
  {
    table: 'multicluster-egress',
    release: ['Admin', 'Prometheus', 'Managed', 'Prometheus'],
    seed: [null, null, null, null],
    difference: D.federation,
  },
  ...['argoCD', 'Verrazzano Cluster Operator'].map((name) => ({
    table: 'multicluster-egress' as const,
    release: ['Admin', name, 'Admin', 'Rancher'],
    seed: [null, null, 'Managed', 'Rancher Proxy'],
    difference: D.rancherProxy,
  })),
  {
    table: 'multicluster-egress',
    release: ['Admin', AUTH_PROXY, 'Managed', AUTH_PROXY],
    seed: [null, 'Verrazzano Console', null, null],
    difference: D.console,
  },
  {
    table: 'multicluster-egress',
    release: ['Managed', 'Fluentd', 'Admin', 'OpenSearch'],
    seed: [null, null, null, null],
    difference: D.logging,
  },
  {
    table: 'multicluster-egress',
    release: ['Managed', 'Verrazzano Agent', 'Admin', 'Rancher'],
    seed: [null, null, null, 'Rancher Proxy or Kubernetes API server'],
    difference: D.agent,
  },
];

/** Rows of the documentation that release 1.7.2 has no traffic for. */
export const GONE_ROWS: readonly GoneRow[] = [
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
