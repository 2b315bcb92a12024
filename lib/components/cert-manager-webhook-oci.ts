import type { Construct } from 'constructs';
import { Category } from '../definition/category';
import { chartOf } from '../definition/chart-of';
import type { ChartProps } from '../definition/component';
import { Component } from '../definition/component';
import { defineComponent } from '../definition/define-component';
import { instancePrincipal, ociApi } from '../definition/external-calls';
import { specField } from '../definition/enablement';
import { isJsonObject } from '../values/json';

/**
 * Solves DNS challenges of Let's Encrypt in OCI DNS zones.
 */
export const certManagerWebhookOCI = defineComponent({
  name: 'cert-manager-webhook-oci',
  source: 'platform-operator/controllers/verrazzano/component/certmanager/webhookoci',
  specKey: 'certManagerWebhookOCI',
  category: Category.CERTIFICATE_MANAGEMENT,
  namespace: 'verrazzano-system',
  chart: chartOf('cert-manager-webhook-oci'),
  isEnabled: (spec, isOn) =>
    specField(spec, 'certManagerWebhookOCI', 'enabled') === true ||
    (isOn('cluster-issuer') &&
      isJsonObject(specField(spec, 'clusterIssuer', 'letsEncrypt')) &&
      isJsonObject(specField(spec, 'dns', 'oci'))),
  after: ['verrazzano-network-policies', 'cert-manager'],
  images: ['cert-manager-webhook-oci'],
  workloads: {
    'cert-manager-webhook-oci': {
      labels: {
        app: 'cert-manager-webhook-oci',
        release: 'cert-manager-webhook-oci',
        'sidecar.istio.io/inject': 'false',
      },
      ports: { https: 9443 },
      apiServer: 'direct',
      serves: [{ from: 'api-server', ports: ['https'], reason: 'aggregated API that solves challenges' }],
      external: [
        ociApi(['dns.<region>.oci'], 'records of DNS challenges', { setting: 'oci-dns', ifBlocked: 'challenges fail' }),
        instancePrincipal('it authenticates as its instance', { setting: 'oci-dns' }),
      ],
    },
  },
  services: { 'cert-manager-webhook-oci': { ports: [{ name: 'https', port: 443 }] } },
  certificates: {
    'cert-manager-webhook-oci-ca': {
      issuer: 'Issuer/cert-manager-webhook-oci-selfsign',
      issuerRef: 'name',
      signsAs: 'Issuer/cert-manager-webhook-oci-ca',
      commonName: 'ca.cert-manager-webhook-oci.cert-manager',
      duration: '43800h',
    },
    'cert-manager-webhook-oci-webhook-tls': {
      issuer: 'Issuer/cert-manager-webhook-oci-ca',
      issuerRef: 'name',
      service: 'cert-manager-webhook-oci',
      serviceNames: 'short',
      duration: '8760h',
    },
  },
});

/** The typed part of the values of chart `cert-manager-webhook-oci`. */
export interface CertManagerWebhookOCIValues {
  /** A cert-manager that the platform did not install. */
  readonly certManager?: {
    /**
     * Its namespace.
     * @default cert-manager
     */
    readonly namespace?: string;
    /**
     * Namespace in which it looks for Secrets of cluster issuers.
     * @default - `clusterIssuer.clusterResourceNamespace`, by default cert-manager
     */
    readonly clusterResourceNamespace?: string;
  };
}

/** Options of the OCI solver of cert-manager. */
export type CertManagerWebhookOCIProps = ChartProps<CertManagerWebhookOCIValues>;

/** The OCI solver of cert-manager, as part of a profile. */
export class CertManagerWebhookOCI extends Component<typeof certManagerWebhookOCI, CertManagerWebhookOCIProps> {
  /**
   * @param scope - the profile
   * @param props - options
   */
  constructor(scope: Construct, props: CertManagerWebhookOCIProps = {}) {
    super(scope, certManagerWebhookOCI, props);
  }
}
