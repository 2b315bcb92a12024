import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Visualizes the service mesh.
 */
export const kiali = defineComponent({
  name: 'kiali-server',
  source: 'platform-operator/controllers/verrazzano/component/kiali',
  specKey: 'kiali',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  chart: chartOf('kiali-server'),
  chartLabels: STANDARD_LABELS,
  valuesFile: 'kiali-server-values.yaml',
  after: ['verrazzano-network-policies', 'istio', 'ingress-controller', 'cert-manager', 'fluent-operator'],
  images: ['kiali'],
  workloads: {
    'vmi-system-kiali': {
      labels: {
        app: 'kiali',
        'app.kubernetes.io/name': 'kiali',
        'app.kubernetes.io/instance': 'vmi-system-kiali',
        version: 'v1.73.0',
        'app.kubernetes.io/part-of': 'kiali',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
      annotations: {
        'traffic.sidecar.istio.io/excludeOutboundPorts': '443,6443',
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '9090',
        'kiali.io/dashboards': 'go,kiali',
      },
      ports: {
        'api-port': { port: 20001, value: 'server.port' },
        'http-metrics': { port: 9090, value: 'server.observability.metrics.port' },
      },
      apiServer: 'direct',
      calls: [
        {
          to: 'prometheus',
          ports: ['http-web'],
          reason: 'metrics of the mesh',
          service: 'prometheus-operator-kube-p-prometheus',
        },
        {
          to: 'istio/istiod',
          ports: ['http-monitoring'],
          reason: 'version of istiod',
          service: 'istiod',
          refusedUpstream: 'only Prometheus may use that port',
        },
      ],
    },
  },
  services: {
    'vmi-system-kiali': {
      ports: [
        { name: 'http', to: 'api-port', appProtocol: 'http' },
        { name: 'http-metrics', appProtocol: 'http' },
      ],
    },
  },
  ingresses: {
    'vmi-system-kiali': {
      host: 'kiali.vmi.system',
      through: 'authproxy',
      behind: 'api-port',
      tlsSecret: 'system-tls-kiali',
      annotations: { 'backend-protocol': 'HTTP', 'secure-backends': 'false' },
      createdBy: 'operator',
    },
  },
});

/** The typed part of the values of chart `kiali-server`. */
export interface KialiValues {
  /** The pods. */
  readonly deployment?: {
    /**
     * Number of pods.
     * @default 1
     */
    readonly replicas?: number;
  };
  /** Features of Kiali. */
  readonly kiali_feature_flags?: {
    /** Validations of the configuration of the mesh. */
    readonly validations?: {
      /**
       * Codes of validations that are not shown, such as `KIA1106`.
       * @default - none
       */
      readonly ignore?: readonly string[];
    };
  };
}

/** Options of Kiali. */
export type KialiProps = ChartProps<KialiValues>;

/** Kiali, as part of a profile. */
export class Kiali extends Component<typeof kiali, KialiProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: KialiProps = {}) {
    super(scope, kiali, props);
  }
}
