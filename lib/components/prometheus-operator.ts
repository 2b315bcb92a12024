import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STACK_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { admissionCertificates, admissionWebhooks } from './prometheus-admission';
import type { PrometheusOperatorValues } from './values/prometheus-operator-values';

/** A Service that leads Prometheus to pods of Kubernetes. */
const ofKubernetes = (pods: 'dns' | 'nodes', selector: Record<string, string>, port: number) =>
  ({
    workload: null,
    pods,
    selector,
    namespace: 'kube-system',
    headless: true,
    ports: [{ name: 'http-metrics', to: port }],
  }) as const;

/** Scraped by HTTPS with the certificate of a node, which the authority of the cluster need not have signed. */
const UNCHECKED = { scheme: 'https', tls: { ca: 'cluster', unchecked: true } } as const;

/** A part of Kubernetes itself, which requires a token. */
function ofCluster<J extends string>(job: J) {
  return { in: 'kube-system', token: true, job } as const;
}

/**
 * Runs Prometheus and Alertmanager, and configures what Prometheus scrapes.
 */
export const prometheusOperator = defineComponent({
  name: 'prometheus-operator',
  source: 'platform-operator/controllers/verrazzano/component/prometheus/operator',
  specKey: 'prometheusOperator',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-monitoring',
  chart: chartOf('prometheus-operator'),
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
      ports: { https: { port: 10250, value: 'prometheusOperator.tls.internalPort' } },
      dns: false,
      apiServer: 'direct',
    },
    'alertmanager-prometheus-operator-kube-p-alertmanager': {
      kind: 'StatefulSet',
      chartLabels: false,
      labels: {
        'app.kubernetes.io/name': 'alertmanager',
        alertmanager: 'prometheus-operator-kube-p-alertmanager',
      },
      annotations: { 'sidecar.istio.io/inject': 'false' },
      serviceAccount: 'prometheus-operator-kube-p-alertmanager',
      ports: { 'http-web': 9093, 'mesh-tcp': 9094, 'mesh-udp': { port: 9094, protocol: 'UDP' } },
      createdBy: 'prometheus-operator',
      atRunTime: true,
      egress: 'documented',
      peerPorts: ['mesh-tcp', 'mesh-udp'],
      external: [{ what: 'receivers of alerts', hosts: [], ports: [443, 25, 465, 587], optional: true }],
    },
  },
  services: {
    'prometheus-operator-kube-p-coredns': ofKubernetes('dns', { 'k8s-app': 'kube-dns' }, 9153),
    'prometheus-operator-kube-p-kube-controller-manager': ofKubernetes(
      'nodes',
      { component: 'kube-controller-manager' },
      10257,
    ),
    'prometheus-operator-kube-p-kube-etcd': ofKubernetes('nodes', { component: 'etcd' }, 2381),
    'prometheus-operator-kube-p-kube-proxy': ofKubernetes('nodes', { 'k8s-app': 'kube-proxy' }, 10249),
    'prometheus-operator-kube-p-kube-scheduler': ofKubernetes('nodes', { component: 'kube-scheduler' }, 10259),
    'prometheus-operator-kube-p-operator': { ports: [{ name: 'https', port: 443 }] },
    'prometheus-operator-kube-p-kubelet': {
      workload: null,
      pods: 'nodes',
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
      behind: 'alertmanager-prometheus-operator-kube-p-alertmanager/http-web',
      tlsSecret: 'system-tls-alertmanager',
      awaited: false,
      onlyWhen: { value: 'alertmanager.enabled', otherwise: false },
      createdBy: 'operator',
    },
  },
  certificates: admissionCertificates,
  webhooks: admissionWebhooks,
  scrapeTargets: {
    'prometheus-operator-kube-p-coredns': { port: 'http-metrics', ...ofCluster('coredns') },
    'prometheus-operator-kube-p-apiserver': {
      ...ofCluster('apiserver'),
      port: 'https',
      scheme: 'https',
      tls: { ca: 'cluster', serverName: 'kubernetes' },
      in: 'default',
    },
    'prometheus-operator-kube-p-kube-controller-manager': {
      port: 'http-metrics',
      ...UNCHECKED,
      ...ofCluster('kube-controller-manager'),
    },
    'prometheus-operator-kube-p-kube-etcd': { port: 'http-metrics', ...ofCluster('kube-etcd') },
    'prometheus-operator-kube-p-kube-proxy': { port: 'http-metrics', ...ofCluster('kube-proxy') },
    'prometheus-operator-kube-p-kube-scheduler': {
      port: 'http-metrics',
      ...UNCHECKED,
      ...ofCluster('kube-scheduler'),
    },
    'prometheus-operator-kube-p-kubelet': {
      port: 'https-metrics',
      paths: ['/metrics', '/metrics/cadvisor', '/metrics/probes'],
      labels: { metrics_path: '__metrics_path__' },
      honorLabels: true,
      ...UNCHECKED,
      ...ofCluster('kubelet'),
    },
    'prometheus-operator-kube-p-operator': {
      port: 'https',
      scheme: 'https',
      tls: {
        ca: { secret: 'prometheus-operator-kube-p-admission' },
        serverName: 'prometheus-operator-kube-p-operator',
      },
      honorLabels: true,
    },
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

/** Options of the Prometheus operator. */
export type PrometheusOperatorProps = ChartProps<PrometheusOperatorValues>;

/** The Prometheus operator, as part of a profile. */
export class PrometheusOperator extends Component<typeof prometheusOperator, PrometheusOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: PrometheusOperatorProps = {}) {
    super(scope, prometheusOperator, props);
  }
}
