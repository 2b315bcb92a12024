import type { JsonObject, JsonValue } from '../values/json';
import { parseIpRange, type IpRange } from './ip-ranges';
import { groupOf, kindOf, listAt, nameOf, objectAt, textAt, textsAt, valueAt } from './manifest';
import type { ContainerPort } from './peer';
import { POD_KINDS, podPath } from './pod-kinds';
import type { PodSplit } from './pod-split';
import { isPort, PROTOCOLS } from './port-set';

/** A pod, or a template of pods, as connectivity sees it. */
export interface Template {
  /** The manifest that it was read from. */
  readonly object: JsonObject;
  /** Its `metadata` and `spec`. */
  readonly pod: JsonObject;
  /** Name of the pod; left out for a template. */
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  /** Addresses of the pod, if they are known. */
  readonly addresses: readonly IpRange[];
}

/** Labels that tell the pods of a StatefulSet apart. Source: the reference page "Well-Known Labels" of Kubernetes. */
const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

/** Largest StatefulSet whose template is read pod by pod. */
const MAX_ORDINALS = 100;

/** Whether an object carries pods that are known. */
export function isWorkload(object: JsonObject): boolean {
  const kind = kindOf(object);
  return Object.hasOwn(POD_KINDS, kind) && POD_KINDS[kind]?.groups.includes(groupOf(object)) === true;
}

/**
 * Reads the pods of an object: one, or one per ordinal of a StatefulSet whose pods selectors tell apart by name.
 * @param object - a workload
 * @param split - what tells pods apart
 */
export function readTemplate(object: JsonObject, split: PodSplit): Template[] {
  const kind = kindOf(object);
  const pod = objectAt(object, ...podPath(kind));
  // Other init containers end before the pod serves anything.
  const sidecars = listAt(pod, 'spec', 'initContainers').filter((each) => valueAt(each, 'restartPolicy') === 'Always');
  const containers = [...listAt(pod, 'spec', 'containers'), ...sidecars];
  const template: Template = {
    object,
    pod,
    ...(kind === 'Pod' && { name: nameOf(object) }),
    labels: { ...labelsOfController(object), ...textsAt(pod, 'metadata', 'labels') },
    ports: containers.flatMap((container) => listAt(container, 'ports').flatMap(readContainerPort)),
    hostNetwork: valueAt(pod, 'spec', 'hostNetwork') === true,
    addresses: kind === 'Pod' ? addressesOf(object) : [],
  };
  const byName = kind === 'StatefulSet' && (split.keys.has(POD_NAME) || split.keys.has(POD_INDEX));
  return byName ? perOrdinal(object, template) : [template];
}

/**
 * Labels of the pods that an object makes, with those that its controller adds: one set, or one for each pod of a StatefulSet.
 * @param object - a workload
 */
export function labelsOfPods(object: JsonObject): ReadonlyArray<Readonly<Record<string, string>>> {
  return readTemplate(object, { keys: new Set([POD_NAME]), networks: [] }).map(({ labels }) => labels);
}

function perOrdinal(object: JsonObject, template: Template): Template[] {
  const replicas = valueAt(object, 'spec', 'replicas') ?? 1;
  const start = valueAt(object, 'spec', 'ordinals', 'start') ?? 0;
  if (typeof replicas !== 'number' || typeof start !== 'number') return [template];
  if (replicas < 1 || replicas > MAX_ORDINALS) return [template];
  return Array.from({ length: replicas }, (_, index) => {
    const name = `${nameOf(object)}-${start + index}`;
    return { ...template, name, labels: { ...template.labels, [POD_NAME]: name, [POD_INDEX]: `${start + index}` } };
  });
}

/** What controllers add to the labels of a template. Sources: "Well-Known Labels" of Kubernetes, KubeVirt's API. */
function labelsOfController(object: JsonObject): Record<string, string> {
  const name = nameOf(object);
  switch (kindOf(object)) {
    case 'Job':
      if (valueAt(object, 'spec', 'manualSelector') === true) return {};
      return { 'job-name': name, 'batch.kubernetes.io/job-name': name };
    case 'VirtualMachine':
    case 'VirtualMachineInstance':
      return { 'kubevirt.io': 'virt-launcher', 'vm.kubevirt.io/name': name };
    default:
      return {};
  }
}

function addressesOf(pod: JsonObject): IpRange[] {
  const several = listAt(pod, 'status', 'podIPs').map((each) => textAt(each, 'ip'));
  const texts = several.length > 0 ? several : [textAt(pod, 'status', 'podIP')];
  return texts.flatMap((text) => (text === undefined ? [] : (parseIpRange(text) ?? [])));
}

function readContainerPort(value: JsonValue): ContainerPort[] {
  const port = valueAt(value, 'containerPort');
  const protocol = PROTOCOLS.find((each) => each === (valueAt(value, 'protocol') ?? 'TCP'));
  const name = textAt(value, 'name');
  if (!isPort(port) || protocol === undefined) return [];
  return [{ ...(name !== undefined && { name }), protocol, port }];
}
