import type { Discrepancy, WarningSign } from './discrepancy';
import { foundBy } from './discrepancy';

const selectsNothing = (policy: string, on?: WarningSign['on']): WarningSign => ({
  kind: 'warning',
  warning: 'policy-selects-nothing',
  policy,
  ...(on !== undefined && { on }),
});

/** Policies that are never created, select nothing or select the wrong pods: section 2 of the facts. */
export const DEAD: readonly Discrepancy[] = [
  ...foundBy('connectivity', [
    [
      'P-02',
      'high',
      'four policies for OpenSearch select pods that no longer exist',
      'selected',
      selectsNothing('verrazzano-system/vmi-system-es-master'),
      selectsNothing('verrazzano-system/vmi-system-es-data'),
      selectsNothing('verrazzano-system/vmi-system-os-ingest'),
      selectsNothing('verrazzano-system/vmi-system-osd'),
    ],
    [
      'P-03',
      'high',
      'OpenSearch, its dashboards and its operator are open to every pod',
      'exact',
      {
        kind: 'reach',
        from: 'sample-unrelated/unrelated',
        to: 'verrazzano-logging/opensearch-es-master',
        ports: [9200, 9300],
      },
      {
        kind: 'reach',
        from: 'sample-unrelated/unrelated',
        to: 'verrazzano-logging/opensearch-es-data',
        ports: [9200, 9300],
      },
      {
        kind: 'reach',
        from: 'sample-unrelated/unrelated',
        to: 'verrazzano-logging/opensearch-es-ingest',
        ports: [9200, 9300],
      },
      {
        kind: 'reach',
        from: 'sample-unrelated/unrelated',
        to: 'verrazzano-logging/opensearch-dashboards',
        ports: [5601],
      },
      {
        kind: 'reach',
        from: 'sample-unrelated/unrelated',
        to: 'verrazzano-logging/opensearch-operator-controller-manager',
        ports: 'all',
      },
    ],
    [
      'P-04',
      'medium',
      'the policy of the node exporter selects a label that its pods lack, and they use the network of the node anyway',
      'selected',
      selectsNothing('verrazzano-monitoring/node-exporter'),
      {
        kind: 'reach',
        from: 'sample-unrelated/unrelated',
        to: 'verrazzano-monitoring/prometheus-node-exporter',
        ports: [9100],
      },
    ],
    [
      'P-05',
      'low',
      'a policy for a part of Istio that no longer exists',
      'selected',
      selectsNothing('istio-system/istiocoredns'),
    ],
    [
      'P-10',
      'low',
      'the policy of Kiali depends on Istio, so that it exists without Kiali',
      'selected',
      selectsNothing('verrazzano-system/kiali', 'managed-cluster'),
    ],
  ]),
  ...foundBy('comparison', [
    [
      'P-01',
      'high',
      'the policy of Argo CD is never created, and all of Argo CD is open to every pod',
      'exact',
      {
        kind: 'uncovered',
        workloads: [
          'argocd/argocd-server',
          'argocd/argocd-repo-server',
          'argocd/argocd-application-controller',
          'argocd/argocd-redis',
          'argocd/argocd-applicationset-controller',
          'argocd/argocd-notifications-controller',
        ],
      },
    ],
    [
      'P-06',
      'low',
      'the policy of istiod names pods that no longer exist, and two peers twice',
      'selected',
      {
        kind: 'dead',
        policy: 'istio-system/istiod-access',
        labels: ['app=system-es-master', 'app=system-es-ingest', 'app=system-es-data', 'app=system-osd'],
        repeats: 2,
      },
    ],
    [
      'P-09',
      'medium',
      'the policy of the application webhooks depends on OAM; without OAM the pods have none',
      'exact',
      {
        kind: 'uncovered',
        on: 'no-oam',
        workloads: ['verrazzano-system/verrazzano-application-operator-webhook'],
      },
    ],
    [
      'P-11',
      'low',
      'a policy named for allowing everything denies all ingress of Rancher backup',
      'named',
      {
        kind: 'closes',
        from: 'sample-unrelated/unrelated',
        to: 'cattle-resources-system/rancher-backup',
        ports: [443],
      },
    ],
    [
      'P-12',
      'medium',
      'what Rancher brings to a managed cluster has no policy',
      'exact',
      {
        kind: 'uncovered',
        on: 'managed-cluster',
        workloads: ['cattle-system/cattle-cluster-agent', 'cattle-system/rancher-webhook'],
      },
    ],
  ]),
  ...foundBy('not-in-manifests', [
    ['P-07', 'low', 'switches of the chart that no template reads, or that the operator never sets', 'none'],
    ['P-08', 'medium', 'the list of policies that an upgrade adopts is not that of the chart', 'none'],
  ]),
];
