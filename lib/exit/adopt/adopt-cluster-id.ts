import type { FoundEstate } from './adopt-managed-clusters';

/** The longest id of a cluster; Argo CD names Applications after it. */
const MAX_ID = 40;

/**
 * Id of the adopted cluster in its program: its name at the admin cluster, else that of the Verrazzano resource, but never that of a cluster
 * that it manages.
 * @param resource - name of the resource, with its namespace unless that is `default`
 * @param estate - its place among clusters
 */
export function adoptedClusterId(resource: string, { name, clusters }: Pick<FoundEstate, 'name' | 'clusters'>): string {
  const text = name ?? resource;
  const taken = clusters.map((one) => one.name);
  const label = text
    .slice(0, 1000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  const id = label.slice(0, MAX_ID).replace(/-$/, '');
  const own = id === '' || id === 'argocd' ? 'verrazzano' : id;
  return taken.includes(own) ? `${own.slice(0, MAX_ID - '-admin'.length)}-admin` : own;
}
