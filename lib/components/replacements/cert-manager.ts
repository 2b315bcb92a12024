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
    { value: 'clusterResourceNamespace: cert-manager', keeps: 'where cluster issuers find their Secrets' },
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
      what: 'the platform operator applied the CRDs from a manifest, not the chart',
      fix: 'decide on one owner before the first hop',
    },
    {
      since: 'adoption',
      kind: 'values',
      level: 'warning',
      what: 'extraArgs names the ACME solver image of Verrazzano',
      fix: 'leave --acme-http01-solver-image out, or mirror the image of the new version',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'note',
      what: 'Job cert-manager-startupapicheck is a post-install hook; the caBundle of the webhooks is written at run time',
      fix: 'set startupapicheck.enabled false under Argo CD, and ignore differences of caBundle',
    },
    {
      since: 'chart 1.12.0',
      kind: 'port',
      level: 'note',
      what: 'pods declare their health ports 9403 (controller) and 6080 (webhook)',
      fix: 'nothing: the kubelet needs no policy on most CNIs',
    },
    {
      since: 'chart 1.15.0',
      kind: 'values',
      level: 'error',
      what: 'installCRDs is replaced by crds.enabled and crds.keep',
      fix: 'set crds.enabled and crds.keep true, or a sync removes the CRDs with every certificate',
    },
    {
      since: 'chart 1.15.0',
      kind: 'values',
      level: 'note',
      what: 'the Gateway API is switched on by config.enableGatewayAPI and no longer by a feature gate',
      fix: 'nothing, unless an override used the gate',
    },
    {
      since: 'chart 1.16.0',
      kind: 'values',
      level: 'error',
      what: 'a schema refuses unknown keys',
      fix: 'leave out values that the chart does not have; helm template shows them',
    },
    {
      since: 'chart 1.16.0',
      kind: 'port',
      level: 'note',
      what: 'webhook and cainjector serve metrics at port 9402, and cainjector gets a Service',
      fix: 'allow port 9402 to the scraper where they are scraped',
    },
    {
      since: 'chart 1.21.0',
      kind: 'port',
      level: 'warning',
      what: 'Service port tcp-prometheus-servicemonitor becomes http-metrics',
      fix: 'let the ServiceMonitor name the new port',
    },
    {
      since: 'app 1.18.0',
      kind: 'secret',
      level: 'error',
      what: 'the default of privateKey.rotationPolicy becomes Always: verrazzano-ca-certificate and opensearch-ca-cert get a new key at every renewal, and every leaf, managed cluster and CA copy breaks',
      fix: 'set rotationPolicy: Never and a long duration on certificates with isCA before this hop',
      source: 'cert-manager 1.18 release notes; cert-manager pull request 8287; apache/pulsar-helm-chart issue 708',
    },
    {
      since: 'app 1.18.0',
      kind: 'behaviour',
      level: 'note',
      what: 'revisionHistoryLimit of certificates is 1: old CertificateRequests are removed',
      fix: 'nothing',
    },
    {
      since: 'app 1.20.0',
      kind: 'behaviour',
      level: 'warning',
      what: 'the feature gate that brings rotationPolicy Never back as a default is gone',
      fix: 'state rotationPolicy on every certificate that must keep its key',
    },
    {
      since: 'app 1.21.0',
      kind: 'behaviour',
      level: 'note',
      what: 'the Role that creates service account tokens is gone',
      fix: 'grant it yourself where an issuer uses a service account reference',
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
      why: 'whether the solver for OCI DNS works with later versions is not proven: it is moved and tried first',
    },
  ],
  stops: [
    { at: '1.12.17', why: 'the long-term release after 1.9, of which the upgrade pages start' },
    {
      each: 'minor',
      of: 'app',
      since: 'chart 1.12.0',
      why: 'the project asks for one minor at a time, reading each upgrade page',
    },
  ],
  avoid: [
    {
      range: '1.19.0',
      why: 'it reissues certificates needlessly',
      fix: 'use 1.19.1 or later',
      source: 'cert-manager 1.19 release notes',
    },
  ],
};
