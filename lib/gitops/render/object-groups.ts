/** About how many objects a group has. */
const MEAN_SIZE = 32;

/**
 * Splits objects into groups of neighbours. Where a group ends follows from the path of its last object alone, so that an object which is added or
 * removed changes one group, or two.
 *
 * @param objects - in order of their construct paths
 */
export function objectGroups<T extends { readonly path: string }>(objects: readonly T[]): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let group: T[] = [];
  for (const object of objects) {
    group.push(object);
    if (mixed(object.path) % MEAN_SIZE !== 0) continue;
    groups.push(group);
    group = [];
  }
  return group.length === 0 ? groups : [...groups, group];
}

/** A number from 0 that follows from all characters of a text. Source: the hash function FNV-1a, by Fowler, Noll and Vo. */
function mixed(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  // The low bits alone depend on few bits of each character.
  return (state ^ (state >>> 15)) >>> 0;
}
