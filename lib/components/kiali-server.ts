import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { STANDARD_LABELS, thirdPartyChart } from '../component/chart';
import type { ComponentProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';

/**
 * Draws the service mesh.
 *
 * Source: `platform-operator/controllers/verrazzano/component/kiali` at v1.7.2.
 */
export const kiali = defineComponent({
  name: 'kiali-server',
  specKey: 'kiali',
  category: Category.OBSERVABILITY,
  namespace: 'verrazzano-system',
  chart: thirdPartyChart('kiali-server', '1.73.0', { appVersion: 'v1.73.0' }),
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
      ports: { 'api-port': 20001, 'http-metrics': 9090 },
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
      tlsSecret: 'system-tls-kiali',
      annotations: { 'backend-protocol': 'HTTP', 'secure-backends': 'false' },
      createdBy: 'operator',
    },
  },
});

/** What a user may say about Kiali. */
export type KialiProps = ComponentProps;

/** Kiali, as part of a profile. */
export class Kiali extends Component<typeof kiali, KialiProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: KialiProps = {}) {
    super(scope, kiali, props);
  }
}
