import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import type { Platform } from '../definition/platform';
import {
  authProxy,
  console,
  fluentd,
  fluentOperator,
  grafana,
  ingressNGINX,
  istio,
  jaegerOperator,
  kiali,
  opensearch,
  opensearchDashboards,
  prometheus,
  prometheusOperator,
  thanos,
  verrazzano,
} from '../components';
import { compare } from '../values/compare';
import { activePolicies } from '../network/upstream/upstream-policies';
import type { JsonObject } from '../values/json';
import { MESH_API_VERSIONS } from './api-versions';
import { principalOf } from './identity';

/** Accounts of one namespace: `<namespace>/<account>`, and the component without which upstream leaves it out. */
type Account = string | { readonly account: string; readonly when: string };

/** One rule: accounts of one namespace (without any it is for every peer), and ports of the pods. */
interface UpstreamAuthorizationRule {
  readonly from?: readonly [Account, ...Account[]];
  readonly ports: readonly number[];
  /** Component without which upstream leaves the rule out. */
  readonly when?: string;
}

/** An AuthorizationPolicy of upstream. */
interface UpstreamAuthorization {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  /** Components that must all be enabled: the one whose chart brings it, and those that its chart asks for. */
  readonly when: readonly string[];
  /** What else decides. */
  readonly if?: (platform: UpstreamAuthorizationFacts) => boolean;
  readonly rules: readonly UpstreamAuthorizationRule[];
  /** The charts of Thanos leave the action out, which means the same. */
  readonly action?: false;
}

/** What upstream's policies follow from. */
export type UpstreamAuthorizationFacts = Pick<Platform, 'runningComponents' | 'effective'>;

const SYSTEM = 'verrazzano-system';
const MONITORING = 'verrazzano-monitoring';
const PROXY = `${SYSTEM}/verrazzano-authproxy`;
const PROMETHEUS = `${MONITORING}/prometheus-operator-kube-p-prometheus`;
/** Grafana and the monitoring operator run under it. */
const MONITORING_OPERATOR = `${SYSTEM}/verrazzano-monitoring-operator`;
const JAEGER = `${MONITORING}/jaeger-operator-jaeger`;

const JAEGER_LABELS = { app: 'jaeger', 'app.kubernetes.io/managed-by': 'jaeger-operator' };
const THANOS_LABELS = { 'app.kubernetes.io/name': 'thanos' };

/** OpenSearch left the mesh; its policies select pods that do not exist. */
const OLD_OPENSEARCH: readonly UpstreamAuthorizationRule[] = [
  { from: [PROXY], ports: [9200] },
  { from: [MONITORING_OPERATOR], ports: [9200, 9300] },
  { from: [PROMETHEUS], ports: [9200, 15090] },
];

/**
 * AuthorizationPolicies of the chart `verrazzano`, of the charts of Thanos, and of the platform operator itself: 13, their
 * faults included.
 */
export const UPSTREAM_AUTHORIZATIONS: readonly UpstreamAuthorization[] = [
  {
    name: 'verrazzano-authproxy-authzpol',
    namespace: SYSTEM,
    selector: { app: 'verrazzano-authproxy' },
    when: [verrazzano.name, istio.name],
    rules: [
      { from: [`${ingressNGINX.namespace}/ingress-controller-ingress-nginx`], ports: [8775, 8776, 8777] },
      {
        from: [
          { account: `${SYSTEM}/fluentd`, when: fluentd.name },
          { account: `${SYSTEM}/fluent-bit`, when: fluentOperator.name },
        ],
        ports: [8775],
      },
      { from: [JAEGER], ports: [8775], when: jaegerOperator.name },
      { from: [PROMETHEUS], ports: [9113, 15090], when: prometheus.name },
    ],
  },
  ...(['master', 'ingest'] as const).map((role): UpstreamAuthorization => ({
    name: `vmi-system-es-${role}-authzpol`,
    namespace: SYSTEM,
    selector: { app: `system-es-${role}` },
    when: [verrazzano.name, opensearch.name],
    rules: OLD_OPENSEARCH,
  })),
  {
    name: 'vmi-system-grafana-authzpol',
    namespace: SYSTEM,
    selector: { app: 'system-grafana' },
    when: [verrazzano.name, grafana.name],
    rules: [
      { from: [PROXY], ports: [3000] },
      { from: [PROMETHEUS], ports: [15090] },
    ],
  },
  {
    name: 'vmi-system-osd-authzpol',
    namespace: SYSTEM,
    selector: { app: 'system-osd' },
    when: [verrazzano.name, opensearchDashboards.name],
    rules: [
      { from: [PROXY], ports: [5601] },
      { from: [MONITORING_OPERATOR], ports: [15090, 5601] },
      { from: [PROMETHEUS], ports: [15090, 5601] },
    ],
  },
  {
    name: 'verrazzano-console-authzpol',
    namespace: SYSTEM,
    selector: { app: console.name },
    // S-18: the value of the chart that decides is never set, so it is there without the console.
    when: [verrazzano.name, istio.name],
    rules: [
      { from: [PROXY], ports: [8000] },
      { from: [PROMETHEUS], ports: [15090] },
    ],
  },
  {
    name: 'jaeger-collector-authzpol',
    namespace: MONITORING,
    selector: { ...JAEGER_LABELS, 'app.kubernetes.io/component': 'collector' },
    when: [verrazzano.name, jaegerOperator.name],
    rules: [{ ports: [9411, 14250] }, { from: [PROMETHEUS], ports: [15090, 14269] }],
  },
  {
    name: 'jaeger-query-authzpol',
    namespace: MONITORING,
    selector: { ...JAEGER_LABELS, 'app.kubernetes.io/component': 'query' },
    when: [verrazzano.name, jaegerOperator.name],
    rules: [
      { from: [PROXY], ports: [16686] },
      { from: [PROMETHEUS], ports: [15090, 14271, 16687] },
    ],
  },
  {
    name: 'thanos-query-frontend',
    namespace: MONITORING,
    selector: { ...THANOS_LABELS, 'app.kubernetes.io/component': 'query-frontend' },
    when: [thanos.name],
    action: false,
    rules: [
      { from: [PROXY], ports: [10902] },
      { from: [PROMETHEUS], ports: [10902] },
      { from: [MONITORING_OPERATOR], ports: [10902] },
    ],
  },
  {
    name: 'thanos-query',
    namespace: MONITORING,
    selector: { ...THANOS_LABELS, 'app.kubernetes.io/component': 'query' },
    when: [thanos.name],
    action: false,
    rules: [
      { from: [`${MONITORING}/thanos-query-frontend`, `${MONITORING}/thanos-ruler`], ports: [10902] },
      { from: [PROXY], ports: [10901] },
      { from: [`${MONITORING}/thanos-query`], ports: [10901] },
      { from: [PROMETHEUS], ports: [10902] },
    ],
  },
  {
    name: 'thanos-ruler',
    namespace: MONITORING,
    selector: { ...THANOS_LABELS, 'app.kubernetes.io/component': 'ruler' },
    // The ruler has a NetworkPolicy of its own under the same switch of the chart.
    when: [thanos.name],
    if: (platform) =>
      activePolicies(platform).some(({ name, selects }) => name === 'thanos-ruler' && selects.namespace === MONITORING),
    action: false,
    rules: [
      { from: [PROXY], ports: [10902] },
      { from: [`${MONITORING}/thanos-query`], ports: [10901] },
      { from: [PROMETHEUS], ports: [10902] },
    ],
  },
  {
    name: 'vmi-system-prometheus-authzpol',
    namespace: MONITORING,
    selector: { 'app.kubernetes.io/name': 'prometheus' },
    when: [prometheusOperator.name],
    rules: [
      {
        from: [
          { account: PROXY, when: authProxy.name },
          { account: MONITORING_OPERATOR, when: grafana.name },
          { account: `${SYSTEM}/vmi-system-kiali`, when: kiali.name },
        ],
        ports: [9090, 10901],
      },
      { from: [PROMETHEUS], ports: [9090] },
      { from: [JAEGER], ports: [9090], when: jaegerOperator.name },
      { from: [`${MONITORING}/thanos-query`], ports: [10901], when: thanos.name },
    ],
  },
  {
    name: 'vmi-system-kiali-authzpol',
    namespace: SYSTEM,
    selector: { app: 'kiali' },
    when: [kiali.name],
    rules: [
      { from: [PROXY], ports: [20001] },
      // Prometheus no longer runs under this account.
      { from: [MONITORING_OPERATOR], ports: [9090] },
    ],
  },
];

/**
 * The AuthorizationPolicies that upstream creates for the system components of a platform, ordered by namespace and name. Without
 * Istio there are none. Labels and annotations of Helm and of the charts are left out.
 *
 * Source: `authorizationpolicy.yaml` of the charts `verrazzano` and `thanos`, and the components of Prometheus and Kiali in
 * `platform-operator/controllers/verrazzano/component` at v1.7.2.
 * @param platform - the profile
 * @throws MergeError when the platform operator would refuse the merge
 */
export function upstreamAuthorizationPolicies(platform: UpstreamAuthorizationFacts): readonly KubernetesManifest[] {
  const running = new Set(platform.runningComponents.map(({ name }) => name));
  const isOn = (component: string): boolean => running.has(component);
  if (!isOn(istio.name)) return [];
  return UPSTREAM_AUTHORIZATIONS.filter((policy) => policy.when.every(isOn) && policy.if?.(platform) !== false)
    .map((policy) => render(policy, isOn))
    .sort(
      (a, b) =>
        compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') || compare(a.metadata.name, b.metadata.name),
    );
}

function render(
  { name, namespace, selector, rules, action }: UpstreamAuthorization,
  isOn: (component: string) => boolean,
): KubernetesManifest {
  return {
    apiVersion: MESH_API_VERSIONS.AuthorizationPolicy,
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: selector },
      ...(action !== false && { action: 'ALLOW' }),
      rules: rules.filter(({ when }) => when === undefined || isOn(when)).flatMap((rule) => renderRule(rule, isOn)),
    },
  };
}

function renderRule(
  { from, ports }: UpstreamAuthorizationRule,
  isOn: (component: string) => boolean,
): readonly JsonObject[] {
  const accounts = (from ?? []).flatMap((one) => {
    if (typeof one === 'string') return [one];
    return isOn(one.when) ? [one.account] : [];
  });
  if (from !== undefined && accounts.length === 0) return [];
  const parts = accounts.map((account) => account.split('/') as [string, string]);
  const principals = parts.map(([namespace, account]) => principalOf(namespace, account));
  const namespaces = [...new Set(parts.map(([namespace]) => namespace))];
  return [
    {
      ...(from !== undefined && { from: [{ source: { principals, namespaces } }] }),
      to: [{ operation: { ports: ports.map(String) } }],
    },
  ];
}
