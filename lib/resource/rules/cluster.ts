import { OPERATOR_NAMESPACE } from '../../definition/verrazzano-api';
import type { JsonObject } from '../../values/json';
import { SUPPORTED_KUBERNETES_VERSIONS } from '../../values/kubernetes-facts';
import { isVerrazzanoNamespace, verrazzanoCount, type ClusterFacts } from './cluster-facts';
import { readVersion } from './semver';
import { compare } from '../../values/compare';
import { isOn } from './context';
import { dig } from './dig';
import type { Found, Rule, RuleContext } from './types';
import { listOf, textOf } from '../../values/json';

/** A rule against a namespace that something else has made: the first one that `isIt` accepts must be Verrazzano's. */
function existingNamespaceRule(
  id: string,
  specKey: string,
  named: string,
  isIt: (name: string, namespace: JsonObject) => boolean,
): Rule {
  return {
    id,
    layer: 'component',
    fact: 'Namespaces',
    operations: ['create'],
    check: (context) => {
      if (!isOn(context.effective, specKey)) return [];
      const first = namespacesByName(context.cluster).find((item) => isIt(textOf(dig(item, 'metadata', 'name')), item));
      if (first === undefined || isVerrazzanoNamespace(first)) return [];
      const value = textOf(dig(first, 'metadata', 'name'));
      return [found(specKey, `namespace ${value} exists without the label verrazzano.io/namespace`, value)];
    },
    assume: ({ effective }) =>
      isOn(effective, specKey)
        ? [
            found(
              specKey,
              `needs a cluster in which namespace ${named} does not exist, or has the label verrazzano.io/namespace`,
            ),
          ]
        : [],
  };
}

/** As an API server lists them. */
function namespacesByName({ Namespaces }: ClusterFacts): JsonObject[] {
  const nameOf = (namespace: JsonObject): string => textOf(dig(namespace, 'metadata', 'name'));
  return [...(Namespaces ?? [])].sort((a, b) => compare(nameOf(a), nameOf(b)));
}

/** A rule against a Deployment or Service that exists already. */
function existingWorkloadRule(id: string, specKey: string, name: string): Rule {
  return {
    id,
    layer: 'component',
    fact: 'Deployments',
    operations: ['create'],
    check: ({ effective, cluster }: RuleContext) =>
      isOn(effective, specKey) && [...listOf(cluster.Deployments), ...listOf(cluster.Services)].includes(name)
        ? [found(specKey, 'a Deployment or Service of this name exists already', name)]
        : [],
    assume: ({ effective }) =>
      isOn(effective, specKey) ? [found(specKey, `needs a cluster without Deployment and Service ${name}`)] : [],
  };
}

function found(specKey: string, message: string, value?: string): Found {
  const path = `spec.components.${specKey}`;
  const fix = `remove what is installed there, or set ${path}.enabled to false`;
  return { path, ...(value === undefined ? {} : { value }), message, fix };
}

const SUPPORTED_FIX = 'use a supported version of Kubernetes';

/** The Kubernetes version of the cluster is not supported. */
export const clusterK8sVersion: Rule = {
  id: 'cluster.k8s-version',
  layer: 'webhook',
  fact: 'KubeVersion',
  check: ({ cluster }) => {
    const value = cluster.KubeVersion ?? 'v1.26.0';
    const minor = readVersion(value)?.numbers.slice(0, 2).join('.');
    if (minor !== undefined && SUPPORTED_KUBERNETES_VERSIONS.includes(minor)) return [];
    return [
      {
        path: 'cluster.KubeVersion',
        value,
        message: `is not supported; allowed ${SUPPORTED_KUBERNETES_VERSIONS.join(', ')}`,
        fix: SUPPORTED_FIX,
      },
    ];
  },
  assume: () => [
    {
      path: 'cluster.KubeVersion',
      message: `needs Kubernetes ${SUPPORTED_KUBERNETES_VERSIONS.join(', ')}`,
      fix: SUPPORTED_FIX,
    },
  ],
};

const [PODS, PODS_FIX] = ['cluster.Pods', 'keep one pod of verrazzano-platform-operator'];

function isOperator(pod: JsonObject): boolean {
  const namespace = textOf(dig(pod, 'metadata', 'namespace'));
  const app = dig(pod, 'metadata', 'labels', 'app') ?? 'verrazzano-platform-operator';
  return ['', OPERATOR_NAMESPACE].includes(namespace) && app === 'verrazzano-platform-operator';
}

/** More than one platform operator runs. */
export const clusterOperatorSingleton: Rule = {
  id: 'cluster.operator-singleton',
  layer: 'webhook',
  fact: 'Pods',
  check: ({ cluster }) => {
    const running = (cluster.Pods ?? []).filter((pod) => isOperator(pod) && dig(pod, 'status', 'phase') !== 'Failed');
    if (running.length < 2) return [];
    return [{ path: PODS, value: running.length, message: 'more than one platform operator runs', fix: PODS_FIX }];
  },
  assume: () => [{ path: PODS, message: 'needs a cluster with one platform operator', fix: PODS_FIX }],
};

const [COUNT, COUNT_FIX] = ['cluster.Verrazzanos', 'change the existing resource instead'];

/** There is a Verrazzano resource already. */
export const createSingleInstance: Rule = {
  id: 'create.single-instance',
  layer: 'webhook',
  fact: 'Verrazzanos',
  operations: ['create'],
  check: ({ cluster }) => {
    const value = verrazzanoCount(cluster);
    return value > 0 ? [{ path: COUNT, value, message: 'there is a Verrazzano resource already', fix: COUNT_FIX }] : [];
  },
  assume: () => [{ path: COUNT, message: 'needs a cluster without another Verrazzano resource', fix: COUNT_FIX }],
};

/** Nothing else has installed cert-manager. */
export const certManagerExistingNamespace: Rule = existingNamespaceRule(
  'certManager.existing-namespace',
  'certManager',
  'cert-manager',
  (name) => name === 'cert-manager',
);

/** Nothing else has installed Istio. */
export const istioExistingNamespace: Rule = existingNamespaceRule(
  'istio.existing-namespace',
  'istio',
  'istio-system',
  (name) => name === 'istio-system',
);

/** Source: `rancherSystemNS` in component/rancher/rancher_uninstall.go at v1.7.2. */
const RANCHER_NAMESPACES: readonly string[] = [
  'cattle-alerting',
  'cattle-csp-adapter-system',
  'cattle-fleet-clusters-system',
  'cattle-fleet-local-system',
  'cattle-fleet-system',
  'cattle-global-data',
  'cattle-global-nt',
  'cattle-impersonation-system',
  'cattle-istio',
  'cattle-logging',
  'cattle-pipeline',
  'cattle-prometheus',
  'cattle-system',
  'fleet-default',
  'fleet-local',
  'local',
  'rancher-operator-system',
  'security-scan',
];

/** Nothing else has installed Rancher. */
export const rancherExistingNamespace: Rule = existingNamespaceRule(
  'rancher.existing-namespace',
  'rancher',
  'cattle-system',
  (name, item) =>
    RANCHER_NAMESPACES.includes(name) ||
    dig(item, 'metadata', 'annotations', 'management.cattle.io/system-namespace') === 'true',
);

/** Grafana of another installation does not exist. */
export const grafanaExisting: Rule = existingWorkloadRule('grafana.existing', 'grafana', 'istio-system/grafana');

/** Prometheus of another installation does not exist. */
export const prometheusExisting: Rule = existingWorkloadRule(
  'prometheus.existing',
  'prometheus',
  'istio-system/prometheus-server',
);
