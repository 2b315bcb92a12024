import type { CheckedObject, SourceObject } from '../checked-object';
import { Inventory } from '../inventory';
import type { Reason } from './change';
import { removalReasons } from './removal-risks';

/**
 * The objects before and after. A chart that begins to state its namespace, or no longer does, was applied to that namespace all the
 * same: where the objects that only one side states all have one namespace, that is the one of the others.
 * @param before - the objects before
 * @param after - the objects after
 */
export function inventoriesOf(
  before: readonly SourceObject[],
  after: readonly SourceObject[],
): readonly [Inventory, Inventory] {
  const [old, now] = [new Inventory(before), new Inventory(after)];
  const found = new Set([namespaceFor(old, now), namespaceFor(now, old)].filter((each) => each !== undefined));
  const [namespace, ...others] = found;
  if (namespace === undefined || others.length > 0) return [old, now];
  return [new Inventory(before, [], namespace), new Inventory(after, [], namespace)];
}

/** The one namespace in which another inventory has all objects that one has without a namespace, and that it does not have there. */
function namespaceFor(inventory: Inventory, other: Inventory): string | undefined {
  const open = inventory.objects.filter(
    (each) => each.namespaced === true && !each.isStated && !isIn(other, each, each.namespace),
  );
  if (open.length === 0) return undefined;
  const stated = new Map<string, Set<string>>();
  for (const each of other.objects) {
    if (each.namespace === undefined || !each.isStated || isIn(inventory, each, each.namespace)) continue;
    const key = keyOf(each);
    stated.set(key, (stated.get(key) ?? new Set()).add(each.namespace));
  }
  const found = new Set(open.flatMap((each) => [...(stated.get(keyOf(each)) ?? [])]));
  const [namespace, ...others] = found;
  return others.length === 0 ? namespace : undefined;
}

function isIn(
  inventory: Inventory,
  { scope, group, kind, name }: CheckedObject,
  namespace: string | undefined,
): boolean {
  return inventory.named(scope, group, kind, namespace, name).some((each) => each.namespace === namespace);
}

function keyOf({ scope, group, kind, name }: CheckedObject): string {
  return [scope, group, kind, name].join('\u0000');
}

/**
 * What it means that only one of two versions of an object states its namespace: it may be another object.
 * @param before - the object before
 * @param after - the object afterwards
 */
export function namespaceReasons(before: CheckedObject, after: CheckedObject): Reason[] {
  if (before.isStated === after.isStated || after.namespace === undefined) return [];
  const where = `metadata.namespace: one side states it; where objects without one are not applied to ${after.namespace}, this is another object, and the old one goes`;
  return removalReasons(before).map(({ risk, text }) => ({
    risk,
    text: `${where}${risk === 'data-loss' ? `: ${text}` : ''}`,
  }));
}
