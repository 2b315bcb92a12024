import { authProxy, dex, keycloak, kiali } from './components/access';
import {
  certManager,
  certManagerWebhookOci,
  externalDns,
  ingressController,
  opensearchOperator,
} from './components/ingress';
import { jaegerOperator } from './components/jaeger';
import { fluentbitOutput, fluentd, fluentOperator } from './components/logging';
import { monitored, prometheusOperator, thanos } from './components/monitoring';
import { mysql } from './components/mysql';
import { networkPolicies, verrazzano } from './components/platform';
import { rancher } from './components/rancher';
import * as simple from './components/simple';
import type { ValuesDefinition } from './values-definition';

/** What the platform operator adds to the values file of each chart, by the name of the component. */
export const VALUES: Readonly<Record<string, ValuesDefinition>> = {
  'verrazzano-network-policies': networkPolicies,
  'fluent-operator': fluentOperator,
  'fluentbit-opensearch-output': fluentbitOutput,
  'oam-kubernetes-runtime': simple.imagesOnly,
  'verrazzano-application-operator': simple.applicationOperator,
  'weblogic-operator': simple.weblogicOperator,
  'ingress-controller': ingressController,
  'cert-manager': certManager,
  'cert-manager-webhook-oci': certManagerWebhookOci,
  'external-dns': externalDns,
  rancher,
  'opensearch-operator': opensearchOperator,
  verrazzano,
  'verrazzano-monitoring-operator': simple.monitoringOperator,
  'verrazzano-grafana-dashboards': simple.grafanaDashboards,
  dex,
  'verrazzano-authproxy': authProxy,
  'coherence-operator': simple.imagesOnly,
  'mysql-operator': simple.mysqlOperator,
  mysql,
  keycloak,
  'kiali-server': kiali,
  'prometheus-operator': prometheusOperator,
  'prometheus-adapter': { pullSecret: 'image.pullSecrets[0]' },
  'kube-state-metrics': monitored('prometheus.monitor.enabled'),
  'prometheus-pushgateway': monitored('serviceMonitor.enabled'),
  'prometheus-node-exporter': monitored('prometheus.monitor.enabled', 'serviceAccount.imagePullSecrets[0].name'),
  'jaeger-operator': jaegerOperator,
  'verrazzano-console': simple.console,
  fluentd,
  velero: simple.velero,
  'rancher-backup': { pullSecret: 'image.imagePullSecrets[0]' },
  'verrazzano-cluster-operator': simple.clusterOperator,
  argocd: simple.argoCd,
  thanos,
  'verrazzano-cluster-agent': simple.clusterAgent,
};
