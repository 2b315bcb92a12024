import type { Construct } from 'constructs';
import type { Component } from '../definition/component';
import type { ComponentDefinition } from '../definition/definition';
import * as all from './all';

/** Value of `enabled` of a component in a profile file; `__` if it is not set. */
export type Switch = typeof on | typeof off | typeof __;

/** The columns of {@link COMPONENT_TABLE}. */
export type ComponentRow = readonly [
  definition: ComponentDefinition,
  construct: new (scope: Construct, props?: never) => Component<ComponentDefinition, object>,
  /** Profile files below `platform-operator/manifests/profiles`; those of v1alpha1 differ in base.yaml only. */
  base: Switch,
  baseV1alpha1: Switch,
  dev: Switch,
  prod: Switch,
  managedCluster: Switch,
  none: Switch,
  /** Whether it cannot be switched off once it is installed (webhook `ValidateUpdate` of the component). */
  fixed: typeof FIXED | typeof __,
  /** Whether the overrides of profile and resource add up (`AppendComponentOverrides` in `pkg/profiles/merge.go`). */
  overrides: typeof APPENDED | typeof __,
];

const on = 'on';
const off = 'off';
const __ = undefined;
const FIXED = 'fixed';
const APPENDED = 'appended';

/** Keys of the components that `all.ts` declares. */
type DeclaredKey = {
  [N in keyof typeof all]: (typeof all)[N] extends { readonly name: string; readonly key: infer K extends string }
    ? K
    : never;
}[keyof typeof all];

/**
 * The components that a profile consists of, by their key on a profile, in the order of the platform operator's registry
 * (`platform-operator/controllers/verrazzano/component/registry/registry.go` at v1.7.2). All lists of components are derived
 * from it.
 *
 * The platform operator itself is not part of it: it installs the components. Prometheus follows its operator.
 */
export const COMPONENT_TABLE = {
  verrazzanoNetworkPolicies: [
    all.verrazzanoNetworkPolicies,
    all.VerrazzanoNetworkPolicies,
    __,
    __,
    __,
    __,
    __,
    __,
    __,
    __,
  ],
  fluentOperator: [all.fluentOperator, all.FluentOperator, off, off, __, __, __, off, __, __],
  fluentbitOpensearchOutput: [
    all.fluentbitOpensearchOutput,
    all.FluentbitOpensearchOutput,
    off,
    off,
    __,
    __,
    __,
    off,
    __,
    __,
  ],
  oam: [all.oam, all.Oam, on, on, __, __, __, off, FIXED, APPENDED],
  applicationOperator: [all.applicationOperator, all.ApplicationOperator, on, on, __, __, __, off, FIXED, APPENDED],
  istio: [all.istio, all.Istio, on, on, __, __, __, off, FIXED, APPENDED],
  weblogicOperator: [all.weblogicOperator, all.WeblogicOperator, on, on, __, __, __, off, FIXED, APPENDED],
  ingressNGINX: [all.ingressNGINX, all.IngressNGINX, on, on, __, __, __, off, FIXED, APPENDED],
  certManager: [all.certManager, all.CertManager, on, on, __, on, __, off, FIXED, APPENDED],
  certManagerWebhookOCI: [all.certManagerWebhookOCI, all.CertManagerWebhookOCI, off, off, __, __, __, off, __, __],
  clusterIssuer: [all.clusterIssuer, all.ClusterIssuer, on, on, __, __, __, off, __, __],
  dns: [all.externalDns, all.ExternalDns, __, __, __, __, __, __, __, APPENDED],
  clusterAPI: [all.clusterAPI, all.ClusterAPI, off, off, on, on, __, off, FIXED, __],
  rancher: [all.rancher, all.Rancher, on, on, __, __, off, off, FIXED, APPENDED],
  opensearchOperator: [all.opensearchOperator, all.OpensearchOperator, on, on, __, __, off, off, FIXED, __],
  verrazzano: [all.verrazzano, all.VerrazzanoComponent, on, on, __, __, __, off, FIXED, APPENDED],
  verrazzanoMonitoringOperator: [
    all.verrazzanoMonitoringOperator,
    all.VerrazzanoMonitoringOperator,
    __,
    __,
    __,
    __,
    __,
    __,
    __,
    __,
  ],
  opensearch: [all.opensearch, all.Opensearch, on, on, __, on, off, off, FIXED, __],
  opensearchDashboards: [all.opensearchDashboards, all.OpensearchDashboards, on, on, __, __, off, off, FIXED, __],
  grafana: [all.grafana, all.Grafana, on, on, __, __, off, off, FIXED, __],
  verrazzanoGrafanaDashboards: [
    all.verrazzanoGrafanaDashboards,
    all.VerrazzanoGrafanaDashboards,
    __,
    __,
    __,
    __,
    __,
    __,
    __,
    __,
  ],
  dex: [all.dex, all.Dex, off, off, __, __, __, off, FIXED, __],
  authProxy: [all.authProxy, all.AuthProxy, on, on, __, __, __, off, FIXED, APPENDED],
  coherenceOperator: [all.coherenceOperator, all.CoherenceOperator, on, on, __, __, __, off, FIXED, APPENDED],
  mySQLOperator: [all.mySQLOperator, all.MySQLOperator, on, on, __, __, off, off, FIXED, __],
  mysql: [all.mysql, all.Mysql, __, __, __, __, __, __, __, __],
  keycloak: [all.keycloak, all.Keycloak, on, on, __, __, off, off, FIXED, APPENDED],
  kiali: [all.kiali, all.Kiali, on, on, __, __, off, off, FIXED, APPENDED],
  prometheusOperator: [all.prometheusOperator, all.PrometheusOperator, on, on, __, __, __, off, __, APPENDED],
  prometheus: [all.prometheus, all.Prometheus, on, on, __, __, __, off, __, __],
  prometheusAdapter: [all.prometheusAdapter, all.PrometheusAdapter, off, __, __, __, __, off, __, APPENDED],
  kubeStateMetrics: [all.kubeStateMetrics, all.KubeStateMetrics, on, on, __, __, __, off, __, APPENDED],
  prometheusPushgateway: [all.prometheusPushgateway, all.PrometheusPushgateway, off, __, __, __, __, off, __, APPENDED],
  prometheusNodeExporter: [
    all.prometheusNodeExporter,
    all.PrometheusNodeExporter,
    on,
    __,
    __,
    __,
    __,
    off,
    __,
    APPENDED,
  ],
  jaegerOperator: [all.jaegerOperator, all.JaegerOperator, off, __, __, __, __, off, FIXED, APPENDED],
  console: [all.console, all.Console, on, on, __, __, off, off, FIXED, APPENDED],
  fluentd: [all.fluentd, all.Fluentd, on, on, __, __, __, off, __, APPENDED],
  velero: [all.velero, all.Velero, off, __, __, __, __, off, FIXED, APPENDED],
  rancherBackup: [all.rancherBackup, all.RancherBackup, off, __, __, __, __, off, FIXED, __],
  clusterOperator: [all.clusterOperator, all.ClusterOperator, __, on, __, __, __, off, __, __],
  argoCD: [all.argoCD, all.ArgoCD, off, off, __, __, off, off, FIXED, __],
  thanos: [all.thanos, all.Thanos, __, __, __, __, __, off, __, __],
  clusterAgent: [all.clusterAgent, all.ClusterAgent, __, __, __, __, __, off, __, __],
} as const satisfies Readonly<Record<DeclaredKey, ComponentRow>>;
