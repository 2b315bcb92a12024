import { opensearch } from '../../components';
import { specField } from '../../definition/enablement';
import type { Platform } from '../../definition/platform';
import { isJsonObject } from '../../values/json';
import type { Problem } from '../../values/problem';
import { platformWorkloads } from './platform-pods';

/** Namespace of the pools, and the prefix of the name of their workloads. */
const NAMESPACE = opensearch.workloads['opensearch-es-master'].namespace;
const PREFIX = 'opensearch-';

/**
 * Pools of OpenSearch nodes whose egress would be denied although their destinations are unknown: the definitions have the
 * pools of the profiles only, and pods of another pool have no flow to the API server and to the storage of snapshots.
 * @param platform - the profile
 * @param namespaces - namespaces where egress is denied
 * @throws MergeError when the platform operator would refuse the merge
 */
export function nodePoolProblems(platform: Platform, namespaces: readonly string[]): readonly Problem[] {
  if (!namespaces.includes(NAMESPACE) || !platform.isEnabled('opensearch')) return [];
  const known = platformWorkloads(platform).flatMap(({ component, workload: { name, kind } }) =>
    component === 'opensearch' && kind === 'StatefulSet' ? [name.slice(PREFIX.length)] : [],
  );
  const nodes = specField(platform.effective.spec, 'opensearch', 'nodes');
  const names = (Array.isArray(nodes) ? nodes : []).flatMap((node) => (isJsonObject(node) ? (node.name ?? []) : []));
  return names
    .filter((name) => !known.some((one) => one === name))
    .map((name) => ({
      what: `network.egress denies egress in ${NAMESPACE}, and the destinations of this pool of OpenSearch nodes are unknown`,
      got: name,
      allowed: known.join(', '),
      fix: `name the pool like one of these, or leave ${NAMESPACE} out`,
    }));
}
