/**
 * Adds an item to the list of a key. A new list for each item would take time that grows with the square of their number.
 * @param groups - lists by key; it is changed
 * @param key - the key, which may be new
 * @param item - the item
 */
export function pushTo<K, V>(groups: Map<K, V[]>, key: K, item: V): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [item]);
  else known.push(item);
}
