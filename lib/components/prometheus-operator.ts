import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { STACK_LABELS, thirdPartyChart } from '../component/chart';
import type { ChartProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';
import type { PrometheusOperatorValues } from './values/prometheus-operator-values';

/**
 * Runs Prometheus and Alertmanager, and tells them what to scrape.
 *
 * Source: `platform-operator/controllers/verrazzano/component/prometheus/operator` at v1.7.2.
 */
export const prometheusOperator = defineComponent({
  name: 'prometheus-operator',
  specKey: 'prometheusOperator',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: thirdPartyChart('prometheus-community/kube-prometheus-stack', '45.25.0', { appVersion: 'v0.63.0' }),
  chartLabels: STACK_LABELS,
  valuesFile: 'prometheus-operator-values.yaml',
  after: ['verrazzano-network-policies', 'ingress-controller', 'cert-manager', 'verrazzano-monitoring-operator'],
  namespaces: ['verrazzano-monitoring'],
  images: ['prometheus-operator', 'kube-webhook-certgen', 'alertmanager'],
  workloads: {
    'prometheus-operator-kube-p-operator': {
      labels: {
        app: 'kube-prometheus-stack-operator',
        'app.kubernetes.io/instance': 'prometheus-operator',
        'app.kubernetes.io/part-of': 'kube-prometheus-stack',
        release: 'prometheus-operator',
        'verrazzano-component': 'prometheus-operator',
      },
      selector: ['app', 'release'],
      annotations: { 'sidecar.istio.io/inject': 'false' },
      ports: { https: 10250 },
    },
  },
  services: {
    'prometheus-operator-kube-p-coredns': {
      workload: null,
      selector: { 'k8s-app': 'kube-dns' },
      namespace: 'kube-system',
      headless: true,
      ports: [{ name: 'http-metrics', to: 9153 }],
    },
    'prometheus-operator-kube-p-kube-controller-manager': {
      workload: null,
      selector: { component: 'kube-controller-manager' },
      namespace: 'kube-system',
      headless: true,
      ports: [{ name: 'http-metrics', to: 10257 }],
    },
    'prometheus-operator-kube-p-kube-etcd': {
      workload: null,
      selector: { component: 'etcd' },
      namespace: 'kube-system',
      headless: true,
      ports: [{ name: 'http-metrics', to: 2381 }],
    },
    'prometheus-operator-kube-p-kube-proxy': {
      workload: null,
      selector: { 'k8s-app': 'kube-proxy' },
      namespace: 'kube-system',
      headless: true,
      ports: [{ name: 'http-metrics', to: 10249 }],
    },
    'prometheus-operator-kube-p-kube-scheduler': {
      workload: null,
      selector: { component: 'kube-scheduler' },
      namespace: 'kube-system',
      headless: true,
      ports: [{ name: 'http-metrics', to: 10259 }],
    },
    'prometheus-operator-kube-p-operator': { ports: [{ name: 'https', port: 443 }] },
    'prometheus-operator-kube-p-kubelet': {
      workload: null,
      selector: null,
      namespace: 'kube-system',
      headless: true,
      ports: [
        { name: 'https-metrics', to: 10250 },
        { name: 'http-metrics', to: 10255 },
        { name: 'cadvisor', to: 4194 },
      ],
      createdBy: 'prometheus-operator',
    },
  },
  ingresses: {
    alertmanager: {
      host: 'alertmanager',
      through: 'authproxy',
      tlsSecret: 'system-tls-alertmanager',
      awaited: false,
      optional: true,
      createdBy: 'operator',
    },
  },
  certificates: {
    'prometheus-operator-kube-p-root-cert': { issuer: 'Issuer/prometheus-operator-kube-p-self-signed-issuer' },
    'prometheus-operator-kube-p-admission': { issuer: 'Issuer/prometheus-operator-kube-p-root-issuer' },
  },
  webhooks: [
    {
      kind: 'mutating',
      name: 'prometheus-operator-kube-p-admission',
      service: 'prometheus-operator-kube-p-operator',
      hooks: {
        'prometheusrulemutate.monitoring.coreos.com': {
          resources: ['monitoring.coreos.com/prometheusrules'],
          path: '/admission-prometheusrules/mutate',
          failurePolicy: 'Ignore',
        },
      },
      caFrom: 'prometheus-operator-kube-p-admission',
    },
    {
      kind: 'validating',
      name: 'prometheus-operator-kube-p-admission',
      service: 'prometheus-operator-kube-p-operator',
      hooks: {
        'prometheusrulemutate.monitoring.coreos.com': {
          resources: ['monitoring.coreos.com/prometheusrules'],
          path: '/admission-prometheusrules/validate',
          failurePolicy: 'Ignore',
        },
      },
      caFrom: 'prometheus-operator-kube-p-admission',
    },
  ],
  scrapeTargets: {
    'prometheus-operator-kube-p-coredns': { port: 'http-metrics', in: 'kube-system' },
    'prometheus-operator-kube-p-apiserver': { port: 'https', scheme: 'https', in: 'default' },
    'prometheus-operator-kube-p-kube-controller-manager': { port: 'http-metrics', scheme: 'https', in: 'kube-system' },
    'prometheus-operator-kube-p-kube-etcd': { port: 'http-metrics', in: 'kube-system' },
    'prometheus-operator-kube-p-kube-proxy': { port: 'http-metrics', in: 'kube-system' },
    'prometheus-operator-kube-p-kube-scheduler': { port: 'http-metrics', scheme: 'https', in: 'kube-system' },
    'prometheus-operator-kube-p-kubelet': {
      port: 'https-metrics',
      paths: ['/metrics', '/metrics/cadvisor', '/metrics/probes'],
      scheme: 'https',
      in: 'kube-system',
    },
    'prometheus-operator-kube-p-operator': { port: 'https', scheme: 'https' },
    'additional-scrape-configs': { kind: 'Secret', createdBy: 'operator' },
  },
  crds: {
    by: 'operator',
    names: {
      'monitoring.coreos.com': [
        'alertmanagerconfigs',
        'alertmanagers',
        'podmonitors',
        'probes',
        'prometheuses',
        'prometheusrules',
        'servicemonitors',
        'thanosrulers',
      ],
    },
  },
});

/** What a user may say about the Prometheus operator. */
export type PrometheusOperatorProps = ChartProps<PrometheusOperatorValues>;

/** The Prometheus operator, as part of a profile. */
export class PrometheusOperator extends Component<typeof prometheusOperator, PrometheusOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: PrometheusOperatorProps = {}) {
    super(scope, prometheusOperator, props);
  }
}
