import type { Construct } from 'constructs';
import { Category } from '../component/category';
import { thirdPartyChart } from '../component/chart';
import type { ChartProps } from '../component/component';
import { Component } from '../component/component';
import { defineComponent } from '../component/define-component';
import type { RancherValues } from './values/rancher-values';

/**
 * Manages clusters: it registers managed clusters and reaches them.
 *
 * Source: `platform-operator/controllers/verrazzano/component/rancher` at v1.7.2.
 */
export const rancher = defineComponent({
  name: 'rancher',
  specKey: 'rancher',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'cattle-system',
  chart: thirdPartyChart('rancher', '2.7.8'),
  valuesFile: 'rancher-values.yaml',
  after: ['verrazzano-network-policies', 'ingress-controller', 'cert-manager', 'cluster-issuer', 'fluent-operator'],
  namespaces: ['cattle-system', 'cattle-fleet-system', 'cattle-fleet-local-system'],
  images: [
    'rancher',
    'rancher-agent',
    'rancher-shell',
    'rancher-webhook',
    'rancher-fleet-agent',
    'rancher-fleet',
    'rancher-gitjob',
    'rancher-cleanup',
  ],
  workloads: {
    rancher: {
      replicas: 3,
      labels: { app: 'rancher', release: 'rancher' },
      selector: ['app'],
      ports: { http: { port: 80, unnamed: true }, 'https-internal': { port: 444, undeclared: true } },
    },
    'rancher-webhook': { labels: { app: 'rancher-webhook' }, ports: { https: 9443 }, createdBy: 'rancher' },
    'fleet-controller': { namespace: 'cattle-fleet-system', labels: { app: 'fleet-controller' }, createdBy: 'rancher' },
    gitjob: {
      namespace: 'cattle-fleet-system',
      labels: { app: 'gitjob' },
      ports: { http: { port: 8080, undeclared: true } },
      createdBy: 'rancher',
    },
    'fleet-agent': { namespace: 'cattle-fleet-local-system', labels: { app: 'fleet-agent' }, createdBy: 'rancher' },
  },
  services: {
    rancher: { ports: ['http', { name: 'https-internal', port: 443 }] },
    'rancher-webhook': { ports: [{ name: 'https', port: 443 }] },
    gitjob: { ports: [{ name: 'http-80', port: 80, to: 'http' }] },
  },
  ingresses: {
    rancher: {
      host: 'rancher',
      through: 'direct',
      backend: { service: 'rancher', port: 'https-internal' },
      tlsSecret: 'tls-rancher-ingress',
      annotations: {
        'auth-realm': '{domain} auth',
        'backend-protocol': 'HTTPS',
        'force-ssl-redirect': 'true',
        'proxy-connect-timeout': '30',
        'proxy-read-timeout': '1800',
        'proxy-send-timeout': '1800',
      },
    },
  },
  webhooks: [
    {
      kind: 'validating',
      name: 'rancher.cattle.io',
      service: 'rancher-webhook',
      createdBy: 'rancher',
      unverified: true,
    },
    { kind: 'mutating', name: 'rancher.cattle.io', service: 'rancher-webhook', createdBy: 'rancher', unverified: true },
  ],
});

/** What a user may say about Rancher. */
export interface RancherProps extends ChartProps<RancherValues> {
  /**
   * Whether users sign in through Keycloak.
   * @default true while Keycloak is enabled
   */
  readonly keycloakAuthEnabled?: boolean;
}

/** Rancher, as part of a profile. */
export class Rancher extends Component<typeof rancher, RancherProps> {
  /**
   * @param scope - the profile
   * @param props - what the user says
   */
  constructor(scope: Construct, props: RancherProps = {}) {
    super(scope, rancher, props);
  }
}
