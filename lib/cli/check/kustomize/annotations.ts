import { objectAt, textAt, textsAt } from '../../../connectivity/manifest';
import { groupVersion } from '../../../checks/checked-object';
import type { JsonObject } from '../../../values/json';
import { withValueAt } from '../../../values/path';

const OBJECT = ['metadata', 'annotations'];
const TEMPLATE = ['spec', 'template', ...OBJECT];

/** Where annotations go beside the object, by kind. Source: kustomize, `commonAnnotations` of its default configuration. */
const PLACES: Readonly<Record<string, ReadonlyArray<readonly string[]>>> = {
  ReplicationController: [TEMPLATE],
  Deployment: [TEMPLATE],
  ReplicaSet: [TEMPLATE],
  DaemonSet: [TEMPLATE],
  StatefulSet: [TEMPLATE],
  'batch/Job': [TEMPLATE],
  'batch/CronJob': [
    ['spec', 'jobTemplate', ...OBJECT],
    ['spec', 'jobTemplate', ...TEMPLATE],
  ],
};

/**
 * An object with the annotations of a kustomization.
 * @param object - the object
 * @param kustomization - the kustomization
 */
export function annotated(object: JsonObject, kustomization: JsonObject): JsonObject {
  const annotations = textsAt(kustomization, 'commonAnnotations');
  if (Object.keys(annotations).length === 0) return object;
  const kind = textAt(object, 'kind') ?? '';
  const places = [OBJECT, ...(PLACES[kind] ?? PLACES[`${groupVersion(object)[0]}/${kind}`] ?? [])];
  return places.reduce((all, path) => withValueAt(all, path, { ...objectAt(all, ...path), ...annotations }), object);
}
