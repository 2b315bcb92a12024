import type { ChartFacts } from '../chart-facts';
import type { KeyValue } from '../helm-set';
import { GLOBAL_PULL_SECRET, PULL_SECRET, type ValuesDefinition } from '../values-definition';
import { MANAGED_LABEL } from '../../definition/namespaces';

/** Charts to which only images are added. */
export const imagesOnly: ValuesDefinition = { pullSecret: PULL_SECRET };

/** Source: `controllers/verrazzano/component/appoper` at v1.7.2. */
export const applicationOperator: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  images: {
    'verrazzano-application-operator': { image: 'image' },
    'fluentd-kubernetes-daemonset': { image: 'fluentdImage' },
    proxyv2: { image: 'istioProxyImage' },
    'weblogic-monitoring-exporter': { image: 'weblogicMonitoringExporterImage' },
  },
  settings: imageFrom('APP_OPERATOR_IMAGE'),
};

/** Source: `controllers/verrazzano/component/clusteragent` at v1.7.2. */
export const clusterAgent: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  settings: imageFrom('APP_OPERATOR_IMAGE'),
};

/** Source: `controllers/verrazzano/component/clusteroperator` at v1.7.2. */
export const clusterOperator: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  settings: imageFrom('CLUSTER_OPERATOR_IMAGE'),
};

/** The environment may name the whole image. */
function imageFrom(variable: string): (facts: ChartFacts) => readonly KeyValue[] {
  return (facts) => {
    const image = facts.environment(variable);
    return image === '' ? [] : [['image', image]];
  };
}

/** Source: `controllers/verrazzano/component/weblogic` at v1.7.2. */
export const weblogicOperator: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  settings: () => [
    ['serviceAccount', 'weblogic-operator-sa'],
    ['domainNamespaceSelectionStrategy', 'LabelSelector'],
    ['domainNamespaceLabelSelector', MANAGED_LABEL],
    ['enableClusterRoleBinding', 'true'],
  ],
};

/** Source: `controllers/verrazzano/component/mysqloperator` at v1.7.2. */
export const mysqlOperator: ValuesDefinition = {
  pullSecret: 'image.pullSecrets.secretName',
  images: {},
  settings: (facts) => {
    const { registry, repository, tag } = facts.image('mysql-operator');
    const images: readonly KeyValue[] = [
      ['image.registry', registry],
      ['image.repository', repository],
      ['image.tag', tag],
    ];
    return facts.hasPullSecretIn('mysql-operator') ? [...images, ['image.pullSecrets.enabled', 'true']] : images;
  },
};

/** Source: `controllers/verrazzano/component/argocd` at v1.7.2. */
export const argoCd: ValuesDefinition = {
  pullSecret: PULL_SECRET,
  settings: (facts) => [
    ['image.repository', facts.image('argocd').name],
    ['image.tag', facts.image('argocd').tag],
  ],
};

/** Source: `controllers/verrazzano/component/console` at v1.7.2. */
export const console: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  settings: (facts) => [
    ['config.dnsSuffix', facts.dnsSuffix],
    ['config.envName', facts.envName],
  ],
};

/** Source: `controllers/verrazzano/component/grafanadashboards` at v1.7.2. */
export const grafanaDashboards: ValuesDefinition = {
  settings: (facts) => (facts.isOn('istio') ? [] : [['istioEnabled', 'false']]),
};

/** Source: `controllers/verrazzano/component/velero` at v1.7.2. */
export const velero: ValuesDefinition = {
  pullSecret: 'image.imagePullSecrets[0]',
  settings: (facts) => [
    ['initContainers[0].image', facts.image('velero-plugin-for-aws').reference],
    ['initContainers[0].name', 'velero-plugin-for-aws'],
    ['initContainers[0].imagePullPolicy', 'IfNotPresent'],
    ['initContainers[0].volumeMounts[0].name', 'plugins'],
    ['initContainers[0].volumeMounts[0].mountPath', '/target'],
    ['initContainers[0].securityContext.allowPrivilegeEscalation', 'false'],
    ['initContainers[0].securityContext.capabilities.drop[0]', 'ALL'],
    ['initContainers[0].securityContext.privileged', 'false'],
    ['metrics.serviceMonitor.namespace', 'verrazzano-backup'],
  ],
};

/** Source: `controllers/verrazzano/component/vmo` at v1.7.2. */
export const monitoringOperator: ValuesDefinition = {
  pullSecret: GLOBAL_PULL_SECRET,
  images: {
    'verrazzano-monitoring-operator': { image: 'monitoringOperator.imageName', tag: 'monitoringOperator.imageVersion' },
    proxyv2: { image: 'monitoringOperator.istioProxyImage' },
    grafana: { image: 'monitoringOperator.grafanaImage' },
    'k8s-sidecar': { image: 'monitoringOperator.k8sSidecarImage' },
    opensearch: { image: 'monitoringOperator.osImage' },
    'opensearch-dashboards': { image: 'monitoringOperator.osdImage' },
    'nginx-ingress-controller': { image: 'monitoringOperator.oidcProxyImage' },
    oraclelinux: { image: 'monitoringOperator.osInitImage' },
  },
  settings: (facts) => [
    ...(facts.isOn('ingress-controller')
      ? ([
          ['config.dnsSuffix', facts.dnsSuffix],
          ['config.envName', facts.envName],
        ] as const)
      : []),
    ...(facts.isOn('verrazzano-authproxy') ? [] : ([['monitoringOperator.oidcAuthEnabled', 'false']] as const)),
  ],
};
