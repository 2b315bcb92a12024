import { objectAt, textAt } from '../../connectivity/manifest';
import type { JsonObject } from '../../values/json';
import { groupVersion, kindText, objectText, type CheckedObject } from '../checked-object';
import { objectsIn, type CheckContext, type Pods } from '../context';
import type { Found } from '../finding';
import { budgetSelector, selectedPods } from './selectors';

/**
 * Objects of which one alone works: autoscalers of one workload, which all stop when there are two, and disruption budgets of one pod, which is
 * not evicted then. Sources: Kubernetes, `pkg/controller/podautoscaler` and the subresource `eviction`.
 */
export function rivalFindings(context: CheckContext): Found[] {
  return context.inventory.scopes.flatMap((scope) => [...scalers(context, scope), ...budgets(context, scope)]);
}

/** Kinds of autoscalers; KEDA makes one of Kubernetes. */
const SCALERS: readonly string[] = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'];

function scalers(context: CheckContext, scope: string): Found[] {
  const first = new Map<string, CheckedObject>();
  return objectsIn(context, scope)
    .filter(({ group, kind }) => SCALERS.includes(`${group}/${kind}`))
    .flatMap((object) => {
      const target = objectAt(object.object, 'spec', 'scaleTargetRef');
      const name = textAt(target, 'name');
      const what = kindText(targetGroup(target), textAt(target, 'kind') ?? 'Deployment');
      const key = [object.root, object.namespace, what, name].join('\u0000');
      const other = first.get(key);
      if (name === undefined || other === undefined) {
        first.set(key, object);
        return [];
      }
      if (other.kind === object.kind && other.name === object.name) return [];
      const message = `scales ${what} ${name}, as ${objectText(other)} does: with two of them, neither scales it`;
      return [rival(object, ['spec', 'scaleTargetRef'], message, name)];
    });
}

/** KEDA means a Deployment where it is not said. */
function targetGroup(target: JsonObject): string {
  return target.apiVersion === undefined ? 'apps' : groupVersion(target)[0];
}

function budgets(context: CheckContext, scope: string): Found[] {
  const first = new Map<string, Map<Pods, CheckedObject>>();
  return context.inventory.ofKind(scope, 'policy', 'PodDisruptionBudget').flatMap((budget) => {
    const known = first.get(budget.root) ?? new Map<Pods, CheckedObject>();
    first.set(budget.root, known);
    const pods = selectedPods(budgetSelector(budget), context.podsIn(scope, budget.namespace));
    const shared = pods.find((each) => (known.get(each)?.name ?? budget.name) !== budget.name);
    for (const each of pods) if (!known.has(each)) known.set(each, budget);
    const other = shared === undefined ? undefined : known.get(shared);
    if (shared === undefined || other === undefined) return [];
    const message = `selects pods of ${objectText(shared.owner)}, as ${objectText(other)} does: pods with two budgets are not evicted`;
    return [rival(budget, ['spec', 'selector'], message, budget.name)];
  });
}

function rival(at: CheckedObject, path: readonly string[], message: string, got: string): Found {
  return { rule: 'rival-object', severity: 'warning', at, path, message, got, fix: 'keep one of them' };
}
