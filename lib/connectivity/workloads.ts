import { compare } from '../values/compare';
import type { JsonObject, JsonValue } from '../values/json';
import { canonicalJson, groupOf, listAt, nameOf, namespaceOf, objectAt, textAt, textsAt, valueAt } from './manifest';
import type { ContainerPort, WorkloadPeer } from './peer';
import { comparePeers } from './peer';
import { isPort, PROTOCOLS } from './port-set';
import { warning, type Warning } from './warnings';

const GROUPS: readonly string[] = ['', 'apps', 'batch', 'extensions'];

/** Where each kind of workload has its pods. */
const POD_PATHS: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Labels that controllers write, and that differ between the pods of one owner or its revisions. */
const LABELS_OF_CONTROLLERS: ReadonlySet<string> = new Set([
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'pod-template-generation',
  'pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
]);

/**
 * The workloads of manifests. Pods, ReplicaSets and Jobs that belong to an owner count as this owner; where its own
 * manifest is there, that one is read.
 * @param objects - manifests of any kind
 * @param warnings - receives what is doubtful
 * @returns the workloads in the order of their ids
 */
export function readWorkloads(objects: readonly JsonObject[], warnings: Warning[]): WorkloadPeer[] {
  return readTemplates(objects, warnings).map(({ peer }) => peer);
}

/**
 * The pods of the workloads that {@link readWorkloads} finds, as they are written: `metadata` and `spec` of the pod that stands
 * for all of its owner.
 * @param objects - manifests of any kind
 * @returns the pods by the id of their workload
 */
export function podsById(objects: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  return new Map(readTemplates(objects, []).map(({ peer, pod }) => [peer.id, pod]));
}

/** A workload, and the pod that it was read from. */
interface Template {
  readonly peer: WorkloadPeer;
  readonly pod: JsonObject;
  /** A ReplicaSet that is scaled to nothing, as those of former revisions are. */
  readonly isIdle: boolean;
}

function readTemplates(objects: readonly JsonObject[], warnings: Warning[]): Template[] {
  const manifests = objects.filter(isWorkload);
  const own = new Map(manifests.map((object) => [idOf(object), object]));
  const byId = new Map<string, Template[]>();
  for (const object of [...own.values()]) {
    const owner = ownerOf(object);
    if (owner !== undefined && own.has(owner.id)) continue;
    const template = readTemplate(object, owner ?? { id: idOf(object), name: nameOf(object), kind: kindOf(object) });
    byId.set(template.peer.id, [...(byId.get(template.peer.id) ?? []), template]);
  }
  const workloads = [...byId.values()].map((pods) => representative(pods, warnings));
  return workloads.sort((a, b) => comparePeers(a.peer, b.peer));
}

/** Kind of a manifest. */
export function kindOf(object: JsonObject): string {
  return textAt(object, 'kind') ?? '';
}

function isWorkload(object: JsonObject): boolean {
  return Object.hasOwn(POD_PATHS, kindOf(object)) && GROUPS.includes(groupOf(object));
}

function idOf(object: JsonObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}[${kindOf(object)}]`;
}

interface Owner {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

/** The controller of an object; static pods belong to their node, which owns no workload. */
function ownerOf(object: JsonObject): Owner | undefined {
  const reference = listAt(object, 'metadata', 'ownerReferences').find(
    (each) => valueAt(each, 'controller') === true && valueAt(each, 'kind') !== 'Node',
  );
  const name = textAt(reference, 'name');
  const kind = textAt(reference, 'kind');
  if (name === undefined || kind === undefined) return undefined;
  // What is no pod keeps its own name beside an owner that is not part of the input, such as a custom resource.
  if (kindOf(object) !== 'Pod' && !Object.hasOwn(POD_PATHS, kind)) return undefined;
  return { id: `${namespaceOf(object)}/${name}[${kind}]`, name, kind };
}

function readTemplate(object: JsonObject, { id, name, kind }: Owner): Template {
  const pod = objectAt(object, ...(POD_PATHS[kindOf(object)] ?? []));
  // Other init containers end before the pod serves anything.
  const sidecars = listAt(pod, 'spec', 'initContainers').filter((each) => valueAt(each, 'restartPolicy') === 'Always');
  const containers = [...listAt(pod, 'spec', 'containers'), ...sidecars];
  const peer: WorkloadPeer = {
    type: 'workload',
    id,
    namespace: namespaceOf(object),
    name,
    kind,
    labels: { ...labelsOfJob(object), ...textsAt(pod, 'metadata', 'labels') },
    ports: containers.flatMap((container) => listAt(container, 'ports').flatMap(readContainerPort)),
    hostNetwork: valueAt(pod, 'spec', 'hostNetwork') === true,
  };
  const isIdle = kindOf(object) === 'ReplicaSet' && valueAt(object, 'spec', 'replicas') === 0;
  return { peer, pod, isIdle };
}

/** What an API server adds to the pods of a Job. Source: the reference page "Well-Known Labels" of Kubernetes. */
function labelsOfJob(object: JsonObject): Record<string, string> {
  if (kindOf(object) !== 'Job' || valueAt(object, 'spec', 'manualSelector') === true) return {};
  return { 'job-name': nameOf(object), 'batch.kubernetes.io/job-name': nameOf(object) };
}

function readContainerPort(value: JsonValue): ContainerPort[] {
  const port = valueAt(value, 'containerPort');
  const protocol = PROTOCOLS.find((each) => each === (valueAt(value, 'protocol') ?? 'TCP'));
  const name = textAt(value, 'name');
  if (!isPort(port) || protocol === undefined) return [];
  return [{ ...(name !== undefined && { name }), protocol, port }];
}

/** The same whatever the order of the pods. */
function representative(all: readonly Template[], warnings: Warning[]): Template {
  const busy = all.filter(({ isIdle }) => !isIdle);
  const pods = busy.length > 0 ? busy : all;
  const texts = pods.map((each) => ({ each, text: canonicalJson(comparable(each.peer)) }));
  const [first, ...others] = texts.sort((a, b) => compare(a.text, b.text));
  if (first === undefined) throw new Error('a workload has no pods');
  if (others.some(({ text }) => text !== first.text)) {
    const message = 'its pods have different labels, ports or networks; one of them stands for all';
    warnings.push(warning('labels-differ', first.each.peer.id, message));
  }
  return first.each;
}

function comparable({ labels, ports, hostNetwork }: WorkloadPeer): JsonObject {
  const kept = Object.entries(labels).filter(([key]) => !LABELS_OF_CONTROLLERS.has(key));
  return { labels: Object.fromEntries(kept), ports: ports.map((port) => ({ ...port })), hostNetwork };
}
