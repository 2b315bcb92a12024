import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { Quantity } from '../definition/kubernetes-types';
import { SERVICE_APP } from '../definition/scrape-labels';

/**
 * Reconciles the traits of OAM applications and validates their resources.
 */
export const applicationOperator = defineComponent({
  name: 'verrazzano-application-operator',
  source: 'platform-operator/controllers/verrazzano/component/appoper',
  specKey: 'applicationOperator',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: 'verrazzano-system',
  chart: ownChart('verrazzano-application-operator'),
  after: ['verrazzano-network-policies', 'oam-kubernetes-runtime', 'istio'],
  images: [
    'verrazzano-application-operator',
    'fluentd-kubernetes-daemonset',
    'proxyv2',
    'weblogic-monitoring-exporter',
  ],
  workloads: {
    'verrazzano-application-operator': {
      labels: { app: 'verrazzano-application-operator', 'sidecar.istio.io/inject': 'false' },
      ports: { 'https-webhook': 9443, 'http-metric': 9100 },
      apiServer: 'direct',
      calls: [
        {
          to: 'verrazzano-application-operator/verrazzano-application-operator-webhook',
          ports: ['https-webhook'],
          reason: 'waits for its webhooks',
          service: 'verrazzano-application-operator-webhook',
        },
      ],
    },
    'verrazzano-application-operator-webhook': {
      labels: { app: 'verrazzano-application-operator-webhook', 'sidecar.istio.io/inject': 'false' },
      serviceAccount: 'verrazzano-application-operator',
      ports: { 'https-webhook': 9443, 'http-metric': 9100 },
      dns: false,
      apiServer: 'direct',
    },
  },
  services: {
    'verrazzano-application-operator': { ports: [{ name: 'https-webhook', port: 443 }, 'http-metric'] },
    'verrazzano-application-operator-webhook': { ports: [{ name: 'https-webhook', port: 443 }, 'http-metric'] },
  },
  webhooks: [
    {
      kind: 'mutating',
      name: 'verrazzano-application-appconfig-defaulter',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-application-appconfig-defaulter.verrazzano.io': {
          resources: ['core.oam.dev/applicationconfigurations'],
          path: '/appconfig-defaulter',
        },
      },
    },
    {
      kind: 'mutating',
      name: 'verrazzano-application-istio-defaulter',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-application-istio-defaulter.verrazzano.io': { resources: ['core/pods'], path: '/istio-defaulter' },
      },
    },
    {
      kind: 'mutating',
      name: 'verrazzano-application-metrics-binding',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'metrics-binding-generator-workload.verrazzano.io': {
          resources: ['*/deployments', '*/pods', '*/replicasets', '*/statefulsets'],
          path: '/metrics-binding-generator-workload',
        },
        'metrics-binding-labeler-pod.verrazzano.io': { resources: ['core/pods'], path: '/metrics-binding-labeler-pod' },
      },
    },
    {
      kind: 'validating',
      name: 'verrazzano-application-ingresstrait-validator',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-application-ingresstrait-validator.verrazzano.io': {
          resources: ['oam.verrazzano.io/ingresstraits'],
          path: '/validate-oam-verrazzano-io-v1alpha1-ingresstrait',
        },
      },
    },
    {
      kind: 'validating',
      name: 'verrazzano-application-verrazzanoproject',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-clusters-verrazzanoproject-validator.verrazzano.io': {
          resources: ['clusters.verrazzano.io/verrazzanoprojects'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-verrazzanoproject',
        },
      },
    },
    {
      kind: 'validating',
      name: 'verrazzano-application-multiclusterapplicationconfiguration',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-clusters-multiclusterapplicationconfiguration-validator.verrazzano.io': {
          resources: ['clusters.verrazzano.io/multiclusterapplicationconfigurations'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-multiclusterapplicationconfiguration',
        },
      },
    },
    {
      kind: 'validating',
      name: 'verrazzano-application-multiclustercomponent',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-clusters-multiclustercomponent-validator.verrazzano.io': {
          resources: ['clusters.verrazzano.io/multiclustercomponents'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-multiclustercomponent',
        },
      },
    },
    {
      kind: 'validating',
      name: 'verrazzano-application-multiclusterconfigmap',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-clusters-multiclusterconfigmap-validator.verrazzano.io': {
          resources: ['clusters.verrazzano.io/multiclusterconfigmaps'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-multiclusterconfigmap',
        },
      },
    },
    {
      kind: 'validating',
      name: 'verrazzano-application-multiclustersecret',
      service: 'verrazzano-application-operator-webhook',
      hooks: {
        'verrazzano-clusters-multiclustersecret-validator.verrazzano.io': {
          resources: ['clusters.verrazzano.io/multiclustersecrets'],
          path: '/validate-clusters-verrazzano-io-v1alpha1-multiclustersecret',
        },
      },
    },
  ],
  scrapeTargets: {
    'verrazzano-application-operator': {
      port: 'http-metric',
      labels: { app: SERVICE_APP },
      createdBy: 'prometheus-operator',
    },
  },
  crds: {
    by: 'operator',
    names: {
      'oam.verrazzano.io': [
        'ingresstraits',
        'loggingtraits',
        'metricstraits',
        'verrazzanocoherenceworkloads',
        'verrazzanohelidonworkloads',
        'verrazzanoweblogicworkloads',
      ],
      'app.verrazzano.io': ['metricsbindings', 'metricstemplates'],
    },
  },
});

/** The typed part of the values of chart `verrazzano-application-operator`. */
export interface ApplicationOperatorValues {
  /**
   * Memory that the operator requests.
   * @default 72Mi
   */
  readonly requestMemory?: Quantity;
}

/** Options of the application operator. */
export type ApplicationOperatorProps = ChartProps<ApplicationOperatorValues>;

/** The application operator, as part of a profile. */
export class ApplicationOperator extends Component<typeof applicationOperator, ApplicationOperatorProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: ApplicationOperatorProps = {}) {
    super(scope, applicationOperator, props);
  }
}
