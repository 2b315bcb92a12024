import { NAMESPACE_NAME } from '../values/names';
import type { JsonObject } from '../values/json';
import { decisiveJson } from './decisive';
import type { IpRange } from './ip-ranges';
import {
  canonicalJson,
  flattenLists,
  groupOf,
  kindOf,
  nameOf,
  namespaceOf,
  objectName,
  textAt,
  textsAt,
} from './manifest';
import { readNodes } from './nodes';
import type { WorkloadPeer } from './peer';
import type { Policy } from './policy';
import { readPolicies } from './read-policies';
import { readBackends, readServices, type Backend, type SelectingService } from './services';
import { unknownPods } from './unknown-pods';
import { warning, type Warning } from './warnings';
import { readWorkloads } from './workloads';

/** What manifests say about connectivity. */
export interface Input {
  readonly workloads: readonly WorkloadPeer[];
  /** The policies that a cluster accepts, by id. */
  readonly policies: readonly Policy[];
  /** Labels by name of namespace. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Namespaces of workloads that have no manifest. */
  readonly assumedNamespaces: readonly string[];
  readonly services: readonly SelectingService[];
  readonly backends: readonly Backend[];
  /** Addresses of the Nodes; empty when there is no Node. */
  readonly nodeAddresses: readonly IpRange[];
  /** Names of the policies, or of rules in them, that decide and are not evaluated. */
  readonly unevaluated: readonly string[];
  /** Names of the policies that a cluster refuses. */
  readonly invalidPolicies: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * Reads what decides about connectivity from manifests.
 * @param objects - manifests of any kinds, also Lists
 * @param nodeAddresses - addresses of all nodes, if they are known besides
 */
export function readInput(objects: readonly JsonObject[], nodeAddresses?: readonly IpRange[]): Input {
  const warnings: Warning[] = [];
  const manifests = withoutDuplicates(flattenLists(objects), warnings);
  const workloads = readWorkloads(manifests);
  const nodes = readNodes(manifests, nodeAddresses);
  const { policies, unevaluated, invalid } = readPolicies(manifests, nodes, warnings);
  for (const each of unknownPods(manifests)) warnings.push(each);
  const namespaces = readNamespaces(manifests);
  const known = new Set(namespaces.keys());
  const assumedNamespaces = [...new Set(workloads.map(({ namespace }) => namespace))].filter(
    (name) => !known.has(name),
  );
  for (const name of assumedNamespaces) namespaces.set(name, { [NAMESPACE_NAME]: name });
  return {
    workloads,
    policies,
    namespaces,
    assumedNamespaces,
    services: readServices(manifests),
    backends: readBackends(manifests),
    nodeAddresses: nodes.addresses,
    unevaluated,
    invalidPolicies: invalid,
    warnings,
  };
}

function readNamespaces(manifests: readonly JsonObject[]): Map<string, Record<string, string>> {
  const namespaces = manifests.filter((object) => kindOf(object) === 'Namespace' && groupOf(object) === '');
  return new Map(
    namespaces.map((object) => [
      nameOf(object),
      { ...textsAt(object, 'metadata', 'labels'), [NAMESPACE_NAME]: nameOf(object) },
    ]),
  );
}

/** Of objects with the same kind and name, the last one, as when they are applied in turn. */
function withoutDuplicates(objects: readonly JsonObject[], warnings: Warning[]): JsonObject[] {
  const unique = new Map<string, JsonObject>();
  for (const object of objects) {
    if (textAt(object, 'metadata', 'name') === undefined) {
      unique.set(`${unique.size} ${canonicalJson(object)}`, object);
      continue;
    }
    const id = `${groupOf(object)} ${kindOf(object)} ${namespaceOf(object)}/${nameOf(object)}`;
    const known = unique.get(id);
    if (known !== undefined && decisiveJson(known) !== decisiveJson(object)) {
      warnings.push(warning('duplicate', objectName(object), 'is there more than once; the last one counts'));
    }
    unique.set(id, object);
  }
  return [...unique.values()];
}
