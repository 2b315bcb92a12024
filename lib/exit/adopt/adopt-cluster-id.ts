/** The longest id of a cluster; Argo CD names Applications after it. */
const MAX_ID = 40;

/**
 * Id of the adopted cluster in its program: of the Verrazzano resource, but never that of a managed cluster.
 * @param text - name of the resource, with its namespace unless that is `default`
 * @param taken - names of the managed clusters
 */
export function adoptedClusterId(text: string, taken: readonly string[]): string {
  const label = text
    .slice(0, 1000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  const id = label.slice(0, MAX_ID).replace(/-$/, '');
  const own = id === '' || id === 'argocd' ? 'verrazzano' : id;
  return taken.includes(own) ? `${own.slice(0, MAX_ID - '-admin'.length)}-admin` : own;
}
