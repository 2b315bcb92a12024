import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { ADMIN_GROUP } from './admin-policy';
import { parseCidr, type IpRange } from './ip-ranges';
import { groupOf, listAt, objectAt, textAt, valueAt } from './manifest';

/** What tells pods of one owner apart. */
export interface PodSplit {
  /** Keys of labels that selectors of pods use. */
  readonly keys: ReadonlySet<string>;
  /** Networks that rules of the Admin and Baseline tiers match pods by. */
  readonly networks: readonly IpRange[];
}

/** API groups whose objects select pods by labels to decide about traffic. */
const GROUPS: ReadonlySet<string> = new Set([
  ADMIN_GROUP,
  'extensions',
  'networking.istio.io',
  'networking.k8s.io',
  'security.istio.io',
]);

/** Fields with selectors of something other than pods. */
const NOT_PODS: ReadonlySet<string> = new Set(['namespaceSelector', 'namespaces', 'nodes']);

/**
 * What the policies and Services among manifests tell pods apart by.
 * @param objects - manifests of any kinds, without Lists
 */
export function podSplit(objects: readonly JsonObject[]): PodSplit {
  const keys = new Set<string>();
  const networks = new Map<string, IpRange>();
  for (const object of objects) {
    if (textAt(object, 'kind') === 'Service' && groupOf(object) === '')
      addKeys(objectAt(object, 'spec', 'selector'), keys);
    if (!GROUPS.has(groupOf(object))) continue;
    collectKeys(valueAt(object, 'spec'), keys);
    if (groupOf(object) === ADMIN_GROUP) collectNetworks(valueAt(object, 'spec'), networks);
  }
  return { keys, networks: [...networks.values()] };
}

function collectKeys(value: JsonValue | undefined, keys: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) collectKeys(item, keys);
    return;
  }
  if (!isJsonObject(value)) return;
  addKeys(objectAt(value, 'matchLabels'), keys);
  for (const expression of listAt(value, 'matchExpressions')) {
    const key = textAt(expression, 'key');
    if (key !== undefined) keys.add(key);
  }
  for (const [field, member] of Object.entries(value)) {
    if (!NOT_PODS.has(field) && field !== 'matchLabels' && field !== 'matchExpressions') collectKeys(member, keys);
  }
}

function addKeys(labels: JsonObject, keys: Set<string>): void {
  for (const key of Object.keys(labels)) keys.add(key);
}

function collectNetworks(spec: JsonValue | undefined, networks: Map<string, IpRange>): void {
  for (const rule of listAt(spec, 'egress')) {
    for (const peer of listAt(rule, 'to')) {
      for (const text of listAt(peer, 'networks')) {
        if (typeof text !== 'string') continue;
        const range = parseCidr(text)?.range;
        if (range !== undefined) networks.set(text, range);
      }
    }
  }
}
