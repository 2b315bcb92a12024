import { registrationNames } from '../../cluster/registration/names';
import { undelivered } from './plan-commands';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';

/** How managed clusters live on without the operators that registered them. */
export const ESTATE_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  freezeClusterData,
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
      ...estate.clusters.map(({ name }) => `argocd cluster add <context of ${name}> --name ${name} --upsert --yes`),
    ],
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
    rollback: '`argocd cluster rm <name>`, and start the cluster operator: it writes the old Secrets again.',
    needs: ['stop-cluster-operators'],
  };
}

function freezeClusterData({ adoption: { estate }, runs }: PlanFacts): PlanStep | undefined {
  if (estate.clusters.length === 0) return undefined;
  const data = [
    'Secret verrazzano-monitoring/additional-scrape-configs',
    'Secret verrazzano-monitoring/managed-cluster-ca-certs',
    ...(runs('thanos') ? ['ConfigMap verrazzano-monitoring/verrazzano-thanos-endpoints'] : []),
  ];
  return {
    id: 'freeze-cluster-data',
    phase: 'estate',
    title: 'Take over what the cluster operator wrote',
    why: 'Scrape jobs and endpoints of the managed clusters come from it; without it they stay as they are, and become wrong with the next change.',
    commands: data.map((each) => `<bring ${each} under the store of secrets, or into the program>`),
    changes: data.map((object): PlanChange => ({ verb: 'apply', object })),
    verify: ['Prometheus of the admin cluster still shows metrics of every managed cluster.'],
    rollback: 'The cluster operator writes them again while it runs.',
    needs: ['self-heal'],
  };
}

function stopClusterOperators({ runs, adoption: { estate }, applicationsOf }: PlanFacts): PlanStep | undefined {
  // A registration is never deleted before the operator is known to be stopped, seen or not.
  const isNeeded = (name: string): boolean =>
    runs(name) || (name === 'verrazzano-cluster-operator' && estate.clusters.length > 0);
  const running = ['verrazzano-cluster-operator', 'verrazzano-cluster-agent'].filter(isNeeded);
  if (running.length === 0) return undefined;
  const deployments = running.map((name) => `verrazzano-system/${name}`);
  return {
    id: 'stop-cluster-operators',
    phase: 'estate',
    title: 'Stop the cluster operator and agent',
    why: 'They register clusters, copy applications to them and delete there what they do not know.',
    commands: [
      ...undelivered(running.flatMap(applicationsOf)),
      ...deployments.map(
        (each) => `kubectl -n ${each.split('/')[0]} scale deployment ${each.split('/')[1]} --replicas=0`,
      ),
    ],
    changes: deployments.map((each): PlanChange => ({ verb: 'stop', object: `Deployment ${each}` })),
    verify: ['Pods of applications on the managed clusters run.'],
    rollback: 'Scale them up again.',
    needs: ['self-heal', 'freeze-cluster-data'],
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
    commands: estate.clusters.flatMap(({ name }) => [
      `kubectl -n verrazzano-mc patch verrazzanomanagedclusters.clusters.verrazzano.io ${name} --type=merge -p '{"metadata":{"finalizers":[]}}'`,
      `kubectl -n verrazzano-mc delete verrazzanomanagedclusters.clusters.verrazzano.io ${name} --cascade=orphan`,
    ]),
    changes: objects.flatMap((object): PlanChange[] => [
      { verb: 'unfinalize', object },
      { verb: 'orphan', object },
    ]),
    verify: ['argocd cluster list still shows each of them; Rancher still lists them.'],
    rollback: 'Apply them again from before.json, and start the cluster operator: it registers them again.',
    needs: ['stop-cluster-operators', 'cluster-secrets'],
  };
}
