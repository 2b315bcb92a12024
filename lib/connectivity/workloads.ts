import type { JsonObject } from '../values/json';
import { ownersOf, type Owner } from './owners';
import { flattenLists, kindOf, valueAt } from './manifest';
import type { WorkloadPeer } from './peer';
import { comparePeers } from './peer';
import { podSplit, type PodSplit } from './pod-split';
import { isWorkload, readTemplate, type Template } from './pod-template';
import { splitPods } from './split-pods';

/**
 * The workloads of manifests. Pods, ReplicaSets and Jobs that belong to an owner count as this owner. Where its pods are part of
 * the input, they are read; otherwise its template is. Pods of one owner that selectors tell apart are peers of their own.
 * @param objects - manifests of any kind, without Lists
 * @returns the workloads in the order of their ids
 */
export function readWorkloads(objects: readonly JsonObject[]): WorkloadPeer[] {
  return readPods(objects).map(({ peer }) => peer);
}

/**
 * The pods of the workloads of manifests, as they are written: `metadata` and `spec` of a pod of each peer. Which pods of one owner
 * are peers of their own depends on the selectors among the manifests: pass the same ones as to `Connectivity.of`.
 * @param objects - manifests of any kind, also Lists
 * @returns the pods by the id of their peer
 */
export function podsById(objects: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  return new Map(readPods(flattenLists(objects)).map(({ peer, pod }) => [peer.id, pod]));
}

/** A peer, and a pod of it. */
interface PeerWithPod {
  readonly peer: WorkloadPeer;
  readonly pod: JsonObject;
}

/** What the input holds of one owner. */
interface Members {
  readonly owner: Owner;
  /** Its pods. */
  readonly pods: Template[];
  /** Its own template, or those of objects between it and its pods. */
  readonly templates: Template[];
}

function readPods(objects: readonly JsonObject[]): PeerWithPod[] {
  const split = podSplit(objects);
  const peers = [...membersByOwner(objects, split).values()].flatMap((members) =>
    splitPods(members.owner, deciding(members), split),
  );
  return peers.sort((a, b) => comparePeers(a.peer, b.peer));
}

function membersByOwner(objects: readonly JsonObject[], split: PodSplit): Map<string, Members> {
  const manifests = objects.filter(isWorkload);
  const { rootOf, isBelowOther } = ownersOf(manifests);
  const members = new Map<string, Members>();
  for (const object of manifests) {
    const owner = rootOf(object);
    const own = members.get(owner.id) ?? { owner, pods: [], templates: [] };
    members.set(owner.id, own);
    if (kindOf(object) !== 'Pod' && isBelowOther(object)) continue;
    const list = kindOf(object) === 'Pod' ? own.pods : own.templates;
    for (const template of readTemplate(object, split)) list.push(template);
  }
  return members;
}

/** Pods as they run, or else as they would be made. */
function deciding({ pods, templates }: Members): readonly Template[] {
  const running = pods.filter(({ object }) => !isFinished(object));
  if (running.length > 0) return running;
  const busy = templates.filter(({ object }) => !isIdle(object));
  if (busy.length > 0) return busy;
  return templates.length > 0 ? templates : pods;
}

function isFinished(pod: JsonObject): boolean {
  const phase = valueAt(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

/** A ReplicaSet that is scaled to nothing, as those of former revisions are. */
function isIdle(object: JsonObject): boolean {
  return kindOf(object) === 'ReplicaSet' && valueAt(object, 'spec', 'replicas') === 0;
}
