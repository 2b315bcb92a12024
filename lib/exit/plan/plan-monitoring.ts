import { about, DISOWN, ofApplications, ORPHAN, scale, undelivered } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';

/** How Grafana lives on without the monitoring operator. The charts have that operator, too; it goes once everything else comes from Git. */
export const MONITORING_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  stopMonitoringOperator,
  disownMonitoring,
  deleteMonitoring,
];

const PHASE = 'deliver';
const MONITORING_OPERATOR = 'verrazzano-system/verrazzano-monitoring-operator';

function stopMonitoringOperator({ hasMonitoring, applicationsOf }: PlanFacts): PlanStep | undefined {
  if (!hasMonitoring) return undefined;
  const applications = [...applicationsOf('verrazzano-monitoring-operator'), ...applicationsOf('grafana')];
  return {
    id: 'stop-monitoring-operator',
    phase: PHASE,
    title: 'Stop the monitoring operator, and keep the ServiceAccount of Grafana',
    why: 'It writes Grafana and its Ingress again whenever they change. Grafana runs under ServiceAccount verrazzano-monitoring-operator, which belongs to the release of that operator: if the release were uninstalled, or its Application deleted with what it delivered, the pods of Grafana could not be created again. The first published chart of Grafana makes the account from then on.',
    commands: [...undelivered(applications), scale(MONITORING_OPERATOR, 0)],
    changes: [...ofApplications(applications, 'orphan'), { verb: 'stop', object: `Deployment ${MONITORING_OPERATOR}` }],
    verify: [
      '`kubectl -n verrazzano-system get pods -l k8s-app=verrazzano-monitoring-operator` finds nothing; Grafana runs.',
      '`kubectl -n verrazzano-system get serviceaccount verrazzano-monitoring-operator` finds it.',
    ],
    rollback: `\`${scale(MONITORING_OPERATOR, 1)}\`, and apply the files of the deleted Applications again.`,
    needs: ['forget-helm', 'sync-units'],
  };
}

/** Kinds of what a VerrazzanoMonitoringInstance owns. */
const OWNED_KINDS = ['Deployment', 'Service', 'Ingress', 'PersistentVolumeClaim', 'ConfigMap', 'Secret'];

function disownMonitoring({ ownedByMonitoring, hasMonitoring }: PlanFacts): PlanStep | undefined {
  if (!hasMonitoring) return undefined;
  const known = ownedByMonitoring.map(({ object }) => about(object, DISOWN));
  const resources = OWNED_KINDS.map((kind) => kind.toLowerCase()).join(',');
  return {
    id: 'disown-monitoring',
    phase: PHASE,
    title: 'Remove owner references to the monitoring instance',
    why: 'A VerrazzanoMonitoringInstance owns the Deployment, Service, Ingress and claim of Grafana; they would be deleted with it.',
    commands:
      known.length > 0
        ? known
        : [
            `kubectl -n verrazzano-system get ${resources} -o json | jq -r '.items[] | select(any(.metadata.ownerReferences[]?; .kind == "VerrazzanoMonitoringInstance")) | "\\(.kind)/\\(.metadata.name)"' | xargs -I{} kubectl -n verrazzano-system patch {} ${DISOWN[1]}`,
          ],
    changes:
      known.length > 0
        ? ownedByMonitoring.map(({ object }): PlanChange => ({ verb: 'disown', object }))
        : OWNED_KINDS.map((kind): PlanChange => ({
            verb: 'disown',
            object: `${kind} verrazzano-system/*`,
            what: 'those that a VerrazzanoMonitoringInstance owns',
          })),
    verify: ['No object of verrazzano-system has an owner reference of kind VerrazzanoMonitoringInstance.'],
    rollback: 'Start the monitoring operator again: it sets them.',
    needs: ['stop-monitoring-operator'],
  };
}

function deleteMonitoring({ monitoringInstances, hasMonitoring }: PlanFacts): PlanStep | undefined {
  if (!hasMonitoring || monitoringInstances.length === 0) return undefined;
  return {
    id: 'delete-monitoring-instances',
    phase: PHASE,
    title: 'Delete the monitoring instance, and nothing else',
    why: 'Nothing reads it any more.',
    commands: monitoringInstances.map((each) => about(`VerrazzanoMonitoringInstance ${each}`, ORPHAN)),
    changes: monitoringInstances.map((each): PlanChange => ({
      verb: 'orphan',
      object: `VerrazzanoMonitoringInstance ${each}`,
    })),
    verify: ['Deployment, Service, Ingress and claim of Grafana are there and have the age that they had.'],
    rollback: 'Apply the instance from before.json, and start the monitoring operator.',
    needs: ['disown-monitoring'],
  };
}
