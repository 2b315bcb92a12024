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
