import type { JsonObject } from '../values/json';
import { kindOf, listAt, nameOf, namespaceOf, textAt, valueAt } from './manifest';
import { POD_KINDS } from './pod-kinds';

/** The object that pods belong to. */
export interface Owner {
  /** `namespace/name[Kind]`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}

/** Who owns which workloads. */
export interface Owners {
  /** The owner of an object above which there is no other workload; the object itself when it has none. */
  readonly rootOf: (object: JsonObject) => Owner;
  /** Whether the manifest of an owner above an object is part of the input. */
  readonly isBelowOther: (object: JsonObject) => boolean;
}

/** Labels with the hash by which a Deployment or Rollout names its ReplicaSets. */
const HASH_LABELS: ReadonlyArray<readonly [label: string, kind: string]> = [
  ['pod-template-hash', 'Deployment'],
  ['rollouts-pod-template-hash', 'Rollout'],
];

/** Longest chain of owners that is followed: a Pod, Job and CronJob have three members. */
const MAX_CHAIN = 8;

/**
 * Finds owners among workloads.
 * @param workloads - manifests of kinds that carry pods
 */
export function ownersOf(workloads: readonly JsonObject[]): Owners {
  const known = new Map(workloads.map((object) => [selfOf(object).id, object]));
  const above = (object: JsonObject): Owner | undefined => {
    const owner = controllerOf(object);
    if (owner === undefined || known.has(owner.id)) return owner;
    return deploymentOf(object, owner, known) ?? owner;
  };
  const rootOf = (object: JsonObject): Owner => {
    let [root, current] = [selfOf(object), object as JsonObject | undefined];
    for (let length = 0; current !== undefined && length < MAX_CHAIN; length++) {
      const owner = above(current);
      if (owner === undefined) break;
      root = owner;
      current = known.get(owner.id);
    }
    return root;
  };
  return { rootOf, isBelowOther: (object) => known.has(above(object)?.id ?? '') };
}

function selfOf(object: JsonObject): Owner {
  return ownerNamed(namespaceOf(object), nameOf(object), kindOf(object));
}

function ownerNamed(namespace: string, name: string, kind: string): Owner {
  return { id: `${namespace}/${name}[${kind}]`, namespace, name, kind };
}

/** The controller of an object; static pods belong to their node, which owns no workload. */
function controllerOf(object: JsonObject): Owner | undefined {
  const reference = listAt(object, 'metadata', 'ownerReferences').find(
    (each) => valueAt(each, 'controller') === true && valueAt(each, 'kind') !== 'Node',
  );
  const name = textAt(reference, 'name');
  const kind = textAt(reference, 'kind');
  if (name === undefined || kind === undefined) return undefined;
  // What is not a pod keeps its own name beside an owner that is not part of the input, such as a custom resource.
  if (kindOf(object) !== 'Pod' && !Object.hasOwn(POD_KINDS, kind)) return undefined;
  return ownerNamed(namespaceOf(object), name, kind);
}

/**
 * The Deployment of a pod whose ReplicaSet is not part of the input: the name of a ReplicaSet is that of its Deployment and the hash
 * of the template. Source: `getNewReplicaSet` in `pkg/controller/deployment/sync.go` of Kubernetes.
 */
function deploymentOf(pod: JsonObject, owner: Owner, known: ReadonlyMap<string, JsonObject>): Owner | undefined {
  if (kindOf(pod) !== 'Pod' || owner.kind !== 'ReplicaSet') return undefined;
  for (const [label, kind] of HASH_LABELS) {
    const hash = textAt(pod, 'metadata', 'labels', label);
    if (hash === undefined || !owner.name.endsWith(`-${hash}`)) continue;
    const found = ownerNamed(owner.namespace, owner.name.slice(0, -hash.length - 1), kind);
    if (known.has(found.id)) return found;
  }
  return undefined;
}
