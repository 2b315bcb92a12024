import { COMPONENTS, verrazzanoPlatformOperator } from '../../components';
import { nameOf } from '../../connectivity/manifest';
import { describeObject, type Dump } from '../dump/dump';
import { definitionOf } from '../dump/resource-names';
import { APPLICATION_OPERATORS } from './plan-applications';
import { byHand, committed, inProgram, ofApplications, shellWord, sync, UNFINALIZE } from './plan-commands';
import { CLUSTER_OPERATORS } from './plan-estate';
import { MESH, POLICIES } from './plan-delivery';
import type { PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';

/** What is left of Verrazzano. */
export const REMOVE_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [dropOperators, removeRest];

/** The end of the plan: until then a person starts every sync. */
export const AUTOMATE_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [selfHeal];

/** Components that were stopped, and go from the program. */
function dropOperators(facts: PlanFacts): PlanStep | undefined {
  const { runs, applications, applicationOf } = facts;
  const stopped = [...APPLICATION_OPERATORS.map(([name]) => name), ...CLUSTER_OPERATORS].filter(runs);
  const keys = COMPONENTS.flatMap(({ name, specKey }) => (stopped.includes(name) && specKey !== null ? [specKey] : []));
  if (keys.length === 0) return undefined;
  const affected = [POLICIES, MESH].map(applicationOf).filter((name) => applications.includes(name));
  return {
    id: 'drop-operators',
    phase: 'remove',
    title: 'Take the stopped operators out of the program',
    why: 'Their units are no longer delivered, and policies need not permit their traffic.',
    commands: [
      inProgram('in components of the profile, switch off'),
      ...keys.map((key) => `#   ${key}: { enabled: false },`),
      ...committed(facts, 'Leave the operators of Verrazzano out'),
      ...affected.flatMap((name) => [`argocd app diff ${name}`, sync(name, ' --prune')]),
    ],
    changes: ofApplications(affected, 'apply'),
    verify: ['The connections that are compared: only those of these operators are removed.'],
    rollback: 'Revert the commit, and sync the same units.',
    needs: [
      'stop-application-operators',
      'stop-cluster-operators',
      'delete-oam',
      'delete-managed-clusters',
      'deliver-projects',
    ],
  };
}

const OPERATOR_NAMESPACE = verrazzanoPlatformOperator.namespace;

/** Groups of kinds that only Verrazzano and its OAM runtime read. */
const GROUPS = String.raw`\.(install|platform|clusters|app|oam)\.verrazzano\.io$|/verrazzanomonitoringinstances\.verrazzano\.io$|\.core\.oam\.dev$`;
const FINALIZED =
  '.items[] | select(.metadata.finalizers | length > 0) | (.metadata.namespace // "default") + " " + .metadata.name';

const GROUP = new RegExp(GROUPS);

const UNLISTED: PlanChange = {
  verb: 'delete',
  object: 'CustomResourceDefinition *',
  what: 'those of Verrazzano and its OAM runtime',
};

/** Kinds of which other steps delete every object. */
const DELETED_BEFORE: ReadonlySet<string> = new Set([
  'ApplicationConfiguration',
  'Module',
  'Verrazzano',
  'VerrazzanoManagedCluster',
  'VerrazzanoMonitoringInstance',
]);

/** Objects of the dump that go with the definitions of their kinds. */
function leftIn(dump: Dump): readonly string[] {
  const left = dump.objects.filter(({ kind }) => !DELETED_BEFORE.has(kind));
  return left.filter((one) => GROUP.test(`/${definitionOf(one)}`)).map(describeObject);
}

function removeRest({ runs, hasOperator, adoption }: PlanFacts): PlanStep | undefined {
  const { dump } = adoption;
  if (!hasOperator && !runs('verrazzano')) return undefined;
  const hasNamespace = hasOperator || dump.find('Namespace', undefined, OPERATOR_NAMESPACE) !== undefined;
  const found = dump
    .list('CustomResourceDefinition')
    .map(nameOf)
    .filter((name) => GROUP.test(`/${name}`));
  const definitions = `kubectl get crd -o name | grep -E ${shellWord(GROUPS)}`;
  return {
    id: 'remove-rest',
    phase: 'remove',
    title: 'Remove what is left of Verrazzano',
    why: 'Namespaces and CustomResourceDefinitions go last: deleting a definition deletes every resource of its kind, and waits forever for a finalizer that no controller removes any more.',
    commands: [
      `${definitions} | cut -d/ -f2 | xargs -I{} kubectl get {} -A --ignore-not-found`,
      byHand('Go on only if nothing is listed that is still needed'),
      `for kind in $(${definitions} | cut -d/ -f2); do kubectl get "$kind" -A -o json | jq -r ${shellWord(FINALIZED)} | while read -r namespace name; do kubectl -n "$namespace" patch "$kind" "$name" ${UNFINALIZE[1]}; done; done`,
      ...(hasNamespace ? [`kubectl delete namespace ${OPERATOR_NAMESPACE}`] : []),
      `${definitions} | xargs -r kubectl delete`,
    ],
    changes: [
      ...(hasNamespace ? [{ verb: 'delete', object: `Namespace ${OPERATOR_NAMESPACE}` } as const] : []),
      ...(found.length === 0 ? [UNLISTED] : []),
      ...[...found.map((name) => `CustomResourceDefinition ${name}`), ...leftIn(dump)].map((object): PlanChange => ({
        verb: 'delete',
        object,
      })),
    ],
    verify: ['Every Application of Argo CD is Synced and Healthy.', `\`${definitions}\` prints nothing.`],
    rollback: hasOperator
      ? 'Install the platform operator again from its manifest; it finds no resource and does nothing.'
      : 'Apply the definitions and their resources from the backup of etcd.',
    needs: [
      'sync-units',
      'forget-helm',
      'stop-webhook-server',
      'delete-monitoring-instances',
      'delete-oam',
      'delete-managed-clusters',
      'stop-application-operators',
      'stop-cluster-operators',
      'drop-operators',
      'deliver-projects',
    ],
  };
}

function selfHeal(facts: PlanFacts): PlanStep {
  const { argo, cluster } = facts;
  return {
    id: 'self-heal',
    phase: 'automate',
    title: 'Turn automated sync and selfHeal on',
    why: 'Until here a person compared and started every sync, since a unit that is synced by itself brings back what a step has stopped. From now on Git is what runs. Whoever stays at an earlier stage for long does this there, and takes it back before the next step.',
    commands: [
      inProgram('remove argoCd: { automated: false } from the options of GitOpsApp'),
      ...committed(facts, 'Let Argo CD keep the clusters as Git says'),
      `${argo.kubectl} apply -n argocd -f dist/argocd`,
    ],
    inputs: argo.inputs,
    changes: [{ verb: 'apply', object: 'Application argocd/*', what: 'spec.syncPolicy.automated' }],
    verify: [
      `\`argocd app get ${cluster}\` and every Application below it show Synced and Healthy, also after an hour.`,
    ],
    rollback: 'Revert the commit, and apply dist/argocd again.',
    needs: ['sync-units', 'forget-helm', 'remove-rest'],
  };
}
