import type { ChartFacts } from '../../../charts';
import { grafana } from '../../../components/grafana';
import { DATABASE_SECRET } from '../../../components/grafana-names';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';
import { isJsonObject, type JsonObject } from '../../../values/json';
import { GRAFANA_MEMORY, grafanaDataSources, grafanaReplicas, grafanaSection, grafanaStorage } from './grafana-facts';

const NAMESPACE = grafana.namespace;

/**
 * Grafana as the monitoring operator takes it: a VerrazzanoMonitoringInstance, and the ConfigMap with its data sources.
 *
 * Source: `platform-operator/controllers/verrazzano/component/common/vmi.go` and `.../grafana/vmi.go` at v1.7.2.
 * @param facts - what values are computed from
 */
export function monitoringInstanceObjects(facts: ChartFacts): readonly KubernetesManifest[] {
  return [
    {
      apiVersion: 'verrazzano.io/v1',
      kind: 'VerrazzanoMonitoringInstance',
      metadata: {
        name: 'system',
        namespace: NAMESPACE,
        labels: { 'k8s-app': 'verrazzano.io', 'verrazzano.binding': 'system' },
      },
      spec: {
        ...(facts.isOn('ingress-controller') && { uri: `vmi.system.${facts.domain}` }),
        ingressTargetDNSName: facts.isOn('ingress-controller') ? `verrazzano-ingress.${facts.domain}` : '',
        IngressClassName: facts.ingressClass,
        serviceType: 'ClusterIP',
        autoSecret: true,
        secretsName: 'verrazzano',
        cascadingDelete: true,
        // What its CustomResourceDefinition requires, and the operator of OpenSearch runs in its place.
        lock: false,
        alertmanager: { enabled: false },
        opensearch: { enabled: false },
        opensearchDashboards: { enabled: false },
        grafana: grafanaSettings(facts),
        prometheus: {
          enabled: facts.isOn('prometheus'),
          resources: { requestMemory: '128Mi' },
          storage: storage(facts),
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'vmi-system-datasource', namespace: NAMESPACE },
      data: { 'datasource.yaml': dataSourcesText(facts) },
    },
  ];
}

function grafanaSettings(facts: ChartFacts): JsonObject {
  const { database, smtp } = grafanaSection(facts);
  return {
    enabled: true,
    dashboardsConfigMap: 'verrazzano-dashboard-provider',
    datasourcesConfigMap: 'vmi-system-datasource',
    resources: { requestMemory: GRAFANA_MEMORY },
    storage: storage(facts),
    replicas: grafanaReplicas(facts),
    ...(isJsonObject(database) && {
      database: { passwordSecret: DATABASE_SECRET, host: database.host, name: database.name },
    }),
    ...(isJsonObject(smtp) && { smtp }),
  };
}

/** Without a size, data is lost with the pod. */
function storage(facts: ChartFacts): JsonObject {
  const size = grafanaStorage(facts);
  return size === '' ? {} : { size };
}

/** YAML that Grafana provisions data sources from. */
function dataSourcesText(facts: ChartFacts): string {
  const items = grafanaDataSources(facts).flatMap((source) =>
    Object.entries(source).map(
      ([key, value], at) =>
        `${at === 0 ? '-' : ' '} ${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  );
  return `${['apiVersion: 1', items.length === 0 ? 'datasources: []' : 'datasources:', ...items].join('\n')}\n`;
}
