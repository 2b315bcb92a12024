import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';

/**
 * Runs WebLogic domains on Kubernetes.
 */
export const weblogicOperator = defineComponent({
  name: 'weblogic-operator',
  source: 'platform-operator/controllers/verrazzano/component/weblogic',
  specKey: 'weblogicOperator',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: chartOf('weblogic-operator'),
  valuesFile: 'weblogic-values.yaml',
  after: ['verrazzano-network-policies', 'istio', 'fluent-operator'],
  images: ['weblogic-kubernetes-operator', 'weblogic-monitoring-exporter'],
  workloads: {
    'weblogic-operator': {
      labels: { 'weblogic.operatorName': 'verrazzano-system', app: 'weblogic-operator' },
      selector: ['weblogic.operatorName'],
      annotations: {
        'prometheus.io/port': '8083',
        'prometheus.io/scrape': 'true',
        'traffic.sidecar.istio.io/excludeOutboundPorts': '443',
      },
      serviceAccount: 'weblogic-operator-sa',
      apiServer: 'direct',
      egress: 'documented',
      calls: [
        {
          to: { elsewhere: 'applications' },
          ports: [],
          reason: 'health of WebLogic servers, on ports of their domain',
          when: 'a domain exists',
        },
      ],
    },
    'weblogic-operator-webhook': {
      labels: { 'weblogic.webhookName': 'verrazzano-system', app: 'weblogic-operator-webhook' },
      selector: ['weblogic.webhookName'],
      annotations: {
        'prometheus.io/port': '8083',
        'prometheus.io/scrape': 'true',
        'sidecar.istio.io/inject': 'false',
        'traffic.sidecar.istio.io/excludeOutboundPorts': '443',
      },
      serviceAccount: 'weblogic-operator-sa',
      ports: { metrics: { port: 8083, undeclared: true }, restwebhook: { port: 8084, undeclared: true } },
      apiServer: 'direct',
      egress: 'documented',
    },
  },
  services: {
    'weblogic-operator-webhook-svc': {
      workload: 'weblogic-operator-webhook',
      selector: ['app'],
      ports: [
        { name: 'metrics', appProtocol: 'http' },
        { name: 'restwebhook', appProtocol: 'https' },
      ],
    },
  },
  webhooks: [
    {
      kind: 'validating',
      name: 'weblogic.validating.webhook',
      service: 'weblogic-operator-webhook-svc',
      port: 'restwebhook',
      paths: ['/admission'],
      createdBy: 'weblogic-operator',
      unverified: true,
    },
  ],
});

/** The typed part of the values of chart `weblogic-operator`. */
export interface WeblogicOperatorValues {
  /**
   * Lowest severity that is logged.
   * @default INFO
   */
  readonly javaLoggingLevel?: 'SEVERE' | 'WARNING' | 'INFO' | 'CONFIG' | 'FINE' | 'FINER' | 'FINEST';
  /**
   * How the namespaces are selected whose domains the operator manages: by labels, a list, a regular expression, or only its
   * own namespace.
   * @default LabelSelector
   */
  readonly domainNamespaceSelectionStrategy?: 'LabelSelector' | 'List' | 'RegExp' | 'Dedicated';
}

/** Options of the WebLogic operator. */
export type WeblogicOperatorProps = ChartProps<WeblogicOperatorValues>;

/** The WebLogic operator, as part of a profile. */
export class WeblogicOperator extends Component<typeof weblogicOperator, WeblogicOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: WeblogicOperatorProps = {}) {
    super(scope, weblogicOperator, props);
  }
}
