import { Category } from '../definition/category';
import { ownChart } from '../definition/chart';
import { defineComponent } from '../definition/define-component';
import { SERVICE_APP } from '../definition/scrape-labels';
import { OPERATOR_NAMESPACE } from '../definition/verrazzano-api';

/**
 * The operator that installs all other components from a Verrazzano resource. It is never part of that resource.
 *
 * Names of its ports and Services are derived from its scrape target and webhooks; the rest comes from its chart.
 */
export const verrazzanoPlatformOperator = defineComponent({
  name: 'verrazzano-platform-operator',
  source: 'platform-operator/helm_config/charts/verrazzano-platform-operator',
  category: Category.VERRAZZANO_OPERATORS,
  namespace: OPERATOR_NAMESPACE,
  release: null,
  chart: ownChart('verrazzano-platform-operator'),
  namespaces: [OPERATOR_NAMESPACE],
  images: ['verrazzano-platform-operator'],
  workloads: {
    'verrazzano-platform-operator': {
      labels: { app: 'verrazzano-platform-operator' },
      ports: { 'http-metric': 9100 },
      apiServer: 'direct',
      calls: [
        {
          to: 'verrazzano-platform-operator/verrazzano-platform-operator-webhook',
          ports: ['https-webhook'],
          reason: 'waits for its webhook',
          service: 'verrazzano-platform-operator-webhook',
        },
        {
          to: 'ingress-controller/ingress-controller-ingress-nginx-controller',
          ports: ['https'],
          reason: 'API of Rancher, for users and roles',
          service: 'ingress-controller-ingress-nginx-controller',
          with: ['rancher', 'verrazzano-cluster-operator'],
        },
      ],
      external: [
        {
          what: 'index policies and index patterns',
          hosts: ['opensearch.vmi.system.<domain>', 'osd.vmi.system.<domain>'],
          ports: [443],
          hairpin: true,
          with: ['opensearch'],
          ifBlocked: 'index policies and patterns are missing; logs are kept nevertheless',
        },
        {
          what: 'certificates of the staging authority',
          hosts: ['letsencrypt.org'],
          ports: [443],
          setting: 'acme-staging',
          ifBlocked: 'the ClusterIssuer does not become ready',
        },
        { what: 'manifests of other versions of Cluster API', hosts: ['github.com'], ports: [443], optional: true },
        { what: 'proxy of its environment variables', hosts: [], ports: [], optional: true },
      ],
    },
    'verrazzano-platform-operator-webhook': {
      labels: { app: 'verrazzano-platform-operator-webhook' },
      serviceAccount: 'verrazzano-platform-operator',
      ports: { 'https-webhook': 9443, 'http-metric': 9100 },
      dns: false,
      apiServer: 'direct',
    },
  },
  services: {
    'verrazzano-platform-operator': { ports: ['http-metric'] },
    'verrazzano-platform-operator-webhook': { ports: [{ name: 'https-webhook', port: 443 }] },
  },
  webhooks: [
    {
      kind: 'validating',
      name: 'verrazzano-platform-operator-webhook',
      service: 'verrazzano-platform-operator-webhook',
    },
    {
      kind: 'validating',
      name: 'verrazzano-platform-mysqlinstalloverrides',
      service: 'verrazzano-platform-operator-webhook',
    },
    {
      kind: 'validating',
      name: 'verrazzano-platform-requirements-validator',
      service: 'verrazzano-platform-operator-webhook',
    },
    { kind: 'mutating', name: 'verrazzano-mysql-backup', service: 'verrazzano-platform-operator-webhook' },
  ],
  scrapeTargets: {
    'verrazzano-platform-operator': {
      port: 'http-metric',
      labels: { app: SERVICE_APP },
      createdBy: 'prometheus-operator',
    },
  },
  crds: { names: { 'install.verrazzano.io': ['verrazzanos'], 'platform.verrazzano.io': ['modules'] } },
});
