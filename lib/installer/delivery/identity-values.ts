import type { JsonValue } from '../../values/json';

/** What a chart value changes. */
export type IdentityChange =
  | 'names'
  | 'ports'
  | 'account'
  | 'selector'
  | 'service'
  | 'webhook'
  | 'host'
  | 'labels'
  | 'class'
  | 'mesh'
  | 'workloads';

/**
 * Chart values on which names, selectors, ports, ServiceAccounts and webhooks depend, by component and what they change, with the value of the
 * release. Where such a value differs, policies, scrape targets and callers of the component miss what they name. Found by changing values of the
 * charts, one at a time, and rendering them with Helm; those of Prometheus and Alertmanager are from the templates of their chart. Those of
 * `labels` are labels of pods, which may be added but must not replace one that selects.
 *
 * Source: the charts of v1.7.2, with the values files of the release.
 */
export const IDENTITY_VALUES: Readonly<
  Record<string, Readonly<Partial<Record<IdentityChange, Readonly<Record<string, JsonValue>>>>>>
> = {
  argocd: {
    names: {
      'applicationSet.name': 'applicationset-controller',
      'controller.name': 'application-controller',
      fullnameOverride: '',
      nameOverride: 'argocd',
      'notifications.name': 'notifications-controller',
      'redis-ha.enabled': false,
      'redis.name': 'redis',
      'repoServer.name': 'repo-server',
      'server.name': 'server',
    },
    ports: {
      'applicationSet.containerPorts.metrics': 8080,
      'applicationSet.containerPorts.probe': 8081,
      'applicationSet.containerPorts.webhook': 7000,
      'applicationSet.service.port': 7000,
      'applicationSet.service.portName': 'webhook',
      'controller.containerPorts.metrics': 8082,
      'notifications.containerPorts.metrics': 9001,
      'redis.containerPorts.redis': 6379,
      'redis.servicePort': 6379,
      'repoServer.containerPorts.metrics': 8084,
      'repoServer.containerPorts.server': 8081,
      'repoServer.service.port': 8081,
      'repoServer.service.portName': 'https-repo-server',
      'server.containerPorts.metrics': 8083,
      'server.containerPorts.server': 8080,
      'server.service.servicePortHttp': 80,
      'server.service.servicePortHttpName': 'http',
      'server.service.servicePortHttps': 443,
      'server.service.servicePortHttpsName': 'https',
    },
    account: {
      'applicationSet.serviceAccount.create': true,
      'applicationSet.serviceAccount.name': 'argocd-applicationset-controller',
      'controller.serviceAccount.create': true,
      'controller.serviceAccount.name': 'argocd-application-controller',
      'notifications.serviceAccount.create': true,
      'notifications.serviceAccount.name': 'argocd-notifications-controller',
      'redis.serviceAccount.create': false,
      'redis.serviceAccount.name': '',
      'repoServer.serviceAccount.create': true,
      'repoServer.serviceAccount.name': '',
      'server.serviceAccount.create': true,
      'server.serviceAccount.name': 'argocd-server',
    },
    host: { 'controller.hostNetwork': false, 'repoServer.hostNetwork': false, 'server.hostNetwork': false },
    labels: {
      'applicationSet.podLabels': {},
      'controller.podLabels': {},
      'global.additionalLabels': {},
      'global.podLabels': {},
      'notifications.podLabels': {},
      'redis.podLabels': {},
      'repoServer.podLabels': {},
      'server.podLabels': {},
    },
  },
  'cert-manager': {
    names: { namespace: '' },
    ports: { 'prometheus.servicemonitor.targetPort': 9402, 'webhook.securePort': 10250 },
    account: {
      'cainjector.serviceAccount.create': true,
      'serviceAccount.create': true,
      'webhook.serviceAccount.create': true,
    },
    service: { 'prometheus.enabled': true },
    host: { 'webhook.hostNetwork': false },
    labels: { 'cainjector.podLabels': {}, podLabels: {}, 'webhook.podLabels': {} },
  },
  'cert-manager-webhook-oci': {
    names: { fullnameOverride: 'cert-manager-webhook-oci' },
    ports: { securePort: 9443, 'service.port': 443 },
    selector: { nameOverride: 'cert-manager-webhook-oci' },
    webhook: { groupName: 'verrazzano.io' },
  },
  'coherence-operator': {
    account: { serviceAccountName: 'coherence-operator' },
    labels: { labels: {} },
  },
  dex: {
    names: { fullnameOverride: '', nameOverride: '' },
    ports: { 'service.ports.http.port': 80 },
    account: { 'serviceAccount.create': true, 'serviceAccount.name': '' },
    labels: { podLabels: {} },
  },
  'external-dns': {
    ports: { 'service.port': 7979 },
    account: { 'rbac.create': true },
    labels: { podLabels: {} },
  },
  'fluent-operator': {
    labels: { 'operator.labels': {} },
  },
  fluentd: {
    names: { 'logging.name': 'fluentd' },
  },
  'ingress-controller': {
    names: {
      'controller.kind': 'Deployment',
      'controller.name': 'controller',
      'defaultBackend.name': 'defaultbackend',
    },
    ports: {
      'controller.containerPort.http': 80,
      'controller.containerPort.https': 443,
      'controller.hostPort.enabled': false,
      'controller.metrics.enabled': true,
      'controller.metrics.port': 10254,
      'controller.metrics.portName': 'http-metrics',
      'controller.metrics.service.servicePort': 10254,
      'controller.service.enableHttps': true,
      'controller.service.ports.https': 443,
      'controller.service.targetPorts.https': 'https',
      'defaultBackend.port': 8080,
      'defaultBackend.service.servicePort': 80,
    },
    account: {
      'defaultBackend.serviceAccount.create': true,
      'defaultBackend.serviceAccount.name': '',
      'serviceAccount.create': true,
      'serviceAccount.name': '',
    },
    service: { 'controller.service.enabled': true, 'controller.service.external.enabled': true },
    webhook: { 'controller.admissionWebhooks.enabled': false },
    host: { 'controller.hostNetwork': false },
    class: { 'controller.ingressClassResource.enabled': true },
    labels: {
      commonLabels: {},
      'controller.labels': {},
      'controller.podLabels': {},
      'defaultBackend.labels': {},
      'defaultBackend.podLabels': {},
    },
  },
  istio: {
    names: { 'global.istioNamespace': 'istio-system', revision: '' },
    webhook: {
      'base.validationURL': '',
      'global.configValidation': true,
      'global.operatorManageWebhooks': false,
      'istiodRemote.injectionPath': '/inject',
      'istiodRemote.injectionURL': '',
    },
    labels: { 'pilot.podLabels': {} },
    mesh: { 'sidecarInjectorWebhook.enableNamespacesByDefault': false },
  },
  'jaeger-operator': {
    names: { 'jaeger.namespace': '', 'webhooks.service.name': '' },
    ports: { metricsPort: 8383, 'webhooks.port': 9443 },
    account: { 'serviceAccount.create': true, 'serviceAccount.name': '' },
    service: { 'webhooks.service.create': true },
    webhook: { 'webhooks.mutatingWebhook.create': true, 'webhooks.validatingWebhook.create': true },
    host: { hostNetwork: false },
    labels: { extraLabels: {} },
  },
  keycloak: {
    names: { fullnameOverride: 'keycloak' },
    ports: {
      extraPorts: [{ name: 'jgroups', containerPort: 7800, protocol: 'TCP' }],
      'service.extraPorts': [{ name: 'jgroups', port: 7800, targetPort: 'jgroups' }],
      'service.httpPort': 80,
      'service.httpsPort': 8443,
    },
    account: { 'serviceAccount.allowReadPods': false, 'serviceAccount.create': true, 'serviceAccount.name': '' },
    selector: { nameOverride: 'keycloak' },
    labels: { podLabels: {} },
  },
  'kiali-server': {
    names: { 'deployment.instance_name': 'vmi-system-kiali' },
    ports: { 'server.metrics_enabled': true, 'server.metrics_port': 9090, 'server.port': 20001 },
    labels: { 'deployment.pod_labels': {} },
  },
  'kube-state-metrics': {
    names: { 'autosharding.enabled': false, namespaceOverride: '' },
    ports: { 'kubeRBACProxy.enabled': false, 'service.port': 8080 },
    account: { 'serviceAccount.create': true, 'serviceAccount.name': '' },
    host: { hostNetwork: false },
    labels: { customLabels: {}, selectorOverride: {} },
  },
  'oam-kubernetes-runtime': {
    names: { fullnameOverride: '', nameOverride: '' },
    account: { 'serviceAccount.create': true, 'serviceAccount.name': '' },
    webhook: { useWebhook: false },
    labels: { extraLabels: {} },
  },
  'opensearch-operator': {
    names: { fullnameOverride: '' },
    account: { 'serviceAccount.create': true },
  },
  'prometheus-adapter': {
    names: { namespaceOverride: '' },
    ports: { listenPort: 6443, 'service.port': 443 },
    account: { 'serviceAccount.create': true, 'serviceAccount.name': '' },
    host: { 'hostNetwork.enabled': false },
    labels: { customLabels: {}, podLabels: {} },
  },
  'prometheus-node-exporter': {
    names: { fullnameOverride: '', nameOverride: '', namespaceOverride: '' },
    ports: {
      'kubeRBACProxy.enabled': false,
      'service.port': 9100,
      'service.portName': 'metrics',
      'service.targetPort': 9100,
    },
    account: { 'rbac.create': true, 'serviceAccount.create': true, 'serviceAccount.name': '' },
    service: { 'service.enabled': true },
    host: { hostNetwork: true },
    labels: { podLabels: {} },
  },
  'prometheus-operator': {
    names: { fullnameOverride: '', nameOverride: '', namespaceOverride: '' },
    ports: {
      'prometheus.prometheusSpec.portName': 'http-web',
      'alertmanager.alertmanagerSpec.portName': 'http-web',
      'coreDns.service.port': 9153,
      'coreDns.service.targetPort': 9153,
      'kubeControllerManager.service.port': 10257,
      'kubeControllerManager.service.targetPort': 10257,
      'kubeEtcd.service.port': 2381,
      'kubeEtcd.service.targetPort': 2381,
      'kubeProxy.service.port': 10249,
      'kubeProxy.service.targetPort': 10249,
      'kubeScheduler.service.port': 10259,
      'kubeScheduler.service.targetPort': 10259,
      'prometheus.service.port': 9090,
      'prometheus.service.targetPort': 9090,
      'alertmanager.service.port': 9093,
      'alertmanager.service.targetPort': 9093,
      'prometheusOperator.tls.internalPort': 10250,
      'prometheus.prometheusSpec.listenLocal': false,
      'alertmanager.alertmanagerSpec.listenLocal': false,
    },
    account: {
      'prometheus.serviceAccount.create': true,
      'prometheus.serviceAccount.name': '',
      'alertmanager.serviceAccount.create': true,
      'alertmanager.serviceAccount.name': '',
      'prometheusOperator.serviceAccount.create': true,
      'prometheusOperator.serviceAccount.name': '',
    },
    selector: { cleanPrometheusOperatorObjectNames: false },
    webhook: { 'prometheusOperator.admissionWebhooks.enabled': true },
    host: { 'prometheusOperator.hostNetwork': false, 'prometheus.prometheusSpec.hostNetwork': false },
    labels: { commonLabels: {} },
  },
  'prometheus-pushgateway': {
    names: { fullnameOverride: '', nameOverride: '', namespaceOverride: '', runAsStatefulSet: false },
    ports: { 'service.port': 9091, 'service.targetPort': 9091 },
    account: { 'serviceAccount.create': true, 'serviceAccount.name': '' },
    labels: { podLabels: {} },
  },
  thanos: {
    names: { fullnameOverride: '', nameOverride: '' },
    ports: {
      'query.service.ports.http': 9090,
      'query.serviceGrpc.ports.grpc': 10901,
      'queryFrontend.service.ports.http': 9090,
    },
    account: { 'query.serviceAccount.create': true },
    selector: {
      'query.service.labelSelectorsOverride': {},
      'query.serviceGrpc.labelSelectorsOverride': {},
      'queryFrontend.service.labelSelectorsOverride': {},
    },
    labels: { commonLabels: {} },
  },
  velero: {
    ports: { 'metrics.enabled': true },
    account: { 'serviceAccount.server.create': true, 'serviceAccount.server.name': '' },
    labels: { podLabels: {} },
  },
  'verrazzano-application-operator': {
    names: { name: 'verrazzano-application-operator', namespace: 'verrazzano-system' },
  },
  'verrazzano-authproxy': {
    names: { name: 'verrazzano-authproxy' },
    ports: { grpcPort: 8776, port: 8775, 'v2.port': 8777 },
  },
  'verrazzano-cluster-agent': {
    names: { name: 'verrazzano-cluster-agent', namespace: 'verrazzano-system' },
  },
  'verrazzano-cluster-operator': {
    names: { name: 'verrazzano-cluster-operator', namespace: 'verrazzano-system' },
  },
  'verrazzano-console': {
    names: { name: 'verrazzano-console' },
  },
  'verrazzano-monitoring-operator': {
    names: { 'monitoringOperator.name': 'verrazzano-monitoring-operator' },
    ports: { 'monitoringOperator.exporterPort': 9100, 'monitoringOperator.metricsPort': 8090 },
  },
  'weblogic-operator': {
    account: { serviceAccount: 'weblogic-operator-sa' },
    workloads: { operatorOnly: false, webhookOnly: false },
  },
};
