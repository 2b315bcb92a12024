import { pushTo } from '../../values/push-to';
import type { CheckedObject } from '../checked-object';
import type { UsersOf } from './users-of';

/** A name that ends with a hash: letters and digits, or the letters and digits that kustomize takes. */
const HASHED = /^(.+)-((?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{5,64}|[bcdfghkmt2456789]{10})$/;

/**
 * ConfigMaps and Secrets whose names end with a hash of their content, and what came in their place: the only new one with the
 * same name before the hash. Nothing uses the old one any more.
 * @param removed - objects that are gone
 * @param added - objects that are new
 * @param usersOf - what uses an object afterwards
 */
export function hashedSuccessors(
  removed: readonly CheckedObject[],
  added: readonly CheckedObject[],
  usersOf: UsersOf,
): ReadonlyArray<readonly [before: CheckedObject, after: CheckedObject]> {
  const [gone, come] = [byStem(removed), byStem(added)];
  return [...gone].flatMap(([stem, [before, ...others]]) => {
    const [after, ...more] = come.get(stem) ?? [];
    if (before === undefined || after === undefined || others.length + more.length > 0) return [];
    return usersOf(before).length > 0 ? [] : [[before, after] as const];
  });
}

function byStem(objects: readonly CheckedObject[]): Map<string, CheckedObject[]> {
  const stems = new Map<string, CheckedObject[]>();
  for (const each of objects) {
    if (each.group !== '' || (each.kind !== 'ConfigMap' && each.kind !== 'Secret')) continue;
    const [, stem, hash = ''] = HASHED.exec(each.name) ?? [];
    if (stem === undefined) continue;
    pushTo(stems, JSON.stringify([each.scope, each.kind, each.namespace ?? null, stem, hash.length]), each);
  }
  return stems;
}
