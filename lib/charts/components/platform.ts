import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import type { ChartFacts } from '../chart-facts';
import { defaultStorage } from '../storage';
import { GLOBAL_PULL_SECRET, type ValuesDefinition } from '../values-definition';
import { NAMESPACE_LABEL } from '../../definition/namespaces';

/** Values with the field `enabled`, and the component that each of them follows. */
const NETWORK_POLICIES = {
  authproxy: 'verrazzano-authproxy',
  console: 'verrazzano-console',
  applicationOperator: 'verrazzano-application-operator',
  oam: 'oam-kubernetes-runtime',
  weblogicOperator: 'weblogic-operator',
  coherenceOperator: 'coherence-operator',
  clusterOperator: 'verrazzano-cluster-operator',
  certManager: 'cert-manager',
  elasticSearch: 'opensearch',
  grafana: 'grafana',
  istio: 'istio',
  jaegerOperator: 'jaeger-operator',
  keycloak: 'keycloak',
  rancher: 'rancher',
  velero: 'velero',
  argoCd: 'argocd',
  clusterAPI: 'cluster-api',
  fluentOperator: 'fluent-operator',
  dex: 'dex',
} as const;

const VERRAZZANO = {
  istio: 'istio',
  keycloak: 'keycloak',
  rancher: 'rancher',
  prometheusOperator: 'prometheus-operator',
  prometheusAdapter: 'prometheus-adapter',
  kubeStateMetrics: 'kube-state-metrics',
  prometheusPushgateway: 'prometheus-pushgateway',
  jaegerOperator: 'jaeger-operator',
  fluentd: 'fluentd',
  fluentOperator: 'fluent-operator',
  fluentbitOpensearchOutput: 'fluentbit-opensearch-output',
  kibana: 'opensearch-dashboards',
} as const;

function switches(table: Readonly<Record<string, string>>, { isOn }: ChartFacts): JsonObject {
  return Object.fromEntries(Object.entries(table).map(([key, component]) => [key, { enabled: isOn(component) }]));
}

/**
 * Whether Prometheus itself is enabled, which is not a component of its own.
 * @param facts - what values are computed from
 */
export function isPrometheusOn(facts: ChartFacts): boolean {
  return facts.field('prometheus', 'enabled') !== false;
}

/** Namespace of external-dns: the older one where a release of it is there already. */
export function externalDnsNamespace({ cluster }: ChartFacts): string {
  const old = 'cert-manager';
  const hasLabel = (labels: JsonValue | undefined): boolean =>
    isJsonObject(labels) && labels.owner === 'helm' && labels.name === 'external-dns' && labels.status === 'deployed';
  const isReleased = cluster.objects.some(
    ({ kind, metadata }) =>
      kind === 'Secret' && isJsonObject(metadata) && metadata.namespace === old && hasLabel(metadata.labels),
  );
  const isOwn = cluster.objects.some(
    ({ kind, metadata }) =>
      kind === 'Namespace' &&
      isJsonObject(metadata) &&
      metadata.name === old &&
      isJsonObject(metadata.labels) &&
      metadata.labels[NAMESPACE_LABEL] !== undefined,
  );
  return isReleased && isOwn ? old : 'verrazzano-system';
}

/** Source: `controllers/verrazzano/component/networkpolicies` at v1.7.2. */
export const networkPolicies: ValuesDefinition = {
  documents: (facts) => [
    {
      ...switches(NETWORK_POLICIES, facts),
      prometheus: { enabled: isPrometheusOn(facts) || facts.isOn('prometheus-operator') },
      ingressNGINX: { enabled: facts.isOn('ingress-controller'), namespace: facts.ingressNamespace },
      externaldns: { enabled: facts.isOn('external-dns'), namespace: externalDnsNamespace(facts) },
    },
  ],
};

/** Source: `controllers/verrazzano/component/verrazzano/override.go` at v1.7.2. */
export const verrazzano: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  images: {
    proxyv2: { image: 'monitoringOperator.istioProxyImage' },
    'nginx-ingress-controller': { image: 'api.imageName', tag: 'api.imageVersion' },
    'nginx-prometheus-exporter': { image: 'api.metricsImageName', tag: 'api.metricsImageVersion' },
  },
  documents: (facts) => {
    const storage = defaultStorage(facts);
    const requests = storage === undefined ? {} : { requests: { storage } };
    return [
      {
        ...switches(VERRAZZANO, facts),
        // It is on for this chart unless it is stated to be off, although it is installed with Prometheus only.
        prometheusNodeExporter: { enabled: facts.field('prometheusNodeExporter', 'enabled') !== false },
        config: { envName: facts.envName, dnsSuffix: facts.dnsSuffix },
        ...(facts.isOn('external-dns') && { externaldns: { enabled: true } }),
        ingressNGINX: { namespace: facts.ingressNamespace },
        elasticSearch: { enabled: facts.isOn('opensearch'), multiNodeCluster: hasSeveralNodes(facts) },
        prometheus: { enabled: isPrometheusOn(facts), ...requests },
        grafana: { enabled: facts.isOn('grafana'), ...requests },
        ...security(facts),
      },
    ];
  },
};

/**
 * Sum of the replicas of the OpenSearch nodes.
 * @param facts - what values are computed from
 * @param role - only nodes with this role
 */
export function openSearchReplicas(facts: ChartFacts, role?: string): number {
  const nodes = facts.field('elasticsearch', 'nodes');
  return (Array.isArray(nodes) ? (nodes as readonly JsonValue[]) : []).filter(isJsonObject).reduce((sum, node) => {
    const roles = Array.isArray(node.roles) ? (node.roles as readonly JsonValue[]) : [];
    const times = role === undefined ? 1 : roles.filter((one) => one === role).length;
    return sum + (typeof node.replicas === 'number' ? times * node.replicas : 0);
  }, 0);
}

function hasSeveralNodes(facts: ChartFacts): boolean {
  return facts.field('elasticsearch', 'enabled') === true && openSearchReplicas(facts) > 1;
}

function security({ spec }: ChartFacts): JsonObject {
  const { adminSubjects, monitorSubjects } = isJsonObject(spec.security) ? spec.security : {};
  const [admins, monitors] = [subjects(adminSubjects), subjects(monitorSubjects)];
  if (admins === undefined && monitors === undefined) return {};
  return {
    security: { ...(admins && { adminSubjects: admins }), ...(monitors && { monitorSubjects: monitors }) },
  };
}

function subjects(list: JsonValue | undefined): JsonObject | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return Object.fromEntries(
    (list as readonly JsonValue[]).map((subject, index) => [
      `subject-${index}`,
      Object.fromEntries(
        Object.entries(isJsonObject(subject) ? subject : {}).filter(
          ([key, value]) => ['apiGroup', 'kind', 'name', 'namespace'].includes(key) && value !== '',
        ),
      ),
    ]),
  );
}
