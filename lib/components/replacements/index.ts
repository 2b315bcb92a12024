import { COMPONENTS } from '../registry';
import { compare } from '../../values/compare';
import type { Replacement } from '../../definition/replacement';
import { argocd } from './argocd';
import { certManager } from './cert-manager';
import { certManagerWebhookOci } from './cert-manager-webhook-oci';
import { clusterApi } from './cluster-api';
import { coherenceOperator } from './coherence-operator';
import { dex } from './dex';
import { externalDns } from './external-dns';
import { fluentOperator } from './fluent-operator';
import { fluentd } from './fluentd';
import { grafana } from './grafana';
import { ingressController } from './ingress-controller';
import { istio } from './istio';
import { jaegerOperator } from './jaeger-operator';
import { keycloak } from './keycloak';
import { kialiServer } from './kiali-server';
import { withLogParsers } from './log-parsers';
import { mysql } from './mysql';
import { mysqlOperator } from './mysql-operator';
import { opensearch } from './opensearch';
import { opensearchDashboards } from './opensearch-dashboards';
import { opensearchOperator } from './opensearch-operator';
import { prometheus } from './prometheus';
import { prometheusOperator } from './prometheus-operator';
import { kubeStateMetrics, prometheusAdapter, prometheusNodeExporter, prometheusPushgateway } from './prometheus-parts';
import { rancher } from './rancher';
import { rancherBackup } from './rancher-backup';
import { thanos } from './thanos';
import { velero } from './velero';
import { weblogicOperator } from './weblogic-operator';
import { WITHOUT_SUCCESSOR } from './without-successor';

/** Place in the order of the registry; the platform operator, which is not in it, comes last. */
function place({ component }: Replacement): number {
  const found = COMPONENTS.findIndex(({ name }) => name === component);
  return found < 0 ? COMPONENTS.length : found;
}

/** The maintained replacement of every component, in the order of the platform operator's registry, and of that operator. */
export const REPLACEMENTS: readonly Replacement[] = [
  argocd,
  certManager,
  certManagerWebhookOci,
  clusterApi,
  coherenceOperator,
  dex,
  externalDns,
  fluentOperator,
  fluentd,
  grafana,
  ingressController,
  istio,
  jaegerOperator,
  keycloak,
  kialiServer,
  kubeStateMetrics,
  mysql,
  mysqlOperator,
  opensearch,
  opensearchDashboards,
  opensearchOperator,
  prometheus,
  prometheusAdapter,
  prometheusNodeExporter,
  prometheusOperator,
  prometheusPushgateway,
  rancher,
  rancherBackup,
  thanos,
  velero,
  weblogicOperator,
  ...WITHOUT_SUCCESSOR,
]
  .map(withLogParsers)
  .sort((a, b) => place(a) - place(b) || compare(a.component, b.component));

const BY_NAME = new Map(REPLACEMENTS.map((replacement) => [replacement.component, replacement]));

/**
 * The replacement of a component.
 * @param component - name of the component
 * @returns undefined where there is no such component
 */
export function replacementOf(component: string): Replacement | undefined {
  return BY_NAME.get(component);
}
