import { listAt, objectAt, textAt } from '../../../connectivity/manifest';
import { isJsonObject, type JsonObject } from '../../../values/json';
import { changed, idsOf, type BuiltObject } from './built-object';

/** Kinds with replicas. Source: kustomize, `replicas` of its default configuration. */
const SCALED: readonly string[] = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'];

/**
 * Objects with the numbers of replicas of a kustomization, which finds them by any of the names that they had.
 * @param objects - what the kustomization brings
 * @param kustomization - the kustomization
 * @param onUnmatched - told the position and name of an entry that finds nothing, so that nothing can be built
 */
export function withReplicas(
  objects: readonly BuiltObject[],
  kustomization: JsonObject,
  onUnmatched: (index: number, name: string) => void,
): readonly BuiltObject[] {
  return listAt(kustomization, 'replicas').reduce<readonly BuiltObject[]>((all, entry, index) => {
    const name = textAt(entry, 'name') ?? '';
    const { count = 0 } = isJsonObject(entry) ? entry : {};
    const isMeant = (each: BuiltObject): boolean =>
      idsOf(each).some((id) => id.name === name && SCALED.includes(id.kind));
    if (!all.some(isMeant)) onUnmatched(index, name);
    return all.map((each) =>
      isMeant(each)
        ? changed(each, { ...each.object, spec: { ...objectAt(each.object, 'spec'), replicas: Number(count) } })
        : each,
    );
  }, objects);
}
