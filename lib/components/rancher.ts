import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { RancherValues } from './values/rancher-values';
import { rancherJobs, rancherWebhook, rancherWebhooks, rancherWebhookService } from './rancher-parts';
import { ociApi, ownHost } from '../definition/external-calls';

/**
 * Manages clusters: registers managed clusters and connects to them.
 */
export const rancher = defineComponent({
  name: 'rancher',
  source: 'platform-operator/controllers/verrazzano/component/rancher',
  specKey: 'rancher',
  category: Category.CLUSTER_MANAGEMENT,
  namespace: 'cattle-system',
  chart: chartOf('rancher'),
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
      ports: {
        http: { port: 80, unnamed: true },
        https: { port: 443, undeclared: true },
        'https-internal': { port: 444, undeclared: true },
      },
      apiServer: 'direct',
      egress: 'unknown',
      // 443 is the tunnel between its pods.
      peerPorts: ['http', 'https', 'https-internal'],
      external: [
        ownHost('keycloak', 'single sign-on', {
          with: ['keycloak'],
          ifBlocked: 'only the local administrator can sign in',
        }),
        ownHost('rancher', 'its own drivers for clusters', {
          setting: 'cluster-api',
          ifBlocked: 'the drivers for clusters on Oracle Cloud stay inactive',
        }),
        ociApi(['<service>.<region>.oci'], 'clusters created in its web interface', { optional: true }),
        {
          what: 'API servers of clusters created in its web interface',
          hosts: ['<endpoint of the cluster>'],
          ports: [6443, 443],
          optional: true,
        },
        {
          what: 'list of Kubernetes versions',
          hosts: ['releases.rancher.com'],
          ports: [443],
          ifBlocked: 'it uses the list in its image',
        },
        { what: 'repositories of charts', hosts: ['git.rancher.io'], ports: [443, 22], optional: true },
        {
          what: 'drivers that are not bundled',
          hosts: ['drivers.rancher.cn', 'github.com', 'releases.rancher.com'],
          ports: [443],
          optional: true,
        },
        { what: 'telemetry', hosts: ['<telemetry host of Rancher>'], ports: [443], optional: true },
        { what: 'identity providers, cloud credentials, alerts', hosts: [], ports: [], optional: true },
      ],
    },
    'rancher-webhook': rancherWebhook,
    'fleet-controller': {
      namespace: 'cattle-fleet-system',
      labels: { app: 'fleet-controller' },
      createdBy: 'rancher',
      apiServer: 'direct',
      egress: 'documented',
      calls: [
        {
          to: 'rancher/rancher',
          ports: ['http', 'https', 'https-internal'],
          reason: 'clusters that it imports',
          service: 'rancher',
        },
      ],
    },
    gitjob: {
      namespace: 'cattle-fleet-system',
      labels: { app: 'gitjob' },
      ports: { http: { port: 8080, undeclared: true } },
      createdBy: 'rancher',
      apiServer: 'direct',
      egress: 'documented',
      external: [{ what: 'Git servers', hosts: [], ports: [443, 22, 9418], when: 'a GitRepo exists' }],
    },
    'fleet-agent': {
      namespace: 'cattle-fleet-local-system',
      labels: { app: 'fleet-agent' },
      createdBy: 'rancher',
      apiServer: 'direct',
      egress: 'documented',
      external: [ownHost('rancher', 'bundles of Fleet', { ifBlocked: 'Fleet delivers nothing' })],
    },
    ...rancherJobs,
  },
  services: {
    rancher: { ports: ['http', { name: 'https-internal', port: 443 }] },
    'rancher-webhook': rancherWebhookService,
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
      annotationsWith: { letsEncrypt: { 'auth-realm': '{suffix} auth' } },
      externalDns: { target: 'letsEncrypt', ttl: 'letsEncrypt' },
    },
  },
  webhooks: rancherWebhooks,
});

/** Options of Rancher. */
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
   * @param props - options
   */
  constructor(scope: Construct, props: RancherProps = {}) {
    super(scope, rancher, props);
  }
}
