import type { Construct } from 'constructs';
import type { ComponentDefinition } from '../definition/definition';
import { verrazzanoNetworkPolicies, VerrazzanoNetworkPolicies } from './verrazzano-network-policies';
import { fluentOperator, FluentOperator } from './fluent-operator';
import { fluentbitOpensearchOutput, FluentbitOpensearchOutput } from './fluentbit-opensearch-output';
import { oam, Oam } from './oam-kubernetes-runtime';
import { applicationOperator, ApplicationOperator } from './verrazzano-application-operator';
import { istio, Istio } from './istio';
import { weblogicOperator, WeblogicOperator } from './weblogic-operator';
import { ingressNGINX, IngressNGINX } from './ingress-controller';
import { certManager, CertManager } from './cert-manager';
import { certManagerWebhookOCI, CertManagerWebhookOCI } from './cert-manager-webhook-oci';
import { clusterIssuer, ClusterIssuer } from './cluster-issuer';
import { externalDns, ExternalDns } from './external-dns';
import { clusterAPI, ClusterAPI } from './cluster-api';
import { rancher, Rancher } from './rancher';
import { opensearchOperator, OpensearchOperator } from './opensearch-operator';
import { verrazzano, VerrazzanoComponent } from './verrazzano';
import { verrazzanoMonitoringOperator, VerrazzanoMonitoringOperator } from './verrazzano-monitoring-operator';
import { opensearch, Opensearch } from './opensearch';
import { opensearchDashboards, OpensearchDashboards } from './opensearch-dashboards';
import { grafana, Grafana } from './grafana';
import { verrazzanoGrafanaDashboards, VerrazzanoGrafanaDashboards } from './verrazzano-grafana-dashboards';
import { dex, Dex } from './dex';
import { authProxy, AuthProxy } from './verrazzano-authproxy';
import { coherenceOperator, CoherenceOperator } from './coherence-operator';
import { mySQLOperator, MySQLOperator } from './mysql-operator';
import { mysql, Mysql } from './mysql';
import { keycloak, Keycloak } from './keycloak';
import { kiali, Kiali } from './kiali-server';
import { prometheusOperator, PrometheusOperator } from './prometheus-operator';
import { prometheus, Prometheus } from './prometheus';
import { prometheusAdapter, PrometheusAdapter } from './prometheus-adapter';
import { kubeStateMetrics, KubeStateMetrics } from './kube-state-metrics';
import { prometheusPushgateway, PrometheusPushgateway } from './prometheus-pushgateway';
import { prometheusNodeExporter, PrometheusNodeExporter } from './prometheus-node-exporter';
import { jaegerOperator, JaegerOperator } from './jaeger-operator';
import { console, Console } from './verrazzano-console';
import { fluentd, Fluentd } from './fluentd';
import { velero, Velero } from './velero';
import { rancherBackup, RancherBackup } from './rancher-backup';
import { clusterOperator, ClusterOperator } from './verrazzano-cluster-operator';
import { argoCD, ArgoCD } from './argocd';
import { thanos, Thanos } from './thanos';
import { clusterAgent, ClusterAgent } from './verrazzano-cluster-agent';

/**
 * The 43 components that a profile consists of, in the order of the platform operator's registry
 * (`platform-operator/controllers/verrazzano/component/registry/registry.go` at v1.7.2).
 *
 * The platform operator itself is not among them: it installs them. Prometheus stands behind its operator.
 */
export const COMPONENTS: readonly ComponentDefinition[] = [
  verrazzanoNetworkPolicies,
  fluentOperator,
  fluentbitOpensearchOutput,
  oam,
  applicationOperator,
  istio,
  weblogicOperator,
  ingressNGINX,
  certManager,
  certManagerWebhookOCI,
  clusterIssuer,
  externalDns,
  clusterAPI,
  rancher,
  opensearchOperator,
  verrazzano,
  verrazzanoMonitoringOperator,
  opensearch,
  opensearchDashboards,
  grafana,
  verrazzanoGrafanaDashboards,
  dex,
  authProxy,
  coherenceOperator,
  mySQLOperator,
  mysql,
  keycloak,
  kiali,
  prometheusOperator,
  prometheus,
  prometheusAdapter,
  kubeStateMetrics,
  prometheusPushgateway,
  prometheusNodeExporter,
  jaegerOperator,
  console,
  fluentd,
  velero,
  rancherBackup,
  clusterOperator,
  argoCD,
  thanos,
  clusterAgent,
];

/** The construct of each component, by its key on a profile, in the order of {@link COMPONENTS}. */
export const COMPONENT_CLASSES = {
  verrazzanoNetworkPolicies: VerrazzanoNetworkPolicies,
  fluentOperator: FluentOperator,
  fluentbitOpensearchOutput: FluentbitOpensearchOutput,
  oam: Oam,
  applicationOperator: ApplicationOperator,
  istio: Istio,
  weblogicOperator: WeblogicOperator,
  ingressNGINX: IngressNGINX,
  certManager: CertManager,
  certManagerWebhookOCI: CertManagerWebhookOCI,
  clusterIssuer: ClusterIssuer,
  dns: ExternalDns,
  clusterAPI: ClusterAPI,
  rancher: Rancher,
  opensearchOperator: OpensearchOperator,
  verrazzano: VerrazzanoComponent,
  verrazzanoMonitoringOperator: VerrazzanoMonitoringOperator,
  opensearch: Opensearch,
  opensearchDashboards: OpensearchDashboards,
  grafana: Grafana,
  verrazzanoGrafanaDashboards: VerrazzanoGrafanaDashboards,
  dex: Dex,
  authProxy: AuthProxy,
  coherenceOperator: CoherenceOperator,
  mySQLOperator: MySQLOperator,
  mysql: Mysql,
  keycloak: Keycloak,
  kiali: Kiali,
  prometheusOperator: PrometheusOperator,
  prometheus: Prometheus,
  prometheusAdapter: PrometheusAdapter,
  kubeStateMetrics: KubeStateMetrics,
  prometheusPushgateway: PrometheusPushgateway,
  prometheusNodeExporter: PrometheusNodeExporter,
  jaegerOperator: JaegerOperator,
  console: Console,
  fluentd: Fluentd,
  velero: Velero,
  rancherBackup: RancherBackup,
  clusterOperator: ClusterOperator,
  argoCD: ArgoCD,
  thanos: Thanos,
  clusterAgent: ClusterAgent,
} as const;

/** The classes of all components, by key. */
export type Classes = typeof COMPONENT_CLASSES;

/** Key of a component on a profile. */
export type ComponentKey = keyof Classes;

/** Key of a component in `spec.components` of the Verrazzano resource. */
export type ComponentSpecKey = {
  [K in ComponentKey]: InstanceType<Classes[K]>['definition'] extends { readonly specKey: string } ? K : never;
}[ComponentKey];

/** The constructs of all components, by key. */
export type ComponentConstructs = { readonly [K in ComponentKey]: InstanceType<Classes[K]> };

/** What a user may say about the components: keys are those of the Verrazzano resource. */
export type ComponentsProps = {
  readonly [K in ComponentSpecKey]?: NonNullable<ConstructorParameters<Classes[K]>[1]>;
};

/**
 * Makes the constructs of all components.
 * @param scope - the profile
 * @param props - what the user says about them
 */
export function createComponents(scope: Construct, props: ComponentsProps = {}): ComponentConstructs {
  const said: Readonly<Record<string, object | undefined>> = props;
  const entries = Object.entries(COMPONENT_CLASSES).map(([key, type]) => {
    const make: new (scope: Construct, props?: object) => object = type;
    return [key, new make(scope, said[key])];
  });
  return Object.fromEntries(entries) as ComponentConstructs;
}
