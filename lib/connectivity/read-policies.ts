import { compare } from '../values/compare';
import type { JsonObject } from '../values/json';
import { isAdminPolicy, isOfAdminGroup, readAdminPolicy, type ReadAdminPolicy } from './admin-policy';
import { hostBits } from './host-bits';
import { groupOf, kindOf, objectName, textAt } from './manifest';
import type { Nodes } from './nodes';
import type { Policy } from './policy';
import { readPolicy } from './policy';
import { warning, type Warning } from './warnings';

/** API groups of NetworkPolicies and Ingresses, now and before. */
export const NETWORKING_GROUPS: readonly string[] = ['networking.k8s.io', 'extensions'];

/** Kinds of policies and networks of other projects that decide about the same traffic. */
const OTHER_KINDS: ReadonlySet<string> = new Set([
  'AntreaClusterNetworkPolicy',
  'AntreaNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'ClusterUserDefinedNetwork',
  'CiliumNetworkPolicy',
  'EgressFirewall',
  'EgressNetworkPolicy',
  'GlobalNetworkPolicy',
  'MultiNetworkPolicy',
  'NetworkPolicy',
  'StagedGlobalNetworkPolicy',
  'StagedKubernetesNetworkPolicy',
  'StagedNetworkPolicy',
  'UserDefinedNetwork',
]);

/** The policies of the input. */
export interface ReadPolicies {
  /** Those that a cluster accepts, by id. */
  readonly policies: readonly Policy[];
  /** Those, or places in them, that decide and are not evaluated. */
  readonly unevaluated: readonly string[];
  /** Those that a cluster refuses, which are left out. */
  readonly invalid: readonly string[];
}

/** Whether an object is a NetworkPolicy of Kubernetes. */
export function isNetworkPolicy(object: JsonObject): boolean {
  return kindOf(object) === 'NetworkPolicy' && NETWORKING_GROUPS.includes(groupOf(object));
}

/** Whether an object is a policy about traffic that is not evaluated. */
export function isOtherPolicy(object: JsonObject): boolean {
  if (isNetworkPolicy(object) || isAdminPolicy(object)) return false;
  return OTHER_KINDS.has(kindOf(object)) || isOfAdminGroup(object);
}

/**
 * Reads all policies among manifests.
 * @param manifests - manifests of any kinds, without Lists
 * @param nodes - the nodes, which rules may select
 * @param warnings - receives what is wrong, and what is not evaluated
 */
export function readPolicies(manifests: readonly JsonObject[], nodes: Nodes, warnings: Warning[]): ReadPolicies {
  const policies: Policy[] = [];
  const unevaluated: string[] = [];
  const invalid: string[] = [];
  for (const object of manifests) {
    const name = objectName(object);
    if (isOtherPolicy(object)) {
      const message = `kind ${textAt(object, 'apiVersion') ?? ''} ${kindOf(object)} is not evaluated`;
      warnings.push(warning('not-evaluated', name, message));
      unevaluated.push(name);
      continue;
    }
    const read = readAny(object, nodes);
    if (read === undefined) continue;
    const { policy, problems, unevaluated: places, doubts } = read;
    for (const sentence of hostBits(object)) warnings.push(warning('host-bits', name, sentence));
    for (const doubt of doubts) warnings.push(warning('may-be-refused', name, doubt));
    for (const problem of problems)
      warnings.push(warning('invalid-policy', name, `${problem}; the policy is left out`));
    if (problems.length > 0) {
      invalid.push(name);
      continue;
    }
    policies.push(policy);
    for (const place of places) {
      warnings.push(warning('not-evaluated', name, place));
      unevaluated.push(`${name} ${place}`);
    }
  }
  for (const each of samePriorities(policies)) warnings.push(each);
  return {
    policies: policies.sort((a, b) => compare(a.id, b.id)),
    unevaluated: unevaluated.sort(compare),
    invalid: invalid.sort(compare),
  };
}

function readAny(object: JsonObject, nodes: Nodes): ReadAdminPolicy | undefined {
  if (isNetworkPolicy(object)) return { ...readPolicy(object), unevaluated: [], doubts: [] };
  return isAdminPolicy(object) ? readAdminPolicy(object, (selector) => nodes.selected(selector)) : undefined;
}

/** Which of two policies of one tier and priority decides is up to the network plugin. */
function samePriorities(policies: readonly Policy[]): Warning[] {
  const known = new Map<string, Policy>();
  return policies.flatMap((policy) => {
    if (policy.tier === 'NetworkPolicy') return [];
    const key = `${policy.tier} ${policy.priority}`;
    const first = known.get(key);
    known.set(key, first ?? policy);
    if (first === undefined) return [];
    const message = `has the priority ${policy.priority} of ${first.object}; which one decides is up to the network plugin`;
    return [warning('same-priority', policy.object, `${message}, here the first by name`)];
  });
}
