import { describeObject } from '../dump/dump';
import { ownedApplicationObjects, type PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';
import { TAKEN_OVER } from './plan-take-over';

/** Delivery by Argo CD, then what had no other home: applications, managed clusters, remains. */
export const DELIVER_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  chartsInstaller,
  ownArgoCd,
  dryDiff,
  syncUnits,
  forgetHelm,
  selfHeal,
  convertApplications,
  disownApplications,
  syncApplications,
  stopApplicationOperators,
  deleteOam,
  clusterSecrets,
  freezeClusterData,
  stopClusterOperators,
  deleteManagedClusters,
  removeRest,
];

function chartsInstaller(): PlanStep {
  return {
    id: 'install-by-charts',
    phase: 'deliver',
    title: 'Let charts install what the operator installed',
    why: 'The same charts in the same versions give the same objects: names, selectors, Services and principals stay, so nothing is recreated.',
    commands: [
      '<set installer: Installer.charts({ source: ChartSource.release({ ... }) }) in the program>',
      'npm run synth',
      'git diff --stat',
    ],
    changes: [],
    verify: [
      'The diff replaces the units operator and platform by one unit per chart.',
      'cdk8s-verrazzano connectivity dist/<cluster> --diff <the folder before>: no traffic is added or removed.',
    ],
    rollback: 'Revert the commit.',
    needs: TAKEN_OVER,
  };
}

function ownArgoCd({ runs }: PlanFacts): PlanStep {
  const has = runs('argocd');
  return {
    id: 'own-argo-cd',
    phase: 'deliver',
    title: has ? 'Give Argo CD its settings from Git' : 'Install Argo CD',
    why: has
      ? 'The platform operator wrote its sign-in and roles at run time. Argo CD now delivers the platform, itself included.'
      : 'The platform has no Argo CD; without one, apply the units with kubectl in the order of the README of the cluster.',
    commands: [
      ...(has ? [] : ['<install Argo CD 2.8 or newer into namespace argocd>']),
      '<add argoCdSettings(VERRAZZANO_HEALTH) to the values of its chart: tracking by annotation, health of the kinds>',
      'kubectl apply -f dist/argocd  # Applications without automated sync',
    ],
    changes: [{ verb: 'apply', object: 'Application argocd' }],
    verify: ['argocd app list shows every unit; none is synced automatically.'],
    rollback: 'Delete the Applications with --cascade=orphan: what they applied stays.',
    needs: ['install-by-charts'],
  };
}

function dryDiff(): PlanStep {
  return {
    id: 'dry-diff',
    phase: 'deliver',
    title: 'Compare every unit with the cluster, without changing anything',
    why: 'selfHeal stays off until the comparison is empty: what differs would be changed, and a changed immutable field would be a deletion.',
    commands: ['for app in $(argocd app list -o name); do argocd app diff "$app"; done'],
    changes: [],
    verify: [
      'Only labels and annotations of tracking differ. A changed selector, claim template or ServiceAccount is mended in the program first.',
    ],
    rollback: 'Nothing is changed.',
    needs: ['own-argo-cd'],
  };
}

function syncUnits(): PlanStep {
  return {
    id: 'sync-units',
    phase: 'deliver',
    title: 'Sync unit by unit',
    why: 'In the order of the waves, one at a time, so that a fault concerns one component.',
    commands: ['argocd app sync <unit> --server-side', 'argocd app wait <unit> --health'],
    changes: [{ verb: 'apply', object: 'Application argocd', what: 'every delivery unit' }],
    verify: [
      'No pod was replaced: kubectl get pods -A shows the ages from before.',
      'kubectl get svc,sa,pvc -A, compared with before.yaml, has the same selectors, accounts and volumes.',
    ],
    rollback: 'argocd app rollback <unit>, or sync the commit before.',
    needs: ['dry-diff'],
  };
}

function forgetHelm({ helmReleases, adoption: { dump } }: PlanFacts): PlanStep | undefined {
  const isListed = dump.list('Secret', '').length > 0;
  const named = helmReleases.flatMap(({ namespace, secrets }) =>
    secrets.map((secret) => ({
      command: `kubectl -n ${namespace} delete secret ${secret}`,
      object: `Secret ${namespace}/${secret}`,
    })),
  );
  if (isListed && named.length === 0) return undefined;
  const byName = helmReleases.map(
    ({ namespace, name }) => `kubectl -n ${namespace} delete secret -l owner=helm,name=${name} --ignore-not-found`,
  );
  return {
    id: 'forget-helm',
    phase: 'deliver',
    title: 'Remove the records of the Helm releases',
    why: 'A later `helm uninstall` would delete live objects that Argo CD delivers by now.',
    commands: named.length > 0 ? named.map(({ command }) => command) : byName,
    changes: named.map(({ object }): PlanChange => ({ verb: 'delete', object })),
    verify: ['helm ls -A lists no release of the platform; no pod was restarted.'],
    rollback: 'Apply the Secrets again from a backup; they are records, nothing reads them at run time.',
    needs: ['sync-units'],
  };
}

function selfHeal(): PlanStep {
  return {
    id: 'self-heal',
    phase: 'deliver',
    title: 'Turn automated sync and selfHeal on',
    why: 'From now on Git is what runs.',
    commands: [
      '<set automated sync with selfHeal for the units in the program>',
      'npm run synth && git commit -a && git push',
    ],
    changes: [{ verb: 'apply', object: 'Application argocd', what: 'spec.syncPolicy.automated' }],
    verify: ['Every Application is Synced and Healthy, also after an hour.'],
    rollback: 'Revert the commit.',
    needs: ['sync-units', 'forget-helm'],
  };
}

function names({ adoption }: PlanFacts): string {
  return adoption.applications.applications.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
}

function convertApplications(facts: PlanFacts): PlanStep | undefined {
  const { applications, objects } = facts.adoption.applications;
  if (applications.length === 0) return undefined;
  return {
    id: 'convert-applications',
    phase: 'applications',
    title: 'Deliver the OAM applications as Kubernetes and Istio objects',
    why: `The runtime that makes them of ApplicationConfigurations is archived. These run: ${names(facts)}. They became ${objects.length} objects, in applications.ts of the adopted program.`,
    commands: ['npm run synth', 'argocd app diff apps/<namespace>'],
    changes: [],
    verify: [
      'Names, selectors, Services and principals of the objects are those that run; the diff shows labels and annotations only.',
    ],
    rollback: 'Nothing is changed.',
    needs: ['self-heal'],
  };
}

function disownApplications(facts: PlanFacts): PlanStep | undefined {
  if (facts.adoption.applications.applications.length === 0) return undefined;
  const owned = ownedApplicationObjects(facts);
  const patch = `--type=merge -p '{"metadata":{"ownerReferences":null}}'`;
  const namespaces = [...new Set(facts.adoption.applications.applications.map(({ namespace }) => namespace))];
  const commands =
    owned.length > 0
      ? owned.map((object) => {
          const [kind = '', place = ''] = object.split(' ');
          const [namespace = '', name = ''] = place.split('/');
          return `kubectl -n ${namespace} patch ${kind.toLowerCase()} ${name} ${patch}`;
        })
      : namespaces.map(
          (namespace) => `kubectl -n ${namespace} patch <kind> <name> ${patch}  # every object that the program has`,
        );
  return {
    id: 'disown-applications',
    phase: 'applications',
    title: 'Take owner references to OAM resources away',
    why: 'Deployments, Services, Gateways and routes are owned by workloads, traits and ApplicationConfigurations; they would go with them.',
    commands,
    changes: owned.map((object): PlanChange => ({ verb: 'disown', object })),
    verify: ['No object of the applications has an owner reference of group core.oam.dev or oam.verrazzano.io.'],
    rollback: 'The application operator sets them again while it runs.',
    needs: ['convert-applications', 'stop-application-operators'],
  };
}

function syncApplications(facts: PlanFacts): PlanStep | undefined {
  const { applications, objects } = facts.adoption.applications;
  if (applications.length === 0) return undefined;
  return {
    id: 'sync-applications',
    phase: 'applications',
    title: 'Sync the applications',
    why: 'Argo CD takes over the same objects in place.',
    commands: ['argocd app sync apps/<namespace>', 'argocd app wait apps/<namespace> --health'],
    changes: objects.map((object): PlanChange => ({ verb: 'apply', object: describeObject(object) })),
    verify: ['No pod was replaced, and every host of the applications answers as before.'],
    rollback: 'argocd app rollback apps/<namespace>',
    needs: ['disown-applications'],
  };
}

const APPLICATION_OPERATORS: ReadonlyArray<readonly [component: string, deployments: readonly string[]]> = [
  [
    'verrazzano-application-operator',
    ['verrazzano-system/verrazzano-application-operator', 'verrazzano-system/verrazzano-application-operator-webhook'],
  ],
  ['oam-kubernetes-runtime', ['verrazzano-system/oam-kubernetes-runtime']],
];

/** Webhook configurations of the application operator. Source: `application-operator/internal/certificates/certificates.go` at v1.7.2. */
const APPLICATION_WEBHOOKS = [
  ...['ingresstrait-validator', 'verrazzanoproject', 'multiclusterapplicationconfiguration'],
  ...['multiclustercomponent', 'multiclusterconfigmap', 'multiclustersecret'],
].map((name) => `ValidatingWebhookConfiguration verrazzano-application-${name}`);
const APPLICATION_DEFAULTERS = ['appconfig-defaulter', 'istio-defaulter', 'metrics-binding'].map(
  (name) => `MutatingWebhookConfiguration verrazzano-application-${name}`,
);

function stopApplicationOperators({ runs, adoption }: PlanFacts): PlanStep | undefined {
  const hasApplications = adoption.applications.applications.length > 0;
  const running = APPLICATION_OPERATORS.filter(([component]) => hasApplications || runs(component)).flatMap(
    ([, deployments]) => deployments,
  );
  if (running.length === 0) return undefined;
  const webhooks = [...APPLICATION_WEBHOOKS, ...APPLICATION_DEFAULTERS].filter((each) => {
    const [kind = '', name = ''] = each.split(' ');
    return adoption.dump.find(kind, undefined, name) !== undefined || !adoption.dump.covers(kind, undefined);
  });
  return {
    id: 'stop-application-operators',
    phase: 'applications',
    title: 'Stop the operators of OAM applications, and delete their webhooks',
    why: 'They write the objects of applications again, and their webhooks refuse pods and deletions when nothing answers.',
    commands: [
      ...webhooks.map(
        (each) => `kubectl delete ${each.split(' ')[0]?.toLowerCase()} ${each.split(' ')[1]} --ignore-not-found`,
      ),
      ...running.map((each) => `kubectl -n ${each.split('/')[0]} scale deployment ${each.split('/')[1]} --replicas=0`),
    ],
    changes: [
      ...webhooks.map((object): PlanChange => ({ verb: 'delete', object })),
      ...running.map((each): PlanChange => ({ verb: 'stop', object: `Deployment ${each}` })),
    ],
    verify: ['A pod of an application can be deleted and comes back.'],
    rollback: 'Scale the Deployments up; the application operator creates its webhooks at its start.',
    needs: ['convert-applications', 'self-heal'],
  };
}

function deleteOam(facts: PlanFacts): PlanStep | undefined {
  const { applications } = facts.adoption.applications;
  if (applications.length === 0) return undefined;
  return {
    id: 'delete-oam',
    phase: 'applications',
    title: 'Delete the OAM resources, and nothing else',
    why: 'Their objects live on by themselves. Finalizers of traits go first, since nothing removes them any more.',
    commands: applications.flatMap(({ namespace, name }) => [
      `kubectl -n ${namespace} get ingresstraits,metricstraits,loggingtraits -o name | xargs -r -I{} kubectl -n ${namespace} patch {} --type=merge -p '{"metadata":{"finalizers":[]}}'`,
      `kubectl -n ${namespace} delete applicationconfigurations.core.oam.dev ${name} --cascade=orphan`,
    ]),
    changes: applications.map(({ namespace, name }): PlanChange => ({
      verb: 'orphan',
      object: `ApplicationConfiguration ${namespace}/${name}`,
    })),
    verify: ['Every Application of Argo CD is Synced and Healthy; every host answers.'],
    rollback: 'Apply them again from before.yaml, and start the application operator.',
    needs: ['sync-applications', 'disown-applications', 'stop-application-operators'],
  };
}

function clusterSecrets({ adoption: { estate } }: PlanFacts): PlanStep | undefined {
  if (estate.clusters.length === 0) return undefined;
  const all = estate.clusters.map(({ name }) => name).join(', ');
  return {
    id: 'cluster-secrets',
    phase: 'estate',
    title: 'Reach the managed clusters with Secrets of your own',
    why: `The tokens of the present cluster Secrets go through Rancher and are renewed by the cluster operator. These clusters need an account of their own: ${all}.`,
    commands: estate.clusters.map(
      ({ name }) =>
        `<on ${name}: ServiceAccount with the rights of its AppProject; on the admin cluster: Secret argocd/${name} of label argocd.argoproj.io/secret-type=cluster>`,
    ),
    changes: estate.clusters.map(({ name }): PlanChange => ({ verb: 'apply', object: `Secret argocd/${name}` })),
    verify: ['argocd cluster list shows Successful for each of them, by the address of its own API server.'],
    rollback: 'Delete the new Secrets; the old ones still work.',
    needs: ['self-heal'],
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
    needs: ['cluster-secrets'],
  };
}

function stopClusterOperators({ runs, adoption: { estate } }: PlanFacts): PlanStep | undefined {
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
    commands: deployments.map(
      (each) => `kubectl -n ${each.split('/')[0]} scale deployment ${each.split('/')[1]} --replicas=0`,
    ),
    changes: deployments.map((each): PlanChange => ({ verb: 'stop', object: `Deployment ${each}` })),
    verify: ['Applications on the managed clusters run; Argo CD reaches each of them.'],
    rollback: 'Scale them up again.',
    needs: estate.clusters.length === 0 ? ['self-heal'] : ['cluster-secrets', 'freeze-cluster-data'],
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
    rollback: 'Apply them again from before.yaml, and start the cluster operator: it registers them anew.',
    needs: ['stop-cluster-operators', 'cluster-secrets'],
  };
}

function removeRest({ runs, hasOperator }: PlanFacts): PlanStep | undefined {
  if (!hasOperator && !runs('verrazzano')) return undefined;
  return {
    id: 'remove-rest',
    phase: 'remove',
    title: 'Remove what is left of Verrazzano',
    why: 'Namespaces and CustomResourceDefinitions go last: deleting a definition deletes every resource of its kind.',
    commands: [
      'kubectl get verrazzano,verrazzanomanagedclusters,applicationconfigurations,verrazzanomonitoringinstances -A  # finds nothing',
      'kubectl delete namespace verrazzano-install',
      "kubectl get crd -o name | grep -E '\\.(install|platform|clusters|app|oam)\\.verrazzano\\.io$|\\.core\\.oam\\.dev$' | xargs kubectl delete",
    ],
    changes: [{ verb: 'delete', object: 'Namespace verrazzano-install' }],
    verify: ['Every Application of Argo CD is Synced and Healthy.'],
    rollback: 'Install the platform operator again from its manifest; it finds no resource and does nothing.',
    needs: [
      'self-heal',
      'stop-webhook-server',
      'delete-oam',
      'delete-managed-clusters',
      'stop-application-operators',
      'stop-cluster-operators',
    ],
  };
}
