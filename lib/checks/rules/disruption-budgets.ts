import { objectAt, textAt } from '../../connectivity/manifest';
import type { JsonValue } from '../../values/json';
import { GroupedBy } from '../../values/grouped-by';
import { objectText, type CheckedObject } from '../checked-object';
import type { CheckContext, Pods } from '../context';
import type { Found } from '../finding';
import { scaleReferences } from '../references/object-references';
import { targetsOf } from './dangling';
import { budgetSelector, selectedPods } from './selectors';

/**
 * Disruption budgets that permit no eviction at any time: a node with such a pod is never drained. Source: "Disruptions" of Kubernetes;
 * `pkg/controller/disruption`.
 */
export function disruptionBudgetFindings(context: CheckContext): Found[] {
  return context.inventory.objects.flatMap((object) => {
    if (object.group !== 'policy' || object.kind !== 'PodDisruptionBudget') return [];
    const { maxUnavailable = null, minAvailable = null } = objectAt(object.object, 'spec');
    if (isShare(maxUnavailable, 0)) return [never(object, 'maxUnavailable', maxUnavailable, 'lets no pod be evicted')];
    if (isShare(minAvailable, 100)) return [never(object, 'minAvailable', minAvailable, 'lets no pod be evicted')];
    return tooFew(object, minAvailable, context);
  });
}

function never(at: CheckedObject, field: string, got: JsonValue, why: string): Found {
  return {
    rule: 'no-effect',
    severity: 'warning',
    at,
    path: ['spec', field],
    message: `${why}, so that its node is never drained`,
    got,
    fix: 'permit at least one pod to be evicted, or have more replicas',
  };
}

/** A percentage, or the number 0. */
function isShare(value: JsonValue, percent: number): boolean {
  return (percent === 0 && value === 0) || percentOf(value) === percent;
}

function percentOf(value: JsonValue): number | undefined {
  return typeof value === 'string' && /^\d+%$/.test(value) ? parseInt(value, 10) : undefined;
}

/** A budget that needs as many pods as there ever are. */
function tooFew(object: CheckedObject, minAvailable: JsonValue, context: CheckContext): Found[] {
  const selector = budgetSelector(object);
  const all = selectedPods(selector, context.podsIn(object.scope, object.namespace));
  const own = all.filter(({ owner }) => owner.root === object.root);
  const counts = (own.length > 0 ? own : all).map((each) => most(each, context));
  const [first] = own.length > 0 ? own : all;
  if (first === undefined || counts.includes(undefined)) return [];
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const percent = percentOf(minAvailable);
  const needed = percent === undefined ? minAvailable : Math.ceil((total * percent) / 100);
  if (total === 0 || typeof needed !== 'number' || needed < total) return [];
  const pods = counts.length === 1 ? objectText(first.owner) : `${counts.length} workloads`;
  return [never(object, 'minAvailable', minAvailable, `needs all pods of ${pods}, which has ${total}`)];
}

/** Workloads that have a number of replicas. */
const COUNTED: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Rollout'];

/** How many pods a workload has at most; undefined where that is not known. */
function most({ owner }: Pods, context: CheckContext): number | undefined {
  if (owner.uncertain !== undefined || !COUNTED.includes(owner.kind)) return undefined;
  const { replicas = 1 } = objectAt(owner.object, 'spec');
  if (typeof replicas !== 'number') return undefined;
  return scalersOf(owner, context).reduce<number | undefined>((sum, each) => {
    const { maxReplicas, maxReplicaCount = 100 } = objectAt(each.object, 'spec');
    const own = each.group === 'keda.sh' ? maxReplicaCount : maxReplicas;
    return sum === undefined || typeof own !== 'number' ? undefined : Math.max(sum, own);
  }, replicas);
}

/** Autoscalers by the name of what they scale. */
const BY_TARGET = new GroupedBy<CheckedObject>(({ object }) => [
  textAt(object, 'spec', 'scaleTargetRef', 'name') ?? '',
]);

function scalersOf(owner: CheckedObject, context: CheckContext): readonly CheckedObject[] {
  const { scope, namespace, name } = owner;
  return ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject']
    .map((each) => each.split('/') as [string, string])
    .flatMap(([group, kind]) => BY_TARGET.of(context.inventory.ofKind(scope, group, kind), name))
    .filter((each) => each.namespace === namespace)
    .filter((each) => scaleReferences(each).some((reference) => targetsOf(context, reference).includes(owner)));
}
