import { namespaceOf } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import { describeObject } from '../dump/dump';
import { ownedApplicationObjects, type PlanFacts } from './plan-facts';
import { undelivered } from './plan-commands';
import { ESTATE_STEPS } from './plan-estate';
import { EVERY_UNIT } from './plan-problems';
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
  ...ESTATE_STEPS,
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
    program: { installer: 'charts' },
    verify: [
      'The diff replaces the units operator and platform by one unit per chart.',
      '`cdk8s-verrazzano connectivity dist/<cluster> --diff <the folder before>`: no traffic is added, and what is removed no flow names.',
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
    commands: [
      'for app in $(argocd app list -o name); do argocd app diff "$app"; done',
      'cdk8s-verrazzano adopt before.json --synthesized dist/  # the same offline, for what is a file',
    ],
    changes: [],
    verify: [
      'Only labels and annotations of tracking differ. A changed selector, claim template or ServiceAccount is corrected in the program first.',
      'The unit of policies is new: what its NetworkPolicies close beyond those of Verrazzano is what `cdk8s-verrazzano connectivity --diff` lists, and it is synced on its own, last.',
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
    changes: [{ verb: 'apply', object: 'Application argocd', what: EVERY_UNIT }],
    verify: [
      'No pod was replaced: kubectl get pods -A shows the ages from before.',
      'kubectl get svc,sa,pvc -A, compared with before.json, has the same selectors, accounts and volumes.',
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
    commands: [
      'kubectl get secrets -A -l owner=helm -o yaml > helm-releases.yaml  # keep it out of Git',
      ...(named.length > 0 ? named.map(({ command }) => command) : byName),
    ],
    changes: named.map(({ object }): PlanChange => ({ verb: 'delete', object })),
    verify: ['helm ls -A lists no release of the platform; no pod was restarted.'],
    rollback: '`kubectl apply -f helm-releases.yaml`; they are records, nothing reads them at run time.',
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
    commands: ['npm run synth', ...appUnits(facts).map((name) => `argocd app diff ${name}`)],
    changes: [],
    verify: [
      'Names, selectors, Services and principals of the objects are those that run; the diff shows labels and annotations only.',
    ],
    rollback: 'Nothing is changed.',
    needs: ['self-heal'],
  };
}

/** Applications of the namespaces of applications. */
function appUnits({ adoption, applicationOf }: PlanFacts): readonly string[] {
  const { applications, objects } = adoption.applications;
  const namespaces = [...objects.map(namespaceOf), ...applications.map(({ namespace }) => namespace)];
  return [...new Set(namespaces)].sort(compare).map((namespace) => applicationOf(`apps/${namespace}`));
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
    title: 'Remove owner references to OAM resources',
    why: 'Deployments, Services, Gateways and routes are owned by workloads, traits and ApplicationConfigurations; they would be deleted with them.',
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
    commands: appUnits(facts).flatMap((name) => [`argocd app sync ${name}`, `argocd app wait ${name} --health`]),
    changes: objects.map((object): PlanChange => ({ verb: 'apply', object: describeObject(object) })),
    verify: ['No pod was replaced, and every host of the applications answers as before.'],
    rollback: appUnits(facts)
      .map((name) => `\`argocd app rollback ${name}\``)
      .join(', '),
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

function stopApplicationOperators({ runs, adoption, applicationsOf }: PlanFacts): PlanStep | undefined {
  const hasApplications = adoption.applications.applications.length > 0;
  const found = APPLICATION_OPERATORS.filter(([component]) => hasApplications || runs(component));
  const running = found.flatMap(([, deployments]) => deployments);
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
      ...undelivered(found.flatMap(([component]) => applicationsOf(component))),
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
    rollback: 'Apply them again from before.json, and start the application operator.',
    needs: ['sync-applications', 'disown-applications', 'stop-application-operators'],
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
      'delete-monitoring-instances',
      'delete-oam',
      'delete-managed-clusters',
      'stop-application-operators',
      'stop-cluster-operators',
    ],
  };
}
