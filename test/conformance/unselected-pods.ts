import { readFileSync } from 'node:fs';
import { sharedPath } from '../support/shared';

/** Names of the review that are not those of the workloads. */
const WORKLOADS: Readonly<Record<string, readonly string[]>> = {
  'verrazzano-monitoring/prometheus operator': ['verrazzano-monitoring/prometheus-operator-kube-p-operator'],
  'verrazzano-monitoring/alertmanager': ['verrazzano-monitoring/alertmanager-prometheus-operator-kube-p-alertmanager'],
  'verrazzano-monitoring/pushgateway': ['verrazzano-monitoring/prometheus-pushgateway'],
  'verrazzano-monitoring/node exporter': ['verrazzano-monitoring/prometheus-node-exporter'],
  'verrazzano-logging/opensearch': [
    'verrazzano-logging/opensearch-es-master',
    'verrazzano-logging/opensearch-es-data',
    'verrazzano-logging/opensearch-es-ingest',
  ],
  'verrazzano-logging/opensearch-operator': ['verrazzano-logging/opensearch-operator-controller-manager'],
  'cert-manager/webhook': ['cert-manager/cert-manager-webhook'],
  'cert-manager/cainjector': ['cert-manager/cert-manager-cainjector'],
  'argocd/server': ['argocd/argocd-server'],
  'argocd/repo-server': ['argocd/argocd-repo-server'],
  'argocd/application-controller': ['argocd/argocd-application-controller'],
  'argocd/redis': ['argocd/argocd-redis'],
  'argocd/applicationset': ['argocd/argocd-applicationset-controller'],
  'argocd/notifications': ['argocd/argocd-notifications-controller'],
};

/** Workloads without a policy that the review leaves out: Jobs, pods that come and go, and what Rancher brings. */
export const UNCOUNTED: readonly string[] = [
  'cattle-fleet-local-system/fleet-agent',
  'cattle-fleet-local-system/patch-fleet-sa',
  'cattle-fleet-system/fleet-agent',
  'cattle-fleet-system/fleet-cleanup-clusterregistrations',
  'cattle-fleet-system/gitjob',
  'cattle-fleet-system/patch-fleet-sa',
  'cattle-system/dashboard-shell',
  'cattle-system/helm-operation',
  'cattle-system/rancher-webhook',
  'cert-manager/cert-manager-startupapicheck',
  'fleet-default/gitjob-jobs',
  'verrazzano-install/cleanup-job',
  'verrazzano-logging/opensearch-bootstrap-0',
  'verrazzano-logging/opensearch-securityconfig-update',
  'verrazzano-monitoring/jaeger-instance',
  'verrazzano-monitoring/jaeger-operator-jaeger-es-index-cleaner',
];

/** The pods of section 4 of the review, as `namespace/name` there, with the workloads that it means. */
export function unselectedPods(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(sharedPath('upstream', 'network', 'discrepancies.md'), 'utf8');
  const section = /## 4\.[^]*?\n\n[^]*?\n\n([^]*?)\n\nConsequences/.exec(text)?.[1] ?? '';
  const plain = section
    .replace(/\n(?!- )\s*/g, ' ')
    .replace(/\((and )?([^)]*)\)/g, (_, and?: string, more = '') => (and === undefined ? '' : `, ${more}`));
  const names = plain.split(/\n|;/).flatMap((part) => {
    const [namespace = '', list = ''] = part.replace(/^\s*-? ?/, '').split(': ');
    return list.split(',').map((name) => `${namespace.trim()}/${name.trim()}`);
  });
  return new Map(names.map((name) => [name, WORKLOADS[name] ?? [name]]));
}
