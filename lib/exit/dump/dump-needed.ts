import { groupOf, kindOf, listAt, objectAt, valueAt } from '../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { podTemplatePath } from '../../values/pod-template-path';

/** Kinds of Kubernetes whose status is read. */
const WITH_STATUS: ReadonlySet<string> = new Set(['Namespace', 'Node', 'Service']);

/** Fields of a container that are read of a pod whose workload says the rest. */
const OF_CONTAINERS = ['name', 'image', 'ports', 'args'];

/** Fields of a pod that are read. */
const OF_PODS = ['serviceAccountName', 'serviceAccount', 'hostNetwork', 'nodeName'];

/**
 * What is read of an object. Pods are most of a dump, and their workloads say the same; schemas of CustomResourceDefinitions and reports
 * of controllers are large and say nothing about an installation.
 * @param object - the object as it was read
 */
export function neededFields(object: JsonObject): JsonObject {
  const kind = kindOf(object);
  if (kind === 'Pod' || kind === 'ReplicaSet') return neededPod(object);
  const { status, ...rest } = object;
  if (kind === 'CustomResourceDefinition') {
    const { group, names, scope } = objectAt(object, 'spec');
    return { ...rest, spec: { group, names, scope } };
  }
  return status === undefined || !isReported(object) ? rest : object;
}

function isReported(object: JsonObject): boolean {
  const group = groupOf(object);
  return group.endsWith('verrazzano.io') || (group === '' && WITH_STATUS.has(kindOf(object)));
}

function neededPod(object: JsonObject): JsonObject {
  const { apiVersion, kind, metadata } = object;
  const path = podTemplatePath(kindOf(object)) ?? [];
  const spec = objectAt(object, ...path, 'spec');
  const pod = {
    ...picked(spec, OF_PODS),
    initContainers: containers(spec, 'initContainers'),
    containers: containers(spec, 'containers'),
  };
  if (kind === 'Pod') return { apiVersion, kind, metadata, spec: pod };
  const template = { metadata: objectAt(object, ...path, 'metadata'), spec: pod };
  return { apiVersion, kind, metadata, spec: { selector: valueAt(object, 'spec', 'selector'), template } };
}

function containers(spec: JsonObject, key: string): JsonValue {
  return listAt(spec, key)
    .filter(isJsonObject)
    .map((container) => picked(container, OF_CONTAINERS));
}

function picked(object: JsonObject, keys: readonly string[]): JsonObject {
  const entries = keys.flatMap((key) => (Object.hasOwn(object, key) ? [[key, object[key]] as const] : []));
  return Object.fromEntries(entries);
}
