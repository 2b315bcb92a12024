import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { STANDARD_LABELS } from '../definition/chart';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import type { CertManagerValues } from './values/cert-manager-values';

/**
 * Issues certificates and renews them.
 */
export const certManager = defineComponent({
  name: 'cert-manager',
  source: 'platform-operator/controllers/verrazzano/component/certmanager/certmanager',
  specKey: 'certManager',
  category: Category.CERTIFICATE_MANAGEMENT,
  namespace: 'cert-manager',
  chart: chartOf('cert-manager'),
  chartLabels: STANDARD_LABELS,
  valuesFile: 'cert-manager-values.yaml',
  after: ['verrazzano-network-policies', 'fluent-operator'],
  namespaces: ['cert-manager'],
  images: [
    'cert-manager-controller',
    'cert-manager-acmesolver',
    'cert-manager-cainjector',
    'cert-manager-webhook',
    'cert-manager-ctl',
  ],
  workloads: {
    'cert-manager-cainjector': {
      labels: {
        app: 'cainjector',
        'app.kubernetes.io/name': 'cainjector',
        'app.kubernetes.io/instance': 'cert-manager',
        'app.kubernetes.io/component': 'cainjector',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component'],
      dns: false,
      apiServer: 'direct',
    },
    'cert-manager': {
      labels: {
        app: 'cert-manager',
        'app.kubernetes.io/name': 'cert-manager',
        'app.kubernetes.io/instance': 'cert-manager',
        'app.kubernetes.io/component': 'controller',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component'],
      annotations: { 'prometheus.io/path': '/metrics', 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9402' },
      ports: { 'http-metrics': 9402 },
      apiServer: 'direct',
      egress: 'documented',
      external: [
        {
          what: 'ACME directory, orders and certificates',
          hosts: ['acme-v02.api.letsencrypt.org', 'acme-staging-v02.api.letsencrypt.org'],
          hostsWhen: {
            'acme-v02.api.letsencrypt.org': 'acme-production',
            'acme-staging-v02.api.letsencrypt.org': 'acme-staging',
          },
          ports: [443],
          setting: 'acme',
          ifBlocked: 'no certificate is issued or renewed',
        },
        {
          what: 'name servers of the zone, to see whether a DNS challenge is published',
          hosts: ['<any name server>'],
          ports: [53],
          protocols: ['TCP', 'UDP'],
          setting: 'acme',
          ifBlocked: 'challenges stay pending',
        },
        { what: 'own public hosts, to check HTTP challenges', hosts: [], ports: [80, 443], optional: true },
        { what: 'other issuers', hosts: [], ports: [443], optional: true },
      ],
    },
    'cert-manager-webhook': {
      labels: {
        app: 'webhook',
        'app.kubernetes.io/name': 'webhook',
        'app.kubernetes.io/instance': 'cert-manager',
        'app.kubernetes.io/component': 'webhook',
      },
      selector: ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component'],
      ports: { https: { port: 10250, value: 'webhook.securePort' } },
      dns: false,
      apiServer: 'direct',
    },
    'cert-manager-startupapicheck': {
      kind: 'Job',
      labels: {
        app: 'startupapicheck',
        'app.kubernetes.io/name': 'startupapicheck',
        'app.kubernetes.io/instance': 'cert-manager',
        'app.kubernetes.io/component': 'startupapicheck',
      },
      helmHook: true,
      dns: false,
      apiServer: 'direct',
    },
  },
  services: {
    'cert-manager': { ports: [{ name: 'tcp-prometheus-servicemonitor', to: 'http-metrics' }] },
    'cert-manager-webhook': { ports: [{ name: 'https', port: 443 }] },
  },
  webhooks: [
    {
      kind: 'mutating',
      name: 'cert-manager-webhook',
      service: 'cert-manager-webhook',
      hooks: {
        'webhook.cert-manager.io': { resources: ['acme.cert-manager.io/*/*', 'cert-manager.io/*/*'], path: '/mutate' },
      },
    },
    {
      kind: 'validating',
      name: 'cert-manager-webhook',
      service: 'cert-manager-webhook',
      hooks: {
        'webhook.cert-manager.io': {
          resources: ['acme.cert-manager.io/*/*', 'cert-manager.io/*/*'],
          path: '/validate',
        },
      },
    },
  ],
  crds: {
    by: 'operator',
    names: {
      'cert-manager.io': ['certificaterequests', 'certificates', 'clusterissuers', 'issuers'],
      'acme.cert-manager.io': ['challenges', 'orders'],
    },
  },
});

/** Certificates from an ACME provider. */
export interface AcmeCertificate {
  /** Provider; upstream supports one. */
  readonly provider: 'letsEncrypt';
  /**
   * E-mail address for messages of the provider.
   * @default - none
   */
  readonly emailAddress?: string;
  /**
   * Environment of the provider; certificates of `staging` are not trusted by clients.
   * @default production
   */
  readonly environment?: 'staging' | 'production';
}

/** Certificates from a custom certificate authority. */
export interface CaCertificate {
  /** Secret with the certificate and key of the authority; never put into Git. */
  readonly secretName: string;
  /** Namespace of that Secret. */
  readonly clusterResourceNamespace: string;
}

/**
 * Issuer of certificates, in the field of older releases; `clusterIssuer` replaces it.
 */
export type CertificateProps =
  | {
      /** An ACME provider; not together with `ca`. */
      readonly acme: AcmeCertificate;
      readonly ca?: never;
    }
  | {
      /** A custom certificate authority; not together with `acme`. */
      readonly ca: CaCertificate;
      readonly acme?: never;
    };

/** Options of cert-manager. */
export interface CertManagerProps extends ChartProps<CertManagerValues> {
  /**
   * Issuer of certificates; not together with `clusterIssuer`. @default - that of `clusterIssuer`
   */
  readonly certificate?: CertificateProps;
}

/** Cert-manager, as part of a profile. */
export class CertManager extends Component<typeof certManager, CertManagerProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: CertManagerProps = {}) {
    super(scope, certManager, props);
  }
}
