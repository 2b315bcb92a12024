import { NAMESPACE_NAME } from '../values/names';
import { compare } from '../values/compare';
import type { JsonObject } from '../values/json';
import { canonicalJson, decisiveJson, flattenLists, groupOf, nameOf, namespaceOf, textAt, textsAt } from './manifest';
import type { WorkloadPeer } from './peer';
import { readPolicy, type Policy } from './policy';
import { readBackends, readServices, type Backend, type Service } from './services';
import { warning, type Warning } from './warnings';
import { kindOf, readWorkloads } from './workloads';

/** What manifests say about connectivity. */
export interface Input {
  readonly workloads: readonly WorkloadPeer[];
  /** The policies that a cluster accepts, by id. */
  readonly policies: readonly Policy[];
  /** Labels by name of namespace. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Namespaces of workloads that have no manifest. */
  readonly assumedNamespaces: readonly string[];
  readonly services: readonly Service[];
  readonly backends: readonly Backend[];
  readonly warnings: readonly Warning[];
}

const POLICY_GROUPS: readonly string[] = ['networking.k8s.io', 'extensions'];

/** Kinds of other policies that decide about the same traffic. */
const OTHER_POLICIES: ReadonlySet<string> = new Set([
  'AdminNetworkPolicy',
  'AntreaClusterNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'CiliumNetworkPolicy',
  'ClusterNetworkPolicy',
  'GlobalNetworkPolicy',
  'NetworkPolicy',
  'StagedNetworkPolicy',
]);

/**
 * Reads what decides about connectivity from manifests.
 * @param objects - manifests of any kinds, also Lists
 */
export function readInput(objects: readonly JsonObject[]): Input {
  const warnings: Warning[] = [];
  const manifests = withoutDuplicates(flattenLists(objects), warnings);
  const workloads = readWorkloads(manifests, warnings);
  const namespaces = readNamespaces(manifests);
  const known = new Set(namespaces.keys());
  const assumedNamespaces = [...new Set(workloads.map(({ namespace }) => namespace))].filter(
    (name) => !known.has(name),
  );
  for (const name of assumedNamespaces) namespaces.set(name, { [NAMESPACE_NAME]: name });
  return {
    workloads,
    policies: readPolicies(manifests, warnings),
    namespaces,
    assumedNamespaces,
    services: readServices(manifests),
    backends: readBackends(manifests),
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

function readPolicies(manifests: readonly JsonObject[], warnings: Warning[]): Policy[] {
  const policies: Policy[] = [];
  for (const object of manifests) {
    if (!OTHER_POLICIES.has(kindOf(object))) continue;
    const name = `${kindOf(object)} ${namespaceOf(object)}/${nameOf(object)}`;
    if (kindOf(object) !== 'NetworkPolicy' || !POLICY_GROUPS.includes(groupOf(object))) {
      const message = `kind ${textAt(object, 'apiVersion') ?? ''} ${kindOf(object)} is not evaluated`;
      warnings.push(warning('not-evaluated', name, message));
      continue;
    }
    const { policy, problems } = readPolicy(object);
    if (problems.length === 0) policies.push(policy);
    for (const problem of problems)
      warnings.push(warning('invalid-policy', name, `${problem}; the policy is left out`));
  }
  return policies.sort((a, b) => compare(a.id, b.id));
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
      const name = `${kindOf(object)} ${namespaceOf(object)}/${nameOf(object)}`;
      warnings.push(warning('duplicate', name, 'is there more than once; the last one counts'));
    }
    unique.set(id, object);
  }
  return [...unique.values()];
}
