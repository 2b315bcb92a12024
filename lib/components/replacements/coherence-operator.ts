import type { Replacement } from '../../definition/replacement';

/** The operator of Coherence clusters. */
export const coherenceOperator: Replacement = {
  component: 'coherence-operator',
  status: 'maintained',
  statement: 'maintained by Oracle',
  source: 'github.com/oracle/coherence-operator, gh-pages 3135bc89d4 (2026-06-25)',
  risk: 'medium',
  installed: '3.3.2',
  charts: [
    {
      name: 'coherence-operator',
      kind: 'helm',
      repository: 'https://oracle.github.io/coherence-operator/charts',
      releases: ['3.3.2-5 3.4.0-3 3.5.0 3.5.2-14'],
      source: 'gh-pages index of oracle/coherence-operator (2026-06-25)',
      licence: 'UPL-1.0',
    },
  ],
  closest: '3.3.2',
  newest: '3.5.14',
  keeps: [{ value: 'release coherence-operator', keeps: 'selector control-plane: coherence, and the service account' }],
  values: [
    { since: 'chart 3.3.3', remove: ['defaultCoherenceUtilsImage'] },
    { since: 'chart 3.5.5', remove: ['webhookCertType', 'webhookCertSecret', 'webhooks'] },
  ],
  variants: [
    { since: 'chart 3.3.3', images: { 'ghcr.io/oracle/coherence-operator:{app}': { image: 'image' } } },
    {
      since: 'chart 3.5.5',
      workloads: { 'coherence-operator': { ports: { 'webhook-server': null } } },
      services: { 'coherence-operator-webhook': null },
      withoutWebhooks: [
        'coherence-operator-mutating-webhook-configuration',
        'coherence-operator-validating-webhook-configuration',
      ],
    },
  ],
  changes: [
    {
      since: 'chart 3.5.5',
      kind: 'object',
      level: 'warning',
      what: 'Service coherence-operator-webhook (443 to 9443) and the webhooks are removed',
      fix: 'delete the webhook configurations, which were created at run time, and remove the flows to port 9443',
    },
    {
      since: 'chart 3.5.5',
      kind: 'port',
      level: 'note',
      what: 'pods no longer declare port webhook-server 9443',
      fix: 'nothing: no program connects to it any more',
      source: 'helm-charts/coherence-operator of oracle/coherence-operator at v3.5.14, rendered',
    },
    {
      since: 'chart 3.3.3',
      kind: 'object',
      level: 'note',
      what: 'the selector of the Service contains app.kubernetes.io/version, which changes with every version',
      fix: 'nothing: the selector of a Service is mutable',
    },
    {
      since: 'chart 3.3.3',
      kind: 'behaviour',
      level: 'warning',
      what: 'it is unproven whether a new operator restarts the Coherence StatefulSets',
      fix: 'try it in a test cluster first, and expect a rolling restart',
    },
  ],
  kubernetes: [
    { since: 'chart 3.4.3', range: '>=1.26', by: 'chart' },
    { since: 'chart 3.5.13', range: '>=1.29', by: 'chart' },
  ],
  stops: [{ at: '3.4.3', why: 'the last version that runs on Kubernetes 1.26 to 1.28', advised: true }],
};
