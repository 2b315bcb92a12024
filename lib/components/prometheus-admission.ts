import type { CertificateDefinition } from '../definition/certificate-definition';
import type { WebhookDefinition } from '../definition/webhook-definition';

/**
 * Certificates of the webhooks of the Prometheus operator, in a file of their own because of their length: an authority, and
 * what it signs.
 *
 * Source: chart `kube-prometheus-stack` at v1.7.2.
 */
export const admissionCertificates: Readonly<Record<string, CertificateDefinition>> = {
  'prometheus-operator-kube-p-root-cert': {
    issuer: 'Issuer/prometheus-operator-kube-p-self-signed-issuer',
    issuerRef: 'name',
    signsAs: 'Issuer/prometheus-operator-kube-p-root-issuer',
    commonName: 'ca.webhook.kube-prometheus-stack',
    duration: '43800h0m0s',
    onlyWith: 'cluster-issuer',
  },
  'prometheus-operator-kube-p-admission': {
    issuer: 'Issuer/prometheus-operator-kube-p-root-issuer',
    issuerRef: 'name',
    service: 'prometheus-operator-kube-p-operator',
    serviceNames: 'short',
    duration: '8760h0m0s',
    onlyWith: 'cluster-issuer',
  },
};

/** Webhooks that validate rules before they are stored. */
export const admissionWebhooks: readonly WebhookDefinition[] = [
  {
    kind: 'mutating',
    name: 'prometheus-operator-kube-p-admission',
    service: 'prometheus-operator-kube-p-operator',
    hooks: {
      'prometheusrulemutate.monitoring.coreos.com': {
        resources: ['monitoring.coreos.com/prometheusrules'],
        path: '/admission-prometheusrules/mutate',
        failurePolicy: 'Ignore',
      },
    },
    caFrom: 'prometheus-operator-kube-p-admission',
  },
  {
    kind: 'validating',
    name: 'prometheus-operator-kube-p-admission',
    service: 'prometheus-operator-kube-p-operator',
    hooks: {
      'prometheusrulemutate.monitoring.coreos.com': {
        resources: ['monitoring.coreos.com/prometheusrules'],
        path: '/admission-prometheusrules/validate',
        failurePolicy: 'Ignore',
      },
    },
    caFrom: 'prometheus-operator-kube-p-admission',
  },
];
