import { validateVerrazzano } from '../../resource/rules';
import type { VerrazzanoResource } from '../../resource/merge';
import { isJsonList, isJsonObject, type JsonValue } from '../../values/json';
import type { Note } from './metadata';

/** Groups of one name that the platform operator merges; typed options and `patch` refuse them. */
const MERGED = 'notChecked.node-group-twice';

/**
 * A resource whose OpenSearch node groups of one name are one group, as the platform operator makes them one where the profile
 * has groups. Where it refuses them they stay as they are.
 * @param resource - a v1beta1 resource
 * @param notes - takes the groups that went into another one
 */
export function withJoinedGroups(resource: VerrazzanoResource, notes: Note[]): VerrazzanoResource {
  const found = validateVerrazzano({ resource }).filter(({ rule }) => rule === MERGED);
  const { components } = resource.spec ?? {};
  const opensearch = isJsonObject(components) ? components.opensearch : undefined;
  if (found.length === 0 || !isJsonObject(components) || !isJsonObject(opensearch)) return resource;
  for (const { path } of found) {
    notes.push({ path, text: 'is the name of another group; they become one, as upstream does it' });
  }
  const nodes = isJsonList(opensearch.nodes) ? joined(opensearch.nodes) : [];
  return {
    ...resource,
    spec: { ...resource.spec, components: { ...components, opensearch: { ...opensearch, nodes } } },
  };
}

function joined(nodes: readonly JsonValue[]): readonly JsonValue[] {
  return nodes.reduce<readonly JsonValue[]>((groups, node) => {
    const at = groups.findIndex((group) => nameOf(group) !== undefined && nameOf(group) === nameOf(node));
    return at < 0 ? [...groups, node] : groups.map((group, i) => (i === at ? over(group, node) : group));
  }, []);
}

function nameOf(node: JsonValue): JsonValue | undefined {
  return isJsonObject(node) && node.name !== '' ? node.name : undefined;
}

/** The later group over the earlier one: maps member by member, lists and scalars replaced; null counts as absent. */
function over(earlier: JsonValue | undefined, later: JsonValue): JsonValue {
  if (!isJsonObject(earlier) || !isJsonObject(later)) return later;
  const result = new Map(Object.entries(earlier));
  for (const [key, value] of Object.entries(later)) {
    if (value !== null && value !== undefined) result.set(key, over(earlier[key], value));
  }
  return Object.fromEntries(result);
}
