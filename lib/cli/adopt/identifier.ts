/**
 * An id that no other construct of a scope has: the first one gets its own, the others a number behind it.
 * @param base - the id
 * @param taken - ids of the scope, to which it is added
 */
export function freeId(base: string, taken: Set<string>): string {
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  taken.add(id);
  return id;
}

/**
 * Name of a constant or function of a program; different labels get different names.
 * @param prefix - its beginning, such as `applicationsOf`
 * @param label - a DNS label, such as the name of a namespace
 */
export function identifierOf(prefix: string, label: string): string {
  const plain = label
    .replace(/-(?<next>[a-z])/g, (_, next: string) => next.toUpperCase())
    .replace(/[^A-Za-z0-9]/g, '_');
  return `${prefix}${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}
