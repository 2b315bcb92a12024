import { ingressesOf } from '../../../definition/ingress';
import { COMPONENTS } from '../../../components';
import type { FlowEnd, WorkloadEnd } from '../flow';

/**
 * Names that Verrazzano's documentation, Network Traffic, has for components, and for workloads where it distinguishes them.
 */
const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  argocd: 'argoCD',
  'cert-manager-webhook-oci': 'cert-manager OCI DNS solver',
  'cluster-api': 'Cluster API',
  'coherence-operator': 'Coherence Operator',
  dex: 'Dex',
  'external-dns': 'ExternalDNS',
  'fluent-operator': 'Fluent Operator',
  fluentd: 'Fluentd',
  grafana: 'Grafana',
  'ingress-controller': 'NGINX Ingress Controller',
  'ingress-controller/ingress-controller-ingress-nginx-defaultbackend': 'NGINX default back end',
  istio: 'Istio',
  'istio/istiod': 'Istiod',
  'istio/istio-egressgateway': 'Istio egress gateway',
  'istio/istio-ingressgateway': 'Istio ingress gateway',
  'jaeger-operator': 'Jaeger',
  keycloak: 'Keycloak',
  'kiali-server': 'Kiali',
  mysql: 'MySQL',
  'mysql-operator': 'MySQL Operator',
  'oam-kubernetes-runtime': 'OAM Kubernetes Runtime',
  opensearch: 'OpenSearch',
  'opensearch-dashboards': 'OpenSearch Dashboards',
  'opensearch-operator': 'OpenSearch Operator',
  prometheus: 'Prometheus',
  'prometheus-adapter': 'Prometheus Adapter',
  'prometheus-node-exporter': 'Node exporter',
  'prometheus-operator': 'Prometheus Operator',
  'prometheus-operator/alertmanager-prometheus-operator-kube-p-alertmanager': 'Alertmanager',
  'prometheus-pushgateway': 'Prometheus Pushgateway',
  rancher: 'Rancher',
  'rancher-agent': 'Rancher Agent',
  'rancher-backup': 'Rancher Backup',
  thanos: 'Thanos',
  velero: 'Velero',
  'verrazzano-application-operator': 'Verrazzano Application Operator',
  'verrazzano-authproxy': 'Verrazzano Authentication Proxy',
  'verrazzano-cluster-agent': 'Verrazzano Agent',
  'verrazzano-cluster-operator': 'Verrazzano Cluster Operator',
  'verrazzano-console': 'Verrazzano Console',
  'verrazzano-monitoring-operator': 'Verrazzano Monitoring Operator',
  'verrazzano-platform-operator': 'Verrazzano Platform Operator',
  'weblogic-operator': 'WebLogic operator',
};

const ELSEWHERE: Readonly<Partial<Record<FlowEnd['kind'], string>>> = {
  'api-server': 'Kubernetes API server',
  applications: 'OAM applications',
  injected: 'sidecars of users',
  cluster: 'any pod',
  dns: 'CoreDNS',
  nodes: 'nodes',
  outside: 'clients',
  pods: 'pods that a user names',
};

/**
 * The documentation's name of a component; its own name where the documentation has none.
 * @param component - name of the component
 */
export function componentName(component: string): string {
  return DISPLAY_NAMES[component] ?? component;
}

/**
 * The documentation's name of a workload, or else of its component.
 * @param end - the workload
 */
export function workloadName({ component, workload }: WorkloadEnd): string {
  return DISPLAY_NAMES[`${component}/${workload.name}`] ?? componentName(component);
}

/**
 * The documentation's name of the component at an end of a flow; for hosts of the platform, of the component behind them.
 * @param end - the end
 */
export function endName(end: FlowEnd): string {
  if (end.kind === 'workload') return componentName(end.component);
  if (end.kind !== 'external') return ELSEWHERE[end.kind] ?? end.kind;
  const owner = end.cluster !== undefined || end.hairpin ? hostOwner(end.hosts[0] ?? '') : undefined;
  return owner === undefined ? end.name : componentName(owner);
}

/**
 * Component behind a public host of the platform, such as `keycloak.<domain>`; undefined when no component has such a host.
 * @param host - the host
 */
export function hostOwner(host: string): string | undefined {
  const labels = host.replace(/\.<.*$/, '');
  return COMPONENTS.find((definition) => ingressesOf(definition).some((ingress) => ingress.host === labels))?.name;
}
