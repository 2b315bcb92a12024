import { kindOf, namespaceOf } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import { describeObject } from '../dump/dump';
import { resourceOf } from '../dump/resource-names';
import {
  about,
  DELETE,
  DISOWN,
  ofApplications,
  ORPHAN,
  scale,
  shellWord,
  sync,
  undelivered,
  UNFINALIZE,
} from './plan-commands';
import { ownedApplicationObjects, type PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';

/** How OAM applications live on as plain objects. */
export const APPLICATION_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [
  convertApplications,
  disownApplications,
  syncApplications,
  stopApplicationOperators,
  deleteOam,
];

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
    commands: appUnits(facts).map((name) => `argocd app diff ${name}`),
    changes: [],
    verify: [
      'Names, selectors, Services and principals of the objects are those that run; the diff shows labels and annotations only.',
    ],
    rollback: 'Nothing is changed.',
    needs: ['sync-units', 'forget-helm'],
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
  const namespaces = [...new Set(facts.adoption.applications.applications.map(({ namespace }) => namespace))];
  const isKnown = owned.length > 0;
  const unlisted = namespaces.flatMap((namespace) =>
    kindsOf(facts, namespace).map((kind): PlanChange => ({
      verb: 'disown',
      object: `${kind} ${namespace}/*`,
      what: 'those that OAM resources own',
    })),
  );
  return {
    id: 'disown-applications',
    phase: 'applications',
    title: 'Remove owner references to OAM resources',
    why: 'Deployments, Services, Gateways and routes are owned by workloads, traits and ApplicationConfigurations; they would be deleted with them.',
    commands: isKnown
      ? owned.map((object) => about(object, DISOWN))
      : namespaces.map((namespace) => disownAll(facts, namespace)),
    changes: isKnown ? owned.map((object): PlanChange => ({ verb: 'disown', object })) : unlisted,
    verify: ['No object of the applications has an owner reference of group core.oam.dev or oam.verrazzano.io.'],
    rollback: 'The application operator sets them again while it runs.',
    needs: ['convert-applications', 'stop-application-operators'],
  };
}

/** The kinds that the program has in a namespace. */
function kindsOf({ adoption }: PlanFacts, namespace: string): readonly string[] {
  const kinds = new Set(adoption.applications.objects.filter((one) => namespaceOf(one) === namespace).map(kindOf));
  return kinds.size === 0 ? ['Deployment', 'StatefulSet', 'Service'] : [...kinds].sort(compare);
}

/** Whatever OAM resources own in a namespace, of the kinds that the program has. */
function disownAll(facts: PlanFacts, namespace: string): string {
  const resources = kindsOf(facts, namespace).map(resourceOf);
  const owned =
    'select(any(.metadata.ownerReferences[]?; .apiVersion | test("^(core[.]oam[.]dev|oam[.]verrazzano[.]io)/")))';
  const group = 'if .apiVersion | contains("/") then "." + (.apiVersion | split("/")[0]) else "" end';
  const script = `.items[] | ${owned} | .kind + (${group}) + "/" + .metadata.name`;
  return `kubectl -n ${namespace} get ${resources.join(',')} -o json | jq -r ${shellWord(script)} | xargs -r -I{} kubectl -n ${namespace} patch {} ${DISOWN[1]}`;
}

function syncApplications(facts: PlanFacts): PlanStep | undefined {
  const { applications, objects } = facts.adoption.applications;
  if (applications.length === 0) return undefined;
  return {
    id: 'sync-applications',
    phase: 'applications',
    title: 'Sync the applications',
    why: 'Argo CD takes over the same objects in place.',
    commands: appUnits(facts).map((name) => sync(name, ' --server-side')),
    changes: [
      ...ofApplications(appUnits(facts), 'apply'),
      ...objects.map((object): PlanChange => ({ verb: 'apply', object: describeObject(object) })),
    ],
    verify: ['No pod was replaced, and every host of the applications answers as before.'],
    rollback: 'Start the application operator again: it writes them as before.',
    needs: ['disown-applications'],
  };
}

/** Deployments of the operators of OAM applications, by component. */
export const APPLICATION_OPERATORS: ReadonlyArray<readonly [component: string, deployments: readonly string[]]> = [
  [
    'verrazzano-application-operator',
    ['verrazzano-system/verrazzano-application-operator', 'verrazzano-system/verrazzano-application-operator-webhook'],
  ],
  ['oam-kubernetes-runtime', ['verrazzano-system/oam-kubernetes-runtime']],
];

/** Webhook configurations of the application operator. Source: `application-operator/internal/certificates/certificates.go` at v1.7.2. */
const APPLICATION_WEBHOOKS = [
  'ingresstrait-validator',
  'verrazzanoproject',
  'multiclusterapplicationconfiguration',
  'multiclustercomponent',
  'multiclusterconfigmap',
  'multiclustersecret',
].map((name) => `ValidatingWebhookConfiguration verrazzano-application-${name}`);
const APPLICATION_DEFAULTERS = ['appconfig-defaulter', 'istio-defaulter', 'metrics-binding'].map(
  (name) => `MutatingWebhookConfiguration verrazzano-application-${name}`,
);

function stopApplicationOperators(facts: PlanFacts): PlanStep | undefined {
  const { runs, adoption, applicationsOf } = facts;
  const hasApplications = adoption.applications.applications.length > 0;
  const found = APPLICATION_OPERATORS.filter(([component]) => hasApplications || runs(component));
  const running = found.flatMap(([, deployments]) => deployments);
  if (running.length === 0) return undefined;
  const webhooks = [...APPLICATION_WEBHOOKS, ...APPLICATION_DEFAULTERS].filter((each) => {
    const [kind = '', name = ''] = each.split(' ');
    return adoption.dump.find(kind, undefined, name) !== undefined || !adoption.dump.covers(kind, undefined);
  });
  const applications = found.flatMap(([component]) => applicationsOf(component));
  return {
    id: 'stop-application-operators',
    phase: 'applications',
    title: 'Stop the operators of OAM applications, and delete their webhooks',
    why: 'They write the objects of applications again, and their webhooks refuse pods and deletions when nothing answers.',
    commands: [
      ...undelivered(applications),
      ...webhooks.map((each) => about(each, DELETE)),
      ...running.map((each) => scale(each, 0)),
    ],
    changes: [
      ...ofApplications(applications, 'orphan'),
      ...webhooks.map((object): PlanChange => ({ verb: 'delete', object })),
      ...running.map((each): PlanChange => ({ verb: 'stop', object: `Deployment ${each}` })),
    ],
    verify: ['A pod of an application can be deleted and comes back.'],
    rollback: `${running.map((each) => `\`${scale(each, 1)}\``).join(', ')}; the application operator creates its webhooks at its start. Apply the files of the deleted Applications again.`,
    needs: ['convert-applications', 'sync-units', 'forget-helm'],
  };
}

/** Traits with finalizers, and what kubectl calls them. */
const TRAITS = [
  ['IngressTrait', 'ingresstraits'],
  ['MetricsTrait', 'metricstraits'],
  ['LoggingTrait', 'loggingtraits'],
] as const;

function deleteOam(facts: PlanFacts): PlanStep | undefined {
  const { applications } = facts.adoption.applications;
  if (applications.length === 0) return undefined;
  const namespaces = [...new Set(applications.map(({ namespace }) => namespace))];
  return {
    id: 'delete-oam',
    phase: 'applications',
    title: 'Delete the OAM resources, and nothing else',
    why: 'Their objects live on by themselves. Finalizers of traits go first, since nothing removes them any more.',
    commands: [
      ...namespaces.map(
        (namespace) =>
          `kubectl -n ${namespace} get ${TRAITS.map(([, resource]) => resource).join(',')} -o name | xargs -r -I{} kubectl -n ${namespace} patch {} ${UNFINALIZE[1]}`,
      ),
      ...applications.map(({ namespace, name }) => about(`ApplicationConfiguration ${namespace}/${name}`, ORPHAN)),
    ],
    changes: [
      ...namespaces.flatMap((namespace) =>
        TRAITS.map(([kind]): PlanChange => ({ verb: 'unfinalize', object: `${kind} ${namespace}/*` })),
      ),
      ...applications.map(({ namespace, name }): PlanChange => ({
        verb: 'orphan',
        object: `ApplicationConfiguration ${namespace}/${name}`,
      })),
    ],
    verify: ['Every Application of Argo CD is Synced and Healthy; every host answers.'],
    rollback: 'Apply them again from before.json, and start the application operator.',
    needs: ['sync-applications', 'disown-applications', 'stop-application-operators'],
  };
}
