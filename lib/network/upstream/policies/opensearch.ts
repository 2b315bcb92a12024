import { opensearch, opensearchDashboards, verrazzanoMonitoringOperator } from '../../../components';
import type { PodNotation, UpstreamPolicy } from '../notation';
import { from, fromOwn, podsOf } from '../notation';
import { authProxyPods, ENVOY, scraping } from '../peers';

const monitoringOperator = podsOf(verrazzanoMonitoringOperator, 'verrazzano-monitoring-operator', 'k8s-app');
const openSearch = podsOf(opensearch, 'opensearch-es-master');
const REST = openSearch.port('http');
const TRANSPORT = openSearch.port('transport');
const DASHBOARDS = podsOf(opensearchDashboards, 'opensearch-dashboards').port('http');

/**
 * P-02: pods as the monitoring operator created them before 1.7.2; such pods no longer exist, and those of OpenSearch have
 * other labels in another namespace.
 */
const former = (label: string, value = 'true'): PodNotation => ({
  namespace: 'verrazzano-system',
  labels: { [label]: value },
});
const masterPods = former('opensearch.verrazzano.io/role-master');
const dataPods = former('opensearch.verrazzano.io/role-data');
const ingestPods = former('opensearch.verrazzano.io/role-ingest');
const dashboardsPods = former('app', 'system-osd');

/** Policies for OpenSearch and its dashboards. All select nothing. */
export const OPENSEARCH: readonly UpstreamPolicy[] = [
  {
    name: 'vmi-system-es-master',
    selects: masterPods,
    when: opensearch.name,
    ingress: [
      { from: [fromOwn(monitoringOperator)], ports: [REST] },
      { from: [masterPods, dataPods, ingestPods].map(fromOwn), ports: [TRANSPORT] },
      scraping(REST, ENVOY),
    ],
  },
  {
    name: 'vmi-system-es-data',
    selects: dataPods,
    when: opensearch.name,
    ingress: [
      { from: [fromOwn(masterPods)], ports: [TRANSPORT] },
      { from: [fromOwn(dataPods)], ports: [TRANSPORT] },
      { from: [fromOwn(ingestPods)], ports: [REST, TRANSPORT] },
      { from: [fromOwn(dashboardsPods)], ports: [REST] },
      scraping(REST, ENVOY),
    ],
  },
  {
    name: 'vmi-system-os-ingest',
    selects: ingestPods,
    when: opensearch.name,
    ingress: [
      { from: [from(authProxyPods)], ports: [REST] },
      { from: [masterPods, dataPods].map(fromOwn), ports: [TRANSPORT] },
      { from: [fromOwn(dashboardsPods)], ports: [REST] },
      scraping(REST, ENVOY),
    ],
  },
  {
    name: 'vmi-system-osd',
    selects: dashboardsPods,
    when: opensearch.name,
    ingress: [
      { from: [fromOwn(monitoringOperator)], ports: [DASHBOARDS] },
      { from: [from(authProxyPods)], ports: [DASHBOARDS] },
      scraping(ENVOY),
    ],
  },
];
