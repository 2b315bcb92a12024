import type { JsonObject, JsonValue } from '../values/json';
import { canonicalJson, groupOf, kindOf, listAt, objectAt, textAt, textsAt, valueAt } from './manifest';
import { podPath } from './pod-kinds';
import { isWorkload } from './pod-template';
import { withoutUndefined } from '../values/json';

/** Annotations of pods that decide about sidecars and what they intercept. */
export const MESH_ANNOTATION = /(^|\.)istio\.io\//;

/** Fields of every object that are compared elsewhere, or do not decide. */
const NOT_DECISIVE: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/**
 * What of an object decides about connectivity, as text that is equal for objects that are evaluated alike: images, annotations,
 * status and what an API server writes into metadata are left out.
 * @param object - a manifest
 */
export function decisiveJson(object: JsonObject): string {
  const owners = listAt(object, 'metadata', 'ownerReferences').map((each) => [
    textAt(each, 'kind') ?? '',
    textAt(each, 'name') ?? '',
    valueAt(each, 'controller') ?? false,
  ]);
  return canonicalJson({ owners, ...partsOf(object) });
}

function partsOf(object: JsonObject): JsonObject {
  if (isWorkload(object)) return podParts(objectAt(object, ...podPath(kindOf(object))));
  switch (groupOf(object) === '' ? kindOf(object) : '') {
    case 'Namespace':
      return { labels: textsAt(object, 'metadata', 'labels') };
    case 'Node':
      return {
        labels: textsAt(object, 'metadata', 'labels'),
        addresses: valueAt(object, 'status', 'addresses') ?? null,
      };
    case 'Service': {
      const { type, selector, ports, loadBalancerSourceRanges } = objectAt(object, 'spec');
      return withoutUndefined({ type, selector, ports, loadBalancerSourceRanges });
    }
    default:
      return Object.fromEntries(Object.entries(object).filter(([key]) => !NOT_DECISIVE.has(key)));
  }
}

function podParts(pod: JsonObject): JsonObject {
  const annotations = Object.entries(textsAt(pod, 'metadata', 'annotations')).filter(([key]) =>
    MESH_ANNOTATION.test(key),
  );
  return {
    labels: textsAt(pod, 'metadata', 'labels'),
    annotations: Object.fromEntries(annotations),
    hostNetwork: valueAt(pod, 'spec', 'hostNetwork') ?? false,
    serviceAccountName:
      valueAt(pod, 'spec', 'serviceAccountName') || valueAt(pod, 'spec', 'serviceAccount') || 'default',
    containers: listAt(pod, 'spec', 'containers').map(containerParts),
    initContainers: listAt(pod, 'spec', 'initContainers').map(containerParts),
  };
}

function containerParts(container: JsonValue): JsonObject {
  const { name, ports, args, restartPolicy } = objectAt(container);
  return withoutUndefined({ name, ports, args, restartPolicy });
}
