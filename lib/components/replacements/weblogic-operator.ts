import type { Replacement } from '../../definition/replacement';

/** The operator of WebLogic domains. */
export const weblogicOperator: Replacement = {
  component: 'weblogic-operator',
  status: 'maintained',
  statement: 'maintained by Oracle',
  source: 'github.com/oracle/weblogic-kubernetes-operator/releases (4.3.14)',
  risk: 'low',
  installed: '4.2.5',
  charts: [
    {
      name: 'weblogic-operator',
      kind: 'helm',
      repository: 'https://oracle.github.io/weblogic-kubernetes-operator/charts',
      releases: ['4.2.5 4.3.3 4.3.14'],
      source: 'release pages of oracle/weblogic-kubernetes-operator; other versions exist and are not stored',
      licence: 'UPL-1.0',
    },
  ],
  closest: '4.2.5',
  newest: '4.3.14',
  keeps: [
    {
      value: 'release weblogic-operator in verrazzano-system',
      keeps: 'selector weblogic.operatorName and the webhook',
    },
    { value: 'serviceAccount: weblogic-operator-sa', keeps: 'the service account, which the chart does not create' },
    {
      value:
        'domainNamespaceSelectionStrategy: LabelSelector, domainNamespaceLabelSelector: verrazzano-managed, enableClusterRoleBinding: true',
      keeps: 'the namespaces that the operator manages; the platform operator set these values in code',
    },
    {
      value: 'annotations traffic.sidecar.istio.io/excludeOutboundPorts: "443"',
      keeps: 'its connection to the API server',
    },
  ],
  values: [{ since: 'chart 4.3.0', remove: ['weblogicMonitoringExporterImage'] }],
  variants: [
    { since: 'chart 4.3.0', images: { 'ghcr.io/oracle/weblogic-kubernetes-operator:{app}': { image: 'image' } } },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'secret',
      level: 'error',
      what: 'Secrets weblogic-operator-secrets and weblogic-webhook-secrets are rendered empty; if a sync replaces them, the operator loses its keys',
      fix: 'ignore differences in their data, and never sync them with Replace=true',
    },
    {
      since: 'adoption',
      kind: 'hook',
      level: 'warning',
      what: 'a pre-install hook becomes a PreSync hook, and lookups return nothing when the chart is rendered without a cluster',
      fix: 'keep enableClusterRoleBinding set to true; otherwise no RoleBinding is rendered',
    },
    {
      since: 'chart 4.3.0',
      kind: 'crd',
      level: 'error',
      what: 'the chart has the CRDs in crds/, which the operator made until then; CRD domains.weblogic.oracle (438 kB) exceeds the 262144 bytes of the last-applied annotation',
      fix: 'apply the CRDs on the server side (ServerSideApply=true), and protect them with Prune=false',
      source: 'weblogic-operator/crds of github.com/partofaplan/weblogic-operator-deployment, a copy of chart 4.3.3',
    },
    {
      since: 'app 4.3.14',
      kind: 'behaviour',
      level: 'note',
      what: 'the legacy heuristic for the start-up of pods is removed',
      fix: 'nothing, for domains whose start-up settings are explicit',
    },
  ],
  kubernetes: [{ since: 'chart 4.2.5', range: '>=1.24', by: 'project' }],
  unproven: [
    'that the templates of 4.3.14 equal those of 4.3.3, which keep names, selector and ports',
    'the lowest version of Kubernetes that 4.3 supports',
  ],
};
