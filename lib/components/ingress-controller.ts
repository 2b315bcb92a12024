import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { ServicePort } from '../definition/kubernetes-types';
import { POD_NAME } from '../definition/scrape-labels';
import type { IngressNGINXValues } from './values/ingress-nginx-values';

/**
 * NGINX, which accepts requests for host names of the platform.
 */
export const ingressNGINX = defineComponent({
  name: 'ingress-controller',
  source: 'platform-operator/controllers/verrazzano/component/nginx',
  specKey: 'ingressNGINX',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'verrazzano-ingress-nginx',
  chart: chartOf('ingress-controller'),
  chartLabels: STANDARD_LABELS,
  valuesFile: 'ingress-nginx-values.yaml',
  after: ['verrazzano-network-policies', 'istio', 'fluent-operator'],
  namespaces: ['verrazzano-ingress-nginx'],
  images: ['nginx-ingress-controller', 'nginx-ingress-default-backend'],
  workloads: {
    'ingress-controller-ingress-nginx-controller': {
      labels: {
        'app.kubernetes.io/name': 'ingress-nginx',
        'app.kubernetes.io/instance': 'ingress-controller',
        'app.kubernetes.io/part-of': 'ingress-nginx',
        'app.kubernetes.io/component': 'controller',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component'],
      annotations: {
        'prometheus.io/port': '10254',
        'prometheus.io/scrape': 'true',
        'sidecar.istio.io/rewriteAppHTTPProbers': 'true',
        'system.io/scrape': 'true',
        'traffic.sidecar.istio.io/excludeInboundPorts': '80,443',
        'traffic.sidecar.istio.io/includeInboundPorts': '',
      },
      serviceAccount: 'ingress-controller-ingress-nginx',
      ports: {
        http: { port: 80, value: 'controller.containerPort.http' },
        https: { port: 443, value: 'controller.containerPort.https' },
        'http-metrics': { port: 10254, value: 'controller.metrics.port' },
      },
      apiServer: 'sidecar',
      egress: 'unknown',
      calls: [
        {
          to: 'ingress-controller/ingress-controller-ingress-nginx-defaultbackend',
          ports: ['http'],
          reason: 'error pages',
          service: 'ingress-controller-ingress-nginx-defaultbackend',
        },
        {
          to: 'verrazzano-authproxy',
          ports: ['http-v2'],
          reason: 'second API, off by default',
          service: 'verrazzano-authproxy',
        },
        {
          to: { elsewhere: 'cluster' },
          ports: [],
          reason: 'what other Ingresses expose',
          when: 'a user creates an Ingress',
        },
      ],
      serves: [{ from: 'outside', ports: ['https'], reason: 'public hosts of the platform' }],
    },
    'ingress-controller-ingress-nginx-defaultbackend': {
      chartLabels: false,
      labels: {
        'app.kubernetes.io/name': 'ingress-nginx',
        'app.kubernetes.io/instance': 'ingress-controller',
        'app.kubernetes.io/component': 'default-backend',
      },
      annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' },
      serviceAccount: 'ingress-controller-ingress-nginx-backend',
      ports: { http: 8080 },
    },
  },
  services: {
    'ingress-controller-ingress-nginx-controller-metrics': {
      workload: 'ingress-controller-ingress-nginx-controller',
      ports: ['http-metrics'],
    },
    'ingress-controller-ingress-nginx-controller': {
      type: 'LoadBalancer',
      stated: 'section',
      ports: [{ name: 'https', appProtocol: 'https' }],
    },
    'ingress-controller-ingress-nginx-defaultbackend': { ports: [{ name: 'http', port: 80, appProtocol: 'http' }] },
  },
  scrapeTargets: {
    'nginx-ingress-controller': {
      kind: 'PodMonitor',
      port: 'http-metrics',
      labels: { kubernetes_namespace: '__meta_kubernetes_namespace', kubernetes_pod_name: POD_NAME },
      podLabels: true,
      createdBy: 'prometheus-operator',
    },
  },
});

/** Options of the ingress controller. */
export interface IngressNGINXProps extends ChartProps<IngressNGINXValues> {
  /**
   * Type of the Service; `NodePort` needs `controller.service.externalIPs` in `values` or an override.
   * @default LoadBalancer
   */
  readonly type?: 'LoadBalancer' | 'NodePort';
  /**
   * Name of the IngressClass.
   * @default verrazzano-nginx
   */
  readonly ingressClassName?: string;
  /**
   * Ports of the Service.
   * @default - HTTPS only
   */
  readonly ports?: readonly ServicePort[];
}

/** The ingress controller, as part of a profile. */
export class IngressNGINX extends Component<typeof ingressNGINX, IngressNGINXProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: IngressNGINXProps = {}) {
    super(scope, ingressNGINX, props);
  }
}
