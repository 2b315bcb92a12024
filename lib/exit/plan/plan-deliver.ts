import { argoCD, ingressNGINX } from '../../components';
import { hostNames } from '../../ingress';
import { INGRESS_SERVICE } from '../adopt/adopt-inferred-settings';
import { wildcardDomain } from '../adopt/adopt-platform';
import { replacementOf } from '../../components/replacements';
import type { PlanFacts } from './plan-facts';
import { byHand, committed, inProgram, sync } from './plan-commands';
import { installerRefusals } from './plan-refusals';
import { EVERY_UNIT } from './plan-problems';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';
import { TAKEN_OVER } from './plan-take-over';

/** Delivery by Argo CD, with the same charts in the same versions. */
export const DELIVER_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  installByCharts,
  ownArgoCd,
  dryDiff,
  syncUnits,
  forgetHelm,
];

function installByCharts(facts: PlanFacts): PlanStep | undefined {
  if (facts.adoption.charts !== undefined) return undefined;
  return {
    id: 'install-by-charts',
    phase: 'deliver',
    title: 'Let charts install what the operator installed',
    why: 'The same charts in the same versions give the same objects: names, selectors, Services and principals stay, so nothing is recreated.',
    commands: [
      inProgram('import ChartSource and Installer from cdk8s-verrazzano, and add to the options of the profile'),
      '#   installer: Installer.charts({ source: ChartSource.release() }),',
      ...namedAddress(facts),
      ...installerRefusals(facts.adoption),
      ...committed(facts, 'Deliver the platform by charts'),
    ],
    changes: [],
    program: { installer: 'charts' },
    verify: [
      'The differences replace the units operator and platform by one unit per chart.',
      'The connections that are compared: none is added, and those that are removed belong to no flow.',
      `Remaining steps in ${facts.folder}/README.md are what the operator did at run time: it has done them in this cluster.`,
    ],
    rollback: 'Revert the commit: `git revert --no-edit HEAD && git push`.',
    needs: TAKEN_OVER,
  };
}

/** The platform operator asks the cluster for the address in names below a wildcard domain; a program must state it. */
function namedAddress({ adoption: { platform, resource, cluster } }: PlanFacts): readonly string[] {
  const domain = wildcardDomain(resource.spec ?? {});
  if (platform === undefined || domain === undefined || hostNames(platform).isKnown) return [];
  const { address } = cluster.answers;
  const { namespace } = ingressNGINX;
  return [
    inProgram('import Dns, and state the address in host names, in place of an option dns'),
    ...(address === undefined
      ? [`kubectl -n ${namespace} get service ${INGRESS_SERVICE} -o jsonpath='{.status.loadBalancer.ingress[0].ip}'`]
      : []),
    address === undefined
      ? `#   dns: Dns.wildcard('${domain}', { address }), with the address that this command prints`
      : `#   dns: Dns.wildcard('${domain}', { address: '${address}' }),`,
  ];
}

function ownArgoCd(facts: PlanFacts): PlanStep {
  const { runs, argo, cluster } = facts;
  const isManaged = argo.isOfAdmin;
  const isDelivering = facts.adoption.charts?.tool === 'Argo CD';
  const has = isManaged || runs(argoCD.name) || isDelivering;
  const context = isManaged ? '"$ADMIN_CONTEXT"' : '--current';
  return {
    id: 'own-argo-cd',
    phase: 'deliver',
    title: has ? 'Give Argo CD its settings and the units' : 'Install Argo CD, and give it the units',
    why: argoReason(isManaged, has, isDelivering),
    commands: [
      ...(has ? [] : [installArgoCd()]),
      `${argo.kubectl} patch configmap argocd-cm -n argocd --patch-file dist/_host/argocd/argocd-cm.patch.yaml`,
      ...(runs(argoCD.name) ? SETTINGS_OF_CHART : []),
      byHand(
        'If the repository asks for a login: `argocd repo add`, with the URL in main.ts and credentials that may read',
      ),
      `kubectl config set-context ${context} --namespace=argocd && export ARGOCD_OPTS="${argo.options}"`,
      `${argo.kubectl} apply -n argocd -f dist/argocd -f ${facts.folder}/argocd`,
      'argocd app list',
    ],
    inputs: argo.inputs,
    changes: [
      { verb: 'apply', object: 'ConfigMap argocd/argocd-cm', what: 'tracking by annotation, health of the kinds' },
      { verb: 'apply', object: 'Application argocd/*', what: 'one per delivery unit, none of them synced' },
    ],
    verify: [
      `\`argocd app list\` shows every unit of ${cluster}, none of which is synced automatically.`,
      '`kubectl get pods -A` shows that no pod is new.',
    ],
    rollback: `\`${argo.kubectl} delete -n argocd -f ${facts.folder}/argocd\`: Applications without finalizer leave what they deliver.`,
    needs: [...TAKEN_OVER, 'commit-program', 'hand-over-delivery', 'install-by-charts'],
  };
}

function argoReason(isManaged: boolean, has: boolean, isDelivering: boolean): string {
  const settings = 'It tracks by annotation, since charts and selectors use the label that it uses by default.';
  if (isManaged) return `The Argo CD of the admin cluster delivers this one, too. ${settings}`;
  if (isDelivering) return `The Argo CD that delivers the platform now takes its units from this program. ${settings}`;
  if (has)
    return `The platform operator wrote its sign-in and roles at run time. Argo CD now delivers the platform, itself included. ${settings}`;
  return `The platform has no Argo CD, and main.ts expects one in the cluster itself: for one elsewhere, state its destination there. ${settings}`;
}

/** In the version that Verrazzano installs, whose hops are known. */
function installArgoCd(): string {
  const { charts, installed } = replacementOf(argoCD.name) ?? { charts: [], installed: '' };
  const [{ name = '', repository = '' } = {}] = charts;
  return `helm upgrade --install argocd ${name} --repo ${repository} --version ${installed} --namespace argocd --create-namespace --wait`;
}

/** The chart owns the ConfigMap, and its sync would take the patch back. */
const SETTINGS_OF_CHART: readonly string[] = [
  inProgram('so that a sync of the chart keeps these settings, add to components.argoCD of the profile'),
  '#   overrides: [Override.values({ configs: { cm: argoCdSettings([VERRAZZANO_HEALTH]) } })],',
  "npm run synth && git add --all && git commit -m 'Keep the settings of Argo CD' && git push",
];

function dryDiff({ applications, folder, adoption }: PlanFacts): PlanStep {
  return {
    id: 'dry-diff',
    phase: 'deliver',
    title: 'Compare every unit with the cluster, without changing anything',
    why: 'Nothing is synced until the comparison is empty: what differs would be changed, and a changed immutable field would be a deletion.',
    commands: [
      ...applications.map((name) => `argocd app diff ${name}`),
      `npx cdk8s-verrazzano adopt ../before.json ../secret-names.json --synthesized ${folder}  # the same offline, for what is a file`,
    ],
    changes: [],
    verify: [
      'Only labels and annotations of tracking differ. A changed selector, claim template or ServiceAccount is corrected in the program first.',
      ...(adoption.charts === undefined
        ? [
            'The unit of policies is new: what its NetworkPolicies close beyond those of Verrazzano was listed when the charts were committed.',
          ]
        : []),
    ],
    rollback: 'Nothing is changed.',
    needs: ['own-argo-cd'],
  };
}

function syncUnits({ applications }: PlanFacts): PlanStep {
  return {
    id: 'sync-units',
    phase: 'deliver',
    title: 'Sync unit by unit',
    why: 'In the order of their waves, one at a time, so that a fault concerns one component; policies come after everything that they permit.',
    commands: applications.map((name) => sync(name, ' --server-side')),
    changes: [{ verb: 'apply', object: 'Application argocd/*', what: EVERY_UNIT }],
    verify: [
      'No pod was replaced: `kubectl get pods -A` shows the ages from before.',
      '`kubectl get svc,sa,pvc -A`, compared with before.json, has the same selectors, accounts and volumes.',
    ],
    rollback:
      'Stop: units that are not synced yet run as before. What a sync changed is in before.json; policies that close too much go with `argocd app delete-resource`, kind NetworkPolicy.',
    needs: ['dry-diff'],
  };
}

function forgetHelm({ helmReleases, adoption: { dump, charts } }: PlanFacts): PlanStep | undefined {
  // Argo CD renders charts, and makes no release of them.
  if (charts?.tool === 'Argo CD' && helmReleases.every(({ secrets }) => secrets.length === 0)) return undefined;
  const isListed = dump.list('Secret', '').length > 0;
  const named = helmReleases.flatMap(({ namespace, secrets }) =>
    secrets.map((secret) => ({
      command: `kubectl -n ${namespace} delete secret ${secret}`,
      object: `Secret ${namespace}/${secret}`,
    })),
  );
  if (isListed && named.length === 0) return undefined;
  const byName = helmReleases.map(({ namespace, name }) => ({
    command: `kubectl -n ${namespace} delete secret -l owner=helm,name=${name} --ignore-not-found`,
    object: `Secret ${namespace}/sh.helm.release.v1.${name}.*`,
  }));
  const deleted = named.length > 0 ? named : byName;
  return {
    id: 'forget-helm',
    phase: 'deliver',
    title: 'Remove the records of the Helm releases',
    why: 'A later `helm uninstall` would delete live objects that Argo CD delivers by now.',
    commands: [
      'kubectl get secrets -A -l owner=helm -o yaml > ../helm-releases.yaml  # keep it out of Git',
      ...deleted.map(({ command }) => command),
    ],
    changes: deleted.map(({ object }): PlanChange => ({ verb: 'delete', object })),
    verify: ['`helm ls -A` lists no release of the platform; no pod was restarted.'],
    rollback: '`kubectl apply -f ../helm-releases.yaml`; they are records, nothing reads them at run time.',
    needs: ['sync-units'],
  };
}
