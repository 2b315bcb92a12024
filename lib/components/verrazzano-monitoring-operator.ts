import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { NoProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { SERVICE_APP } from '../definition/scrape-labels';

/**
 * Runs Grafana from a monitoring instance.
 */
export const verrazzanoMonitoringOperator = defineComponent({
  name: 'verrazzano-monitoring-operator',
  source: 'platform-operator/controllers/verrazzano/component/vmo',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-monitoring-operator'),
  enabledBy: ['opensearch', 'opensearch-dashboards', 'grafana'],
  after: ['verrazzano-network-policies', 'ingress-controller'],
  images: [
    'verrazzano-monitoring-operator',
    'proxyv2',
    'grafana',
    'k8s-sidecar',
    'opensearch',
    'opensearch-dashboards',
    'nginx-ingress-controller',
    'oraclelinux',
  ],
  workloads: {
    'verrazzano-monitoring-operator': {
      labels: { 'k8s-app': 'verrazzano-monitoring-operator', app: 'verrazzano-monitoring-operator' },
      selector: ['k8s-app'],
      annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' },
      ports: { http: 8080, 'http-metrics': 8090, 'http-prom': 9100 },
      apiServer: 'direct',
    },
  },
  services: { 'verrazzano-monitoring-operator': { ports: ['http-metrics', 'http-prom'] } },
  scrapeTargets: {
    'verrazzano-monitoring-operator': {
      port: 'http-prom',
      scheme: 'mesh',
      labels: { app: SERVICE_APP },
      createdBy: 'prometheus-operator',
    },
  },
  crds: { by: 'operator', names: { 'verrazzano.io': ['verrazzanomonitoringinstances'] } },
});

/** The monitoring operator, as part of a profile. It cannot be configured. */
export class VerrazzanoMonitoringOperator extends Component<typeof verrazzanoMonitoringOperator, NoProps> {
  /** @param scope - the profile */
  constructor(scope: Construct) {
    super(scope, verrazzanoMonitoringOperator, {});
  }
}
