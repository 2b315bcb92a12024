import { CONTAINER_LISTS } from '../../values/container-lists';
import { canonicalQuantity } from '../../values/canonical-quantity';
import { isFields, itemsAt, type Fields, type Value } from './object';

/**
 * A quantity as Kubernetes writes it after it has read it; what is not a quantity stays as it is.
 * @param value - a string or a number
 */
export function storedQuantity(value: Value): Value {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return canonicalQuantity(String(value)) ?? value;
}

/** Requests and limits with canonical quantities. */
function canonicalResources(container: Fields): void {
  const { resources } = container;
  if (!isFields(resources)) return;
  for (const list of [resources.requests, resources.limits]) {
    if (!isFields(list)) continue;
    for (const key of Object.keys(list)) list[key] = storedQuantity(list[key]);
  }
}

/**
 * Writes the quantities of a pod spec as Kubernetes does.
 * @param spec - the pod spec, which is changed
 */
export function canonicalPodSpec(spec: Fields): void {
  for (const list of CONTAINER_LISTS) {
    itemsAt(spec, list).forEach(canonicalResources);
  }
  for (const { emptyDir } of itemsAt(spec, 'volumes')) {
    if (isFields(emptyDir) && emptyDir.sizeLimit !== undefined) emptyDir.sizeLimit = storedQuantity(emptyDir.sizeLimit);
  }
}
