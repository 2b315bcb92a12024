import type { Replacement } from '../../definition/replacement';

/** The DNS-01 solver for OCI DNS. */
export const certManagerWebhookOci: Replacement = {
  component: 'cert-manager-webhook-oci',
  status: 'weak',
  statement:
    "one chart in Oracle's catalog; Verrazzano's repository has not changed since 2024-08-13 and builds on cert-manager 1.9.1",
  source:
    'github.com/oracle-cne/catalog 770d74aeb2 (2026-08-21); github.com/verrazzano/cert-manager-webhook-oci 36b5926',
  risk: 'medium',
  installed: '0.1.0',
  charts: [
    {
      name: 'cert-manager-webhook-oci',
      kind: 'git',
      repository: 'https://github.com/verrazzano/cert-manager-webhook-oci.git',
      path: 'deploy/cert-manager-webhook-oci',
      tag: '36b5926eb7f06e43ee8ca2a5e3d53469afec8179',
      releases: ['0.1.0'],
      source: 'commit 36b5926 (2024-08-13)',
      licence: 'not stated',
    },
    {
      name: 'cert-manager-webhook-oci',
      kind: 'git',
      repository: 'https://github.com/oracle-cne/catalog.git',
      path: 'charts/cert-manager-webhook-oci-1.1.0',
      tag: 'main',
      releases: ['1.1.0'],
      source: 'oracle-cne/catalog 770d74aeb2 (2026-08-21)',
      licence: 'UPL-1.0',
    },
  ],
  closest: '0.1.0',
  newest: '1.1.0',
  keeps: [
    { value: 'release cert-manager-webhook-oci', keeps: 'the selector, which names app and release' },
    { value: 'groupName: verrazzano.io', keeps: 'issuers that name the solver' },
    {
      value: 'certManager.namespace and clusterResourceNamespace',
      keeps: 'the namespace in which it finds its Secrets',
    },
  ],
  values: [{ since: 'chart 1.1.0', set: { groupName: 'verrazzano.io' } }],
  changes: [
    {
      since: 'chart 1.1.0',
      kind: 'image',
      level: 'warning',
      what: 'image olcne/cert-manager-webhook-oci comes from container-registry.oracle.com; it is unproven who may pull it',
      fix: 'try the pull, or mirror the image first',
    },
    {
      since: 'chart 1.1.0',
      kind: 'selector',
      level: 'warning',
      what: 'it is unproven that the selector stays the same: this chart was not rendered',
      fix: 'compare the rendered Deployment with the running one before the sync',
    },
  ],
  kubernetes: [{ since: 'chart 1.1.0', range: '>=1.26', by: 'chart' }],
  instead: 'HTTP-01, or another DNS-01 solver such as RFC 2136',
  unproven: ['that it works with cert-manager above 1.9'],
};
