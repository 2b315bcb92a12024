import type { GitOpsCluster } from '../gitops-cluster';
import { kindName } from '../kinds/kind-scope';
import { problem } from '../problem';
import type { RenderedUnit } from './render-unit';
import type { ObjectIdentity } from '../output/paths';

/**
 * Objects that would be in the cluster twice: two of the output with one name, and those that something in the cluster owns.
 * @param cluster - the cluster
 * @param units - its units
 * @returns messages by path of the construct
 */
export function identityProblems(cluster: GitOpsCluster, units: readonly RenderedUnit[]): ReadonlyMap<string, string> {
  const owners = new Map(
    cluster.ownedObjects.map((object) => [key({ group: '', ...object }), object.createdBy] as const),
  );
  const first = new Map<string, string>();
  const found = new Map<string, string>();
  for (const { path, id } of units.flatMap(({ objects }) => objects)) {
    const own = key(id);
    const [other, owner] = [first.get(own), owners.get(own)];
    if (other !== undefined) {
      const what = `${described(id)} exists twice in the cluster; the other is [${other}]`;
      found.set(path, problem(path, { what, fix: 'remove or rename one' }));
    } else if (owner !== undefined) {
      const what = `${described(id)} is made by ${owner}`;
      found.set(path, problem(path, { what, fix: 'remove it: two writers would undo the changes of each other' }));
    }
    first.set(own, path);
  }
  return found;
}

type Named = Pick<ObjectIdentity, 'group' | 'kind' | 'name'> & { readonly namespace?: string | undefined };

function key(id: Named): string {
  return `${kindName(id)}/${id.namespace ?? ''}/${id.name}`;
}

function described(id: Named): string {
  return `the ${kindName(id)} ${id.name}${id.namespace === undefined ? '' : ` in the namespace ${id.namespace}`}`;
}
