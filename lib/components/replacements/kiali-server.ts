import type { Replacement } from '../../definition/replacement';

/** Kiali: its server chart. */
export const kialiServer: Replacement = {
  component: 'kiali-server',
  status: 'maintained',
  statement: 'maintained, both as a server chart and as an operator chart',
  source: 'github.com/kiali/helm-charts, docs/index.yaml c7b6cf98a8 (2026-07-16)',
  risk: 'medium',
  installed: '1.73.0',
  charts: [
    {
      name: 'kiali-server',
      kind: 'helm',
      repository: 'https://kiali.org/helm-charts',
      releases: [
        '1.73.0-2 1.74.0 1.75.0 1.76.0 1.77.0 1.78.0 1.79.0 1.80.0 1.81.0 1.82.0 1.83.0 1.84.0 1.85.0',
        '1.86.0-2 1.87.0 1.88.0 1.89.0 1.89.3 1.89.7 2.0.0 2.1.0 2.2.0 2.3.0 2.4.0 2.5.0 2.6.0 2.7.0-1 2.8.0',
        '2.9.0 2.10.0 2.11.0 2.12.0 2.13.0 2.14.0 2.15.0 2.16.0 2.17.0 2.18.0 2.19.0 2.20.0 2.21.0 2.22.0',
        '2.23.0 2.24.0 2.25.0 2.26.0 2.27.0 2.28.0 2.29.0',
      ],
      source: 'docs/index.yaml of kiali/helm-charts (2026-07-16)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '1.73.0',
  newest: '2.29.0',
  keeps: [
    {
      value: 'deployment.instance_name: vmi-system-kiali',
      keeps: 'Deployment, Service ports 20001 and 9090, selector and service account',
    },
    {
      value: 'login_token.signing_key: secret:<name>:<key>',
      keeps: 'sessions: without this value, every rendering generates a new key',
    },
  ],
  values: [
    { since: 'chart 2.0.0', remove: ['fullnameOverride'], set: { 'deployment.instance_name': 'vmi-system-kiali' } },
    { since: 'chart 2.17.0', set: { 'deployment.network_policy.enabled': false } },
  ],
  variants: [
    { since: 'adoption', pullSecretValues: ['deployment.image_pull_secrets[0]'] },
    {
      since: 'chart 1.73.1',
      images: { 'quay.io/kiali/kiali:v{app}': { image: 'deployment.image_name', tag: 'deployment.image_version' } },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'secret',
      level: 'error',
      what: 'every rendering generates a new login_token.signing_key unless it is set',
      fix: 'set it to a reference to Secret kiali-signing-key',
    },
    {
      since: 'adoption',
      kind: 'values',
      level: 'warning',
      what: "annotation excludeOutboundPorts and value deployment.pod_security_context exist only in Verrazzano's chart",
      fix: 'use deployment.pod_annotations and deployment.security_context',
    },
    {
      since: 'chart 2.0.0',
      kind: 'object',
      level: 'error',
      what: 'value fullnameOverride is no longer read, so the Deployment, Service and service account are renamed',
      fix: 'set deployment.instance_name to vmi-system-kiali',
    },
    {
      since: 'chart 2.17.0',
      kind: 'policy',
      level: 'error',
      what: 'the chart adds NetworkPolicy vmi-system-kiali, which allows any source to reach ports 20001 and 9090, and so widens NetworkPolicy kiali',
      fix: 'set deployment.network_policy.enabled to false',
    },
  ],
  needs: [
    {
      since: 'chart 1.86.1',
      component: 'istio',
      range: '>=1.22',
      why: 'from 1.86.1 on, Kiali requires Istio 1.22',
      source: 'kiali.io, version compatibility (2024-10-21)',
    },
    {
      since: 'chart 2.1.0',
      component: 'istio',
      range: '>=1.24',
      why: 'releases of Kiali after 2.0 are tested with Istio 1.24 and later',
      source: 'kiali.io, version compatibility (2024-10-21)',
    },
  ],
  after: [
    {
      component: 'istio',
      why: 'Kiali follows Istio: each release is tested with the Istio versions supported at that time',
    },
  ],
  stops: [
    {
      at: '1.89.7',
      why: 'the last chart of Kiali 1; version 2 finds namespaces by discovery selectors',
      advised: true,
    },
  ],
};
