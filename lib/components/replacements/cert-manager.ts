import type { Replacement } from '../../definition/replacement';
import { imageAt } from './image-at';

const IMAGES = {
  'quay.io/jetstack/cert-manager-controller:v{app}': imageAt('image'),
  'quay.io/jetstack/cert-manager-cainjector:v{app}': imageAt('cainjector.image'),
  'quay.io/jetstack/cert-manager-webhook:v{app}': imageAt('webhook.image'),
};
const SOLVER = {
  'quay.io/jetstack/cert-manager-acmesolver:v{app}': imageAt('acmesolver.image'),
};
/** The image that waits for the webhook had another name before. */
const STARTUP_CHECK = imageAt('startupapicheck.image');

/** cert-manager, from its own registry. */
export const certManager: Replacement = {
  component: 'cert-manager',
  status: 'maintained',
  statement: 'maintained: 1.20 and 1.21 are supported',
  source: 'cert-manager.io/docs/releases (2026-08-22)',
  risk: 'medium',
  installed: '1.9.1',
  charts: [
    {
      name: 'cert-manager',
      kind: 'helm',
      repository: 'https://charts.jetstack.io',
      tag: 'v{version}',
      releases: [
        '1.9.1-2 1.10.0-2 1.11.0-5 1.12.0-17 1.13.0-6 1.14.0-7 1.15.0-5 1.16.0-5 1.17.0-4 1.18.0-6 1.19.0-6',
        '1.20.0-3 1.21.0-1',
      ],
      source: 'tags of cert-manager/cert-manager (2026-07-29)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '1.9.1',
  newest: '1.21.1',
  keeps: [
    { value: 'release cert-manager', keeps: 'names, selectors and service accounts of the three Deployments' },
    {
      value: 'clusterResourceNamespace: cert-manager',
      keeps: 'the namespace in which ClusterIssuers find their Secrets',
    },
  ],
  values: [
    { since: 'chart 1.9.2', remove: ['extraArgs'] },
    { since: 'chart 1.21.0', remove: ['prometheus.servicemonitor.targetPort', 'prometheus.servicemonitor.path'] },
    { since: 'chart 1.15.0', move: { installCRDs: 'crds.enabled' }, set: { 'crds.keep': true } },
  ],
  variants: [
    {
      since: 'chart 1.9.2',
      images: {
        ...IMAGES,
        'quay.io/jetstack/cert-manager-acmesolver:v{app}': null,
        'quay.io/jetstack/cert-manager-ctl:v{app}': STARTUP_CHECK,
      },
    },
    {
      since: 'chart 1.11.0',
      images: { ...IMAGES, ...SOLVER, 'quay.io/jetstack/cert-manager-ctl:v{app}': STARTUP_CHECK },
    },
    {
      since: 'chart 1.15.0',
      images: { ...IMAGES, ...SOLVER, 'quay.io/jetstack/cert-manager-startupapicheck:v{app}': STARTUP_CHECK },
    },
    {
      since: 'chart 1.12.0',
      workloads: {
        'cert-manager': { ports: { 'http-healthz': 9403 } },
        'cert-manager-webhook': { ports: { healthcheck: 6080 } },
      },
    },
    {
      since: 'chart 1.16.0',
      workloads: {
        'cert-manager-cainjector': { ports: { 'http-metrics': 9402 } },
        'cert-manager-webhook': { ports: { 'http-metrics': 9402 } },
      },
      services: {
        'cert-manager-cainjector': { ports: ['http-metrics'] },
        'cert-manager-webhook': {
          ports: [
            { name: 'https', port: 443 },
            { name: 'metrics', to: 'http-metrics' },
          ],
        },
      },
    },
    { since: 'chart 1.21.0', services: { 'cert-manager': { ports: ['http-metrics'] } } },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'crd',
      level: 'warning',
      what: 'the platform operator applied the CRDs from a manifest, and not from the chart',
      fix: 'decide who owns the CRDs before the first hop',
    },
    {
      since: 'adoption',
      kind: 'values',
      level: 'warning',
      what: "value extraArgs names Verrazzano's image of the ACME solver",
      fix: 'remove --acme-http01-solver-image, or mirror the image of the new version',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'note',
      what: 'Job cert-manager-startupapicheck is a post-install hook, and the caBundle of the webhooks is set at run time',
      fix: 'in Argo CD, set startupapicheck.enabled to false, and ignore differences in caBundle',
    },
    {
      since: 'chart 1.12.0',
      kind: 'port',
      level: 'note',
      what: 'pods declare their health ports 9403 (controller) and 6080 (webhook)',
      fix: 'nothing: the kubelet needs no policy with most CNIs',
    },
    {
      since: 'chart 1.15.0',
      kind: 'values',
      level: 'error',
      what: 'installCRDs is replaced by crds.enabled and crds.keep',
      fix: 'set crds.enabled and crds.keep to true; otherwise a sync deletes the CRDs, and all certificates with them',
    },
    {
      since: 'chart 1.15.0',
      kind: 'values',
      level: 'note',
      what: 'support of the Gateway API is turned on by config.enableGatewayAPI, and no longer by a feature gate',
      fix: 'nothing, unless an override used the gate',
    },
    {
      since: 'chart 1.16.0',
      kind: 'values',
      level: 'error',
      what: 'the schema of the chart rejects unknown values',
      fix: 'remove values that the chart does not have; helm template names them',
    },
    {
      since: 'chart 1.16.0',
      kind: 'port',
      level: 'note',
      what: 'the webhook and the cainjector serve metrics on port 9402, and the chart adds a Service for the cainjector',
      fix: 'if Prometheus scrapes them, allow Prometheus to reach port 9402',
    },
    {
      since: 'chart 1.21.0',
      kind: 'port',
      level: 'warning',
      what: 'Service port tcp-prometheus-servicemonitor is renamed to http-metrics',
      fix: 'use the new name in the ServiceMonitor',
    },
    {
      since: 'app 1.18.0',
      kind: 'secret',
      level: 'error',
      what: 'the default of privateKey.rotationPolicy changes to Always: verrazzano-ca-certificate and opensearch-ca-cert get a new key at every renewal, which breaks all leaf certificates, registrations of managed clusters and copies of the CA',
      fix: 'before this hop, set rotationPolicy: Never and a long duration on certificates with isCA',
      source: 'cert-manager 1.18 release notes; cert-manager pull request 8287; apache/pulsar-helm-chart issue 708',
    },
    {
      since: 'app 1.18.0',
      kind: 'behaviour',
      level: 'note',
      what: 'the default of revisionHistoryLimit is 1: old CertificateRequests are deleted',
      fix: 'nothing',
    },
    {
      since: 'app 1.20.0',
      kind: 'behaviour',
      level: 'warning',
      what: 'the feature gate that restores rotationPolicy Never as the default is removed',
      fix: 'set rotationPolicy on every certificate that must keep its key',
    },
    {
      since: 'app 1.21.0',
      kind: 'behaviour',
      level: 'note',
      what: 'the Role that lets cert-manager create service account tokens is removed',
      fix: 'grant that right yourself if an issuer uses serviceAccountRef',
    },
  ],
  kubernetes: [
    { since: 'chart 1.9.1', range: '>=1.19', by: 'chart' },
    { since: 'chart 1.12.0', range: '>=1.22', by: 'chart' },
    { since: 'chart 1.9.1', range: '>=1.20 <1.25', by: 'project' },
    { since: 'chart 1.10.0', range: '>=1.20 <1.27', by: 'project' },
    { since: 'chart 1.11.0', range: '>=1.21 <1.28', by: 'project' },
    { since: 'chart 1.12.0', range: '>=1.22 <1.33', by: 'project' },
    { since: 'chart 1.13.0', range: '>=1.21 <1.28', by: 'project' },
    { since: 'chart 1.14.0', range: '>=1.24 <1.32', by: 'project' },
    { since: 'chart 1.15.0', range: '>=1.25 <1.33', by: 'project' },
    { since: 'chart 1.17.0', range: '>=1.29 <1.34', by: 'project' },
    { since: 'chart 1.19.0', range: '>=1.31 <1.36', by: 'project' },
    { since: 'chart 1.20.0', range: '>=1.32 <1.36', by: 'project' },
    { since: 'chart 1.21.0', range: '>=1.33 <1.37', by: 'project' },
  ],
  after: [
    {
      component: 'cert-manager-webhook-oci',
      why: 'it is unproven whether the solver for OCI DNS works with later versions, so it is moved and tried first',
    },
  ],
  stops: [
    { at: '1.12.17', why: 'the long-term support release after 1.9, from which the upgrade guides start' },
    {
      each: 'minor',
      of: 'app',
      since: 'chart 1.12.0',
      why: 'the project asks you to upgrade one minor version at a time and to read each upgrade guide',
    },
  ],
  avoid: [
    {
      range: '1.19.0',
      why: 'it reissues certificates unnecessarily',
      fix: 'use 1.19.1 or later',
      source: 'cert-manager 1.19 release notes',
    },
  ],
};
