import { hasRules, RuleEvaluator } from '../cel/evaluate-rules';
import type { Inventory } from '../inventory';
import { pathText } from '../../values/path';
import type { ObjectPair, Reason } from './change';

/** Tells why the API server refuses to replace an object by another version of it. */
export type RefusedUpdate = (pair: ObjectPair) => Reason[];

/**
 * Rules in CEL of definitions that compare an object with the one that it replaces (`oldSelf`). Source: tasks of Kubernetes, Extend the
 * Kubernetes API with CustomResourceDefinitions, "Transition rules".
 * @param inventory - the objects afterwards, with the definitions that hold then
 */
export function refusedUpdates(inventory: Inventory): RefusedUpdate {
  const evaluator = new RuleEvaluator();
  return ({ before, after }) => {
    const { group, version, kind } = after;
    const schema = before.version === version ? inventory.custom.find(group, version, kind)?.schema : undefined;
    if (schema === undefined || !hasRules(schema)) return [];
    return evaluator.evaluateUpdate(after.object, before.object, schema).broken.map(({ path, message }) => ({
      risk: 'immutable',
      text: `${pathText(path)}: the API server refuses this update: ${message}`,
    }));
  };
}
