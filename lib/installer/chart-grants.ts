import { CLUSTER_SCOPED } from './cluster-scoped-kinds';
import { WITH_LOG_PARSERS } from '../components/log-parsers';
import type { Grants } from '../gitops/delivery-unit';
import type { GroupKind } from '../gitops/kinds/kind-scope';
import { isKubernetesGroup } from '../gitops/kinds/kind-scope';

/** Kinds that charts of most components hold. */
const COMMON = [
  'ConfigMap',
  'Secret',
  'Service',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'PodDisruptionBudget.policy',
  'HorizontalPodAutoscaler.autoscaling',
  'Ingress.networking.k8s.io',
  'NetworkPolicy.networking.k8s.io',
  'Role.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
];

const WEBHOOKS = [
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
];
const CERTIFICATES = ['Certificate.cert-manager.io', 'Issuer.cert-manager.io'];
const MONITOR = 'ServiceMonitor.monitoring.coreos.com';
const RULE = 'PrometheusRule.monitoring.coreos.com';
const API_SERVICE = 'APIService.apiregistration.k8s.io';
const POLICY = 'AuthorizationPolicy.security.istio.io';
const ISTIO_KINDS = ['EnvoyFilter.networking.istio.io', 'Telemetry.telemetry.istio.io'];
const FLUENT_BIT = [
  'ClusterFilter',
  'ClusterFluentBitConfig',
  'ClusterInput',
  'ClusterOutput',
  'ClusterParser',
  'FluentBit',
];
const OAM = ['ScopeDefinition.core.oam.dev', 'TraitDefinition.core.oam.dev', 'WorkloadDefinition.core.oam.dev'];

/** What the chart of a component holds beyond {@link COMMON}, and where beyond its namespace. */
interface ChartContent {
  readonly kinds?: readonly string[];
  readonly namespaces?: readonly string[];
}

/** Source: the charts in `platform-operator` at v1.7.2, rendered with Helm for the prod profile. */
const CONTENT: Readonly<Record<string, ChartContent>> = {
  'fluent-operator': { kinds: FLUENT_BIT.map((kind) => `${kind}.fluentbit.fluent.io`) },
  'fluentbit-opensearch-output': { kinds: ['ClusterOutput.fluentbit.fluent.io'] },
  'oam-kubernetes-runtime': { kinds: OAM },
  'verrazzano-application-operator': { kinds: [...WEBHOOKS, ...OAM, 'MetricsTemplate.app.verrazzano.io'] },
  'ingress-controller': { kinds: ['IngressClass.networking.k8s.io'] },
  'cert-manager': { kinds: WEBHOOKS, namespaces: ['kube-system'] },
  'cert-manager-webhook-oci': { kinds: [...CERTIFICATES, API_SERVICE], namespaces: ['cert-manager', 'kube-system'] },
  rancher: { kinds: ['PriorityClass.scheduling.k8s.io', 'Issuer.cert-manager.io'] },
  'opensearch-operator': {
    kinds: [
      ...CERTIFICATES,
      'ClusterIssuer.cert-manager.io',
      'OpensearchRole.opensearch.opster.io',
      'OpensearchUserRoleBinding.opensearch.opster.io',
    ],
    namespaces: ['cert-manager', 'verrazzano-system', 'verrazzano-monitoring'],
  },
  verrazzano: { kinds: [POLICY], namespaces: ['verrazzano-install', 'verrazzano-monitoring'] },
  'mysql-operator': { kinds: ['ClusterKopfPeering.zalando.org'] },
  'kiali-server': { namespaces: ['istio-system'] },
  'prometheus-operator': {
    kinds: [
      ...WEBHOOKS,
      ...CERTIFICATES,
      MONITOR,
      RULE,
      'Prometheus.monitoring.coreos.com',
      'Alertmanager.monitoring.coreos.com',
    ],
    namespaces: ['kube-system', 'verrazzano-system'],
  },
  'prometheus-adapter': { kinds: [API_SERVICE], namespaces: ['kube-system'] },
  'kube-state-metrics': { kinds: [MONITOR] },
  'prometheus-pushgateway': { kinds: [MONITOR] },
  'prometheus-node-exporter': { kinds: [MONITOR] },
  'jaeger-operator': { kinds: [...WEBHOOKS, ...CERTIFICATES, 'Jaeger.jaegertracing.io'] },
  velero: { kinds: [MONITOR] },
  'rancher-backup': { kinds: ['ResourceSet.resources.cattle.io'] },
  'verrazzano-cluster-operator': { kinds: WEBHOOKS },
  thanos: { kinds: [MONITOR, RULE, POLICY], namespaces: ['verrazzano-system'] },
};

const LOG_PARSERS = ['FluentBitConfig', 'Filter', 'Parser'].map((kind) => `${kind}.fluentbit.fluent.io`);

/**
 * Whether the chart of a component has objects of Fluent Bit once their kinds are there.
 * @param component - name of the component
 */
export function hasLogParsers(component: string): boolean {
  return WITH_LOG_PARSERS.has(component);
}

/**
 * What the chart of a component applies.
 * @param component - name of the component
 * @param namespace - namespace of its release
 * @param hasFluentBit - whether the kinds of Fluent Bit are there
 */
export function chartGrants(component: string, namespace: string, hasFluentBit: boolean): Grants {
  if (component === 'istio') return ISTIO_GRANTS;
  const { kinds = [], namespaces = [] } = CONTENT[component] ?? {};
  const all = [...COMMON, ...kinds, ...(hasFluentBit && hasLogParsers(component) ? LOG_PARSERS : [])];
  return {
    clusterScoped: all.filter((kind) => CLUSTER_SCOPED.has(kind)).map(groupKind),
    namespaced: all.filter((kind) => !CLUSTER_SCOPED.has(kind)).map(groupKind),
    namespaces: [namespace, ...namespaces],
  };
}

/**
 * Kinds in the chart of a component that another one may bring, beyond those of Kubernetes itself.
 * @param component - name of the component
 */
export function customKinds(component: string): readonly GroupKind[] {
  return (CONTENT[component]?.kinds ?? []).map(groupKind).filter(({ group }) => !isKubernetesGroup(group));
}

/** What the charts of Istio apply. */
const ISTIO_GRANTS: Grants = {
  clusterScoped: [...COMMON, ...WEBHOOKS].filter((kind) => CLUSTER_SCOPED.has(kind)).map(groupKind),
  namespaced: [...COMMON, ...ISTIO_KINDS].filter((kind) => !CLUSTER_SCOPED.has(kind)).map(groupKind),
  namespaces: ['istio-system'],
};

function groupKind(name: string): GroupKind {
  const [kind = '', ...group] = name.split('.');
  return { group: group.join('.'), kind };
}
