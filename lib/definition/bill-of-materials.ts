import type { Chart } from './chart';
import { thirdPartyChart, VERRAZZANO_VERSION } from './chart';

/** Tag of an image that only the release build knows. */
const RELEASE_BUILD = null;

/** An image whose name or repository differs from those of its neighbours. */
export interface ImageFacts {
  /**
   * Name of the image.
   * @default - the key
   */
  readonly image?: string;
  /**
   * Repository.
   * @default - that of the part
   */
  readonly repository?: string;
  /** Tag; null when only the release build knows it. */
  readonly tag: string | null;
}

/** One part of the bill of materials. */
export interface BillOfMaterialsEntry {
  /** Version of the part; absent when it has none. */
  readonly version?: string;
  /**
   * Third-party chart that installs the part.
   * @default - none: a chart of Verrazzano itself, or another installation
   */
  readonly chart?: Chart;
  /**
   * Repository of its images.
   * @default verrazzano
   */
  readonly repository?: string;
  /** Image to tag; the tag is null when only the release build knows it. */
  readonly images: Readonly<Record<string, string | null | ImageFacts>>;
}

/**
 * The bill of materials: part to version, third-party chart and images. Each image is listed once, under its part, however many components use it.
 *
 * Source: `platform-operator/verrazzano-bom.json`, and `Chart.yaml` of the charts in `platform-operator/thirdparty/charts`, at v1.7.2.
 */
export const BILL_OF_MATERIALS = {
  argocd: {
    version: '2.8.3-4',
    chart: thirdPartyChart('argo-cd', '5.45.3', { appVersion: 'v2.8.3' }),
    images: { argocd: 'v2.8.3-20240725113729-01439f10', redis: 'v7.0.15-20240725123150-c98c652f' },
  },
  'capi-addon': {
    version: 'v1.0.0',
    images: { 'cluster-api-verrazzano-addon-controller': 'v1.0.0-20240723194739-bb4c01c' },
  },
  'capi-cluster-api': { version: 'v1.5.3', images: { 'cluster-api-controller': 'v1.5.3-20240722122206-71d748944' } },
  'capi-oci': { version: 'v0.13.0', repository: 'oracle', images: { 'cluster-api-oci-controller': 'v0.13.0' } },
  'capi-ocne': {
    version: 'v1.7.0',
    images: {
      'cluster-api-ocne-bootstrap-controller': 'v1.7.0-20231213215420-5ad894c',
      'cluster-api-ocne-control-plane-controller': 'v1.7.0-20231213215420-5ad894c',
    },
  },
  'cert-manager': {
    version: '1.9.1-4',
    chart: thirdPartyChart('cert-manager', 'v1.9.1'),
    images: {
      'cert-manager-controller': 'v1.9.1-20231219115213-4c06aea1',
      'cert-manager-acmesolver': 'v1.9.1-20240724165802-4c06aea1',
      'cert-manager-cainjector': 'v1.9.1-20240724165802-4c06aea1',
      'cert-manager-webhook': 'v1.9.1-20240724165802-4c06aea1',
      'cert-manager-ctl': 'v1.9.1-20240724165802-4c06aea1',
    },
  },
  'cert-manager-webhook-oci': {
    version: '0.1.0-3',
    chart: thirdPartyChart('cert-manager-webhook-oci', '0.1.0'),
    images: { 'cert-manager-webhook-oci': 'v0.1.0-20240725112643-ade29ad' },
  },
  'coherence-operator': {
    version: '3.3.2',
    chart: thirdPartyChart('coherence-operator', '3.3.2'),
    repository: 'oracle',
    images: { 'coherence-operator': '3.3.2' },
  },
  dex: {
    version: '2.37.0-4',
    chart: thirdPartyChart('dex', '0.15.3', { appVersion: '2.37.0' }),
    images: { dex: 'v2.37.0-20240723113030-096a4329' },
  },
  'external-dns': {
    version: '0.12.2-3',
    chart: thirdPartyChart('external-dns', '2.20.0', { appVersion: '0.6.0' }),
    images: { 'external-dns': 'v0.12.2-20231219112424-52012475' },
  },
  'fluent-operator': {
    version: '2.2.0-5',
    chart: thirdPartyChart('fluent-operator', '2.2.0'),
    images: { 'fluent-operator': 'v2.2.0-20240723113031-0ed6f45', 'fluent-bit': 'v2.0.11-20240723113032-2b2e2d82c' },
  },
  fluentd: { version: '1.14.5-1', images: { 'fluentd-kubernetes-daemonset': 'v1.14.5-20230922100900-8777b84' } },
  'ingress-controller': {
    version: '1.7.1-5',
    chart: thirdPartyChart('ingress-nginx', '4.6.1', { appVersion: '1.7.1' }),
    images: {
      'nginx-ingress-controller': 'v1.7.1-20240723181019-33c273be0',
      'nginx-ingress-default-backend': 'v1.7.1-20240723181019-33c273be0',
    },
  },
  istio: {
    version: '1.19.3-2',
    images: { pilot: '1.19.3-20240104211928-419dfb47', proxyv2: '1.19.3-20240104211928-419dfb47' },
  },
  'jaeger-operator': {
    version: '1.42.0-4',
    chart: thirdPartyChart('jaegertracing/jaeger-operator', '2.41.0', { appVersion: '1.42.0' }),
    images: {
      'jaeger-operator': '1.42.0-20240724191005-2c0a703c',
      'jaeger-agent': '1.42.0-20240724194117-1a09f940',
      'jaeger-collector': '1.42.0-20240724194117-1a09f940',
      'jaeger-query': '1.42.0-20240724194117-1a09f940',
      'jaeger-ingester': '1.42.0-20240724194117-1a09f940',
      'jaeger-es-index-cleaner': '1.42.0-20240724194117-1a09f940',
      'jaeger-es-rollover': '1.42.0-20240724194117-1a09f940',
      'jaeger-all-in-one': '1.42.0-20240724194117-1a09f940',
    },
  },
  keycloak: {
    version: '20.0.1-3',
    chart: thirdPartyChart('keycloak', '2.1.0', { name: 'keycloakx', appVersion: '20.0.1' }),
    images: { keycloak: 'v20.0.1-20230928072224-3874ea5092', 'keycloak-oracle-theme': 'v2.0.0-20240723191556-53c0292' },
  },
  'kiali-server': {
    version: '1.73.0-3',
    chart: thirdPartyChart('kiali-server', '1.73.0', { appVersion: 'v1.73.0' }),
    images: { kiali: 'v1.73.0-20231215145100-8474271b' },
  },
  'kube-state-metrics': {
    version: '2.10.0-3',
    chart: thirdPartyChart('prometheus-community/kube-state-metrics', '5.13.0', { appVersion: '2.10.0' }),
    images: { 'kube-state-metrics': 'v2.10.0-20240725104905-51a8d5c9' },
  },
  'monitoring-init-images': { repository: 'oracle', images: { oraclelinux: '8' } },
  mysql: {
    version: '8.0.32',
    chart: thirdPartyChart('mysql', '2.0.8', { name: 'mysql-innodbcluster', appVersion: '8.0.32' }),
    images: {
      'mysql-server': '8.0.32',
      'oraclelinux-slim': { image: 'oraclelinux', repository: 'oracle', tag: '8-slim' },
      'mysql-router': '8.0.32',
    },
  },
  'mysql-operator': {
    version: '8.0.32',
    chart: thirdPartyChart('mysql-operator', '2.0.8', { appVersion: '8.0.32-2.0.8' }),
    images: { 'mysql-operator': '8.0.32-2.0.8' },
  },
  'oam-kubernetes-runtime': {
    version: '0.3.3-3',
    chart: thirdPartyChart('oam-kubernetes-runtime', '0.3.0'),
    images: { 'oam-kubernetes-runtime': 'v0.3.3-20231221101608-f2b743d' },
  },
  'opensearch-operator': {
    version: '2.4.0-5',
    chart: thirdPartyChart('opensearch-operator', '2.4.0'),
    images: { 'opensearch-operator': 'v2.4.0-20240722162940-4db3183' },
  },
  'prometheus-adapter': {
    version: '0.10.0-3',
    chart: thirdPartyChart('prometheus-community/prometheus-adapter', '3.4.0', { appVersion: 'v0.10.0' }),
    images: { 'prometheus-adapter': 'v0.10.0-20240725110154-af669795' },
  },
  'prometheus-node-exporter': {
    version: '1.6.1-3',
    chart: thirdPartyChart('prometheus-community/prometheus-node-exporter', '4.23.1', { appVersion: '1.6.1' }),
    images: { 'node-exporter': 'v1.6.1-20240725110945-faff8a2e' },
  },
  'prometheus-operator': {
    version: '0.64.1-8',
    chart: thirdPartyChart('prometheus-community/kube-prometheus-stack', '45.25.0', { appVersion: 'v0.63.0' }),
    images: {
      'prometheus-operator': 'v0.64.1-20231215094947-fed24abf',
      'kube-webhook-certgen': 'v1.7.1-20240723181019-33c273be0',
      'prometheus-config-reloader': 'v0.64.1-20231215094947-fed24abf',
      alertmanager: 'v0.26.0-1-20240724164513-ad417e73',
      prometheus: 'v2.44.0-20240105075642-2d4a3348',
    },
  },
  'prometheus-pushgateway': {
    version: '1.6.2-3',
    chart: thirdPartyChart('prometheus-community/prometheus-pushgateway', '2.4.1', { appVersion: 'v1.6.2' }),
    images: { 'prometheus-pushgateway': 'v1.6.2-1-20240725110614-d4424320' },
  },
  rancher: {
    version: '2.7.8-8',
    chart: thirdPartyChart('rancher', '2.7.8'),
    images: {
      rancher: 'v2.7.8-20240102160807-490018942',
      'rancher-agent': 'v2.7.8-20240102160807-490018942',
      'rancher-shell': 'v0.1.20-20240102133559-65e1b87',
      'rancher-webhook': 'v0.3.6-20231213123745-0c0ef21',
      'rancher-fleet-agent': 'v0.7.1-20231213133912-b639ce6a',
      'rancher-fleet': 'v0.7.1-20231213133912-b639ce6a',
      'rancher-gitjob': 'v0.1.32-20231213144436-287d99d',
      'rancher-cleanup': 'v1.0.0-20231222123801-7313411',
    },
  },
  'rancher-backup': {
    version: '3.1.0-3',
    chart: thirdPartyChart('rancher-backup', '2.1.3'),
    images: {
      'rancher-backup-restore-operator': 'v3.1.0-20240723121855-85e0ac5',
      'rancher-kubectl': 'v1.20.2-20230922084020-2f0ea54',
    },
  },
  thanos: {
    version: '0.32.2-3',
    chart: thirdPartyChart('thanos', '12.1.1', { appVersion: '0.32.2' }),
    images: { thanos: 'v0.32.2-20240725110911-60b9043c' },
  },
  velero: {
    version: '1.9.1-4',
    chart: thirdPartyChart('velero', '2.30.0', { appVersion: '1.8.1' }),
    images: {
      velero: 'v1.9.1-20240725112034-52c8f1fc',
      'velero-plugin-for-aws': 'v1.5.0-20240725111937-6f82d913',
      'velero-restic-restore-helper': 'v1.9.1-20240725112034-52c8f1fc',
    },
  },
  verrazzano: {
    version: VERRAZZANO_VERSION,
    images: { 'nginx-prometheus-exporter': 'v0.11.0-20240725110955-0b419280' },
  },
  'verrazzano-application-operator': {
    version: VERRAZZANO_VERSION,
    images: { 'verrazzano-application-operator': RELEASE_BUILD },
  },
  'verrazzano-authproxy': { version: VERRAZZANO_VERSION, images: { 'verrazzano-authproxy': RELEASE_BUILD } },
  'verrazzano-cluster-operator': {
    version: VERRAZZANO_VERSION,
    images: { 'verrazzano-cluster-operator': RELEASE_BUILD },
  },
  'verrazzano-console': { version: VERRAZZANO_VERSION, images: { console: 'v1.7.2-20240716134654-842b2ee' } },
  'verrazzano-monitoring-operator': {
    version: VERRAZZANO_VERSION,
    images: {
      'verrazzano-monitoring-operator': 'v1.7.2-20240716135134-d0e18d9',
      grafana: 'v7.5.17-20240118125055-3baac6db',
      'k8s-sidecar': 'v1.15.0-20230922083013-7adaf012',
      opensearch: '2.3.0-20231011041325-087a5394cff',
      'opensearch-dashboards': '2.3.0-20230918052256-cc04b43c2b',
    },
  },
  'verrazzano-platform-operator': {
    version: VERRAZZANO_VERSION,
    images: { 'verrazzano-platform-operator': RELEASE_BUILD },
  },
  'weblogic-operator': {
    version: '4.2.5',
    chart: thirdPartyChart('weblogic-operator', '4.2.5'),
    repository: 'oracle',
    images: { 'weblogic-kubernetes-operator': '4.2.5', 'weblogic-monitoring-exporter': '2.2.0' },
  },
} as const satisfies Record<string, BillOfMaterialsEntry>;
