import { registrationNames } from '../../cluster/registration/names';
import { about, byHand, ofApplications, ORPHAN, scale, undelivered, UNFINALIZE } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanInput, PlanRule, PlanStep } from './plan-step';
import { clusterAgent, clusterOperator, thanos } from '../../components';
import { ENDPOINTS } from '../../components/thanos-names';

/** Components that register clusters, and bring applications to them. */
export const CLUSTER_OPERATORS: readonly string[] = [clusterOperator.name, clusterAgent.name];

/** How managed clusters live on without the operators that registered them. */
export const ESTATE_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  freezeClusterData,
  stopAgents,
  stopClusterOperators,
  clusterSecrets,
  deleteManagedClusters,
];

function clusterSecrets({ adoption: { estate } }: PlanFacts): PlanStep | undefined {
  if (estate.clusters.length === 0) return undefined;
  const all = estate.clusters.map(({ name }) => name).join(', ');
  const renewed = estate.clusters.filter(({ argoCD }) => argoCD).map(({ name }) => registrationNames(name).argoCd);
  return {
    id: 'cluster-secrets',
    phase: 'estate',
    title: 'Reach the managed clusters with Secrets of your own',
    why: `The tokens of the present cluster Secrets go through Rancher, and the cluster operator renewed them. These clusters need an account of their own: ${all}. Two Secrets for one name make every Application of it fail, so that the old one goes first.`,
    commands: [
      ...renewed.map((name) => `kubectl -n argocd delete secret ${name}`),
      ...estate.clusters.map(
        ({ name }) => `argocd cluster add "$${contextOf(name).name}" --name ${name} --upsert --yes`,
      ),
    ],
    inputs: estate.clusters.map(({ name }) => contextOf(name)),
    changes: [
      ...renewed.map((name): PlanChange => ({ verb: 'delete', object: `Secret argocd/${name}` })),
      ...estate.clusters.map(({ name }): PlanChange => ({
        verb: 'apply',
        object: `Secret argocd/${name}`,
        what: 'the cluster Secret that argocd names after the address',
      })),
    ],
    verify: [
      '`argocd cluster list` shows each of them once, Successful, by the address of its own API server.',
      'Every Application of the managed clusters is Synced and Healthy.',
    ],
    rollback: `${estate.clusters.map(({ name }) => `\`argocd cluster rm ${name} --yes\``).join(', ')}, and start the cluster operator: it writes the old Secrets again.`,
    needs: ['stop-cluster-operators'],
  };
}

/** The shell variable with the context of a managed cluster. */
function contextOf(cluster: string): PlanInput {
  return {
    name: `CONTEXT_${cluster.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`,
    what: `context of the managed cluster ${cluster}, with the rights of an administrator`,
    where: '`kubectl config get-contexts`',
  };
}

function freezeClusterData({ adoption: { estate }, runs }: PlanFacts): PlanStep | undefined {
  if (estate.clusters.length === 0) return undefined;
  const data = [
    'Secret verrazzano-monitoring/additional-scrape-configs',
    'Secret verrazzano-monitoring/managed-cluster-ca-certs',
    ...(runs(thanos.name) ? [`ConfigMap ${thanos.namespace}/${ENDPOINTS}`] : []),
  ];
  return {
    id: 'freeze-cluster-data',
    phase: 'estate',
    title: 'Take over what the cluster operator wrote',
    why: 'Scrape jobs and endpoints of the managed clusters come from it; without it they stay as they are, and become wrong with the next change.',
    commands: [
      ...data.map((each) => about(each, ['get', '-o yaml'])),
      byHand(
        'Bring each of them under the store of secrets that the cluster uses, or into a delivery unit of the program',
      ),
    ],
    changes: data.map((object): PlanChange => ({ verb: 'apply', object })),
    verify: ['Prometheus of the admin cluster still shows metrics of every managed cluster.'],
    rollback: 'The cluster operator writes them again while it runs.',
    needs: ['sync-units', 'forget-helm'],
  };
}

const AGENT = `${clusterAgent.namespace}/${clusterAgent.name}`;

function stopAgents({ adoption: { estate } }: PlanFacts): PlanStep | undefined {
  if (estate.clusters.length === 0) return undefined;
  const on = ({ name }: { readonly name: string }, command: string): string =>
    command.replace('kubectl', `kubectl --context "$${contextOf(name).name}"`);
  const started = estate.clusters.map((cluster) => `\`${on(cluster, scale(AGENT, 1))}\``);
  return {
    id: 'stop-agents',
    phase: 'estate',
    title: 'Stop the agents of the managed clusters',
    why: 'About once a minute an agent fetches projects and what they place on its cluster. What is no longer on this cluster it deletes there: applications, and the network policies of projects. Once its registration is gone, it also deletes the Secrets of the registration, which Fluentd reads.',
    commands: [
      byHand('Take out each managed cluster by a plan of its own, at least up to its step stop-cluster-operators'),
      ...estate.clusters.map((cluster) => on(cluster, scale(AGENT, 0))),
    ],
    inputs: estate.clusters.map(({ name }) => contextOf(name)),
    changes: estate.clusters.map(({ name }): PlanChange => ({
      verb: 'stop',
      object: `Deployment ${AGENT} of ${name}`,
    })),
    verify: estate.clusters.map(
      (cluster) =>
        `\`${on(cluster, `kubectl -n ${clusterAgent.namespace} get pods -l app=${clusterAgent.name}`)}\` lists no pod, also after ten minutes.`,
    ),
    rollback: `${started.join(', ')}.`,
    needs: ['sync-units', 'forget-helm'],
  };
}

function stopClusterOperators({ runs, adoption: { estate }, applicationsOf }: PlanFacts): PlanStep | undefined {
  // A registration is never deleted before the operator is known to be stopped, seen or not.
  const isNeeded = (name: string): boolean =>
    runs(name) || (name === 'verrazzano-cluster-operator' && estate.clusters.length > 0);
  const running = CLUSTER_OPERATORS.filter(isNeeded);
  if (running.length === 0) return undefined;
  const deployments = running.map((name) => `verrazzano-system/${name}`);
  return {
    id: 'stop-cluster-operators',
    phase: 'estate',
    title: 'Stop the cluster operator and agent',
    why: 'They register clusters, copy applications to them and delete there what they do not know.',
    commands: [...undelivered(running.flatMap(applicationsOf)), ...deployments.map((each) => scale(each, 0))],
    changes: [
      ...ofApplications(running.flatMap(applicationsOf), 'orphan'),
      ...deployments.map((each): PlanChange => ({ verb: 'stop', object: `Deployment ${each}` })),
    ],
    verify: ['Pods of applications on the managed clusters run.'],
    rollback: `${deployments.map((each) => `\`${scale(each, 1)}\``).join(', ')}. Apply the files of the deleted Applications again.`,
    needs: ['sync-units', 'forget-helm', 'freeze-cluster-data', 'stop-agents'],
  };
}

function deleteManagedClusters({ adoption: { estate } }: PlanFacts): PlanStep | undefined {
  if (estate.clusters.length === 0) return undefined;
  const objects = estate.clusters.map(({ name }) => `VerrazzanoManagedCluster verrazzano-mc/${name}`);
  return {
    id: 'delete-managed-clusters',
    phase: 'estate',
    title: 'Delete the registrations, and nothing else',
    why: 'With its finalizer and a running cluster operator, a deletion also removes the cluster from Rancher and from Argo CD.',
    commands: objects.flatMap((object) => [about(object, UNFINALIZE), about(object, ORPHAN)]),
    changes: objects.flatMap((object): PlanChange[] => [
      { verb: 'unfinalize', object },
      { verb: 'orphan', object },
    ]),
    verify: ['`argocd cluster list` still shows each of them; Rancher still lists them.'],
    rollback: 'Apply them again from before.json, and start the cluster operator: it registers them again.',
    needs: ['stop-agents', 'stop-cluster-operators', 'cluster-secrets'],
  };
}
