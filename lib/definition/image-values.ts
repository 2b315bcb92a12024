import type { ImageName } from './images';

/** Chart values that name an image; keys are separated by dots. */
export interface ImageValues {
  /** Value with the repository, or with the whole reference where there is no value for the tag. */
  readonly image: string;
  /**
   * Value with the tag.
   * @default - the reference holds it
   */
  readonly tag?: string;
  /**
   * Value with the registry.
   * @default - the repository holds it
   */
  readonly registry?: string;
}

/** Chart values that name an image of a published chart. */
export interface PublishedImageValues extends ImageValues {
  /**
   * Last parts of the path that the chart adds to the value, such as `community-operator`.
   * @default - the value holds the whole path
   */
  readonly added?: string;
}

/**
 * Keys of the chart values of an image.
 * @param values - the values
 */
export function imageKeys({ image, tag, registry }: ImageValues): readonly string[] {
  return [image, tag, registry].filter((key) => key !== undefined);
}

/**
 * Chart values that set images of a published chart.
 * @param images - the images of the chart
 */
export function publishedValues(images: readonly PublishedImage[] = []): readonly PublishedImageValues[] {
  return images.flatMap(({ values }) => (values === undefined || values === 'resource' ? [] : [values]));
}

/** An image that a published chart names. */
export interface PublishedImage {
  /** Its reference; without a tag where the chart chooses it. */
  readonly reference: string;
  /**
   * Chart values by which it is set; `resource` where the resource of its operator names it.
   * @default - nothing sets it
   */
  readonly values?: PublishedImageValues | 'resource';
}

/**
 * Chart values by which each image is set: key of the component in the Verrazzano resource (`keycloak.mysql` for MySQL), to name of
 * the image, to the values.
 *
 * Source: `helmFullImageKey`, `helmTagKey` and `helmRegKey` of `platform-operator/verrazzano-bom.json`, and for Argo CD
 * `platform-operator/helm_config/overrides/argocd-values.yaml`, at v1.7.2.
 */
export const IMAGE_VALUES: Readonly<Record<string, Readonly<Partial<Record<ImageName, ImageValues>>>>> = {
  fluentOperator: {
    'fluent-operator': { image: 'operator.container.repository', tag: 'operator.container.tag' },
    'fluent-bit': { image: 'fluentbit.image.repository', tag: 'fluentbit.image.tag' },
    oraclelinux: { image: 'operator.initcontainer.repository', tag: 'operator.initcontainer.tag' },
  },
  oam: { 'oam-kubernetes-runtime': { image: 'image.repository', tag: 'image.tag' } },
  applicationOperator: {
    'verrazzano-application-operator': { image: 'image' },
    'fluentd-kubernetes-daemonset': { image: 'logging.fluentdImage' },
    proxyv2: { image: 'monitoringOperator.istioProxyImage' },
    'weblogic-monitoring-exporter': { image: 'weblogicMonitoringExporterImage' },
  },
  weblogicOperator: {
    'weblogic-kubernetes-operator': { image: 'image' },
    'weblogic-monitoring-exporter': { image: 'weblogicMonitoringExporterImage' },
  },
  ingressNGINX: {
    'nginx-ingress-controller': { image: 'controller.image.repository', tag: 'controller.image.tag' },
    'nginx-ingress-default-backend': { image: 'defaultBackend.image.repository', tag: 'defaultBackend.image.tag' },
  },
  certManager: {
    'cert-manager-controller': { image: 'image.repository', tag: 'image.tag' },
    'cert-manager-cainjector': { image: 'cainjector.image.repository', tag: 'cainjector.image.tag' },
    'cert-manager-webhook': { image: 'webhook.image.repository', tag: 'webhook.image.tag' },
    'cert-manager-ctl': { image: 'startupapicheck.image.repository', tag: 'startupapicheck.image.tag' },
  },
  certManagerWebhookOCI: { 'cert-manager-webhook-oci': { image: 'image.repository', tag: 'image.tag' } },
  dns: { 'external-dns': { image: 'image.repository', tag: 'image.tag', registry: 'image.registry' } },
  rancher: { rancher: { image: 'rancherImage', tag: 'rancherImageTag' } },
  opensearchOperator: { 'opensearch-operator': { image: 'manager.image.repository', tag: 'manager.image.tag' } },
  dex: { dex: { image: 'image.repository', tag: 'image.tag' } },
  authProxy: {
    'verrazzano-authproxy': { image: 'v2.image' },
    'nginx-ingress-controller': { image: 'api.imageName', tag: 'api.imageVersion' },
    'nginx-prometheus-exporter': { image: 'api.metricsImageName', tag: 'api.metricsImageVersion' },
  },
  coherenceOperator: { 'coherence-operator': { image: 'image' } },
  mySQLOperator: { 'mysql-operator': { image: 'image.repository', tag: 'image.tag', registry: 'image.registry' } },
  'keycloak.mysql': {
    'mysql-server': { image: 'legacyUpgrade.container.image' },
    oraclelinux: { image: 'legacyUpgrade.initContainer.image' },
    'mysql-operator': { image: 'image.repository', tag: 'image.tag', registry: 'image.registry' },
  },
  keycloak: { keycloak: { image: 'image.repository', tag: 'image.tag' } },
  kiali: { kiali: { image: 'deployment.image_name', tag: 'deployment.image_version' } },
  prometheusOperator: {
    'prometheus-operator': {
      image: 'prometheusOperator.image.repository',
      tag: 'prometheusOperator.image.tag',
      registry: 'prometheusOperator.image.registry',
    },
    'kube-webhook-certgen': {
      image: 'prometheusOperator.admissionWebhooks.patch.image.repository',
      tag: 'prometheusOperator.admissionWebhooks.patch.image.tag',
      registry: 'prometheusOperator.admissionWebhooks.patch.image.registry',
    },
    'prometheus-config-reloader': {
      image: 'prometheusOperator.prometheusConfigReloader.image.repository',
      tag: 'prometheusOperator.prometheusConfigReloader.image.tag',
      registry: 'prometheusOperator.prometheusConfigReloader.image.registry',
    },
    alertmanager: {
      image: 'alertmanager.alertmanagerSpec.image.repository',
      tag: 'alertmanager.alertmanagerSpec.image.tag',
      registry: 'alertmanager.alertmanagerSpec.image.registry',
    },
    prometheus: {
      image: 'prometheus.prometheusSpec.image.repository',
      tag: 'prometheus.prometheusSpec.image.tag',
      registry: 'prometheus.prometheusSpec.image.registry',
    },
    thanos: { image: 'prometheus.prometheusSpec.thanos.image' },
  },
  prometheusAdapter: { 'prometheus-adapter': { image: 'image.repository', tag: 'image.tag' } },
  kubeStateMetrics: {
    'kube-state-metrics': { image: 'image.repository', tag: 'image.tag', registry: 'image.registry' },
  },
  prometheusPushgateway: { 'prometheus-pushgateway': { image: 'image.repository', tag: 'image.tag' } },
  prometheusNodeExporter: {
    'node-exporter': { image: 'image.repository', tag: 'image.tag', registry: 'image.registry' },
  },
  jaegerOperator: {
    'jaeger-operator': { image: 'image.repository', tag: 'image.tag' },
    'jaeger-agent': { image: 'jaegerAgentImage' },
    'jaeger-collector': { image: 'jaegerCollectorImage' },
    'jaeger-query': { image: 'jaegerQueryImage' },
    'jaeger-ingester': { image: 'jaegerIngesterImage' },
    'jaeger-es-index-cleaner': { image: 'jaegerESIndexCleanerImage' },
    'jaeger-es-rollover': { image: 'jaegerESRolloverImage' },
    'jaeger-all-in-one': { image: 'jaegerAllInOneImage' },
  },
  console: { console: { image: 'imageName', tag: 'imageTag' } },
  fluentd: { 'fluentd-kubernetes-daemonset': { image: 'logging.fluentdImage' } },
  velero: {
    velero: { image: 'image.repository', tag: 'image.tag' },
    'velero-restic-restore-helper': { image: 'configMaps.restic-restore-action-config.data.image' },
  },
  rancherBackup: {
    'rancher-backup-restore-operator': { image: 'image.repository', tag: 'image.tag' },
    'rancher-kubectl': { image: 'global.kubectl.repository', tag: 'global.kubectl.tag' },
  },
  clusterOperator: { 'verrazzano-cluster-operator': { image: 'image' } },
  thanos: { thanos: { image: 'image.repository', tag: 'image.tag', registry: 'image.registry' } },
  clusterAgent: { 'verrazzano-application-operator': { image: 'image' } },
  argoCD: {
    argocd: { image: 'global.image.repository', tag: 'global.image.tag' },
    redis: { image: 'redis.image.repository', tag: 'redis.image.tag' },
  },
};
