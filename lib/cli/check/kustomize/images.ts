import { listAt, textAt } from '../../../connectivity/manifest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { withValueAt } from '../../../values/path';
import { changed, idsOf, type BuiltObject } from './built-object';

/**
 * An object with the images and numbers of replicas that a kustomization states. Source: reference of kustomize, images and replicas.
 * @param built - the object
 * @param kustomization - the kustomization
 */
export function withImagesAndReplicas(built: BuiltObject, kustomization: JsonObject): BuiltObject {
  const [images, replicas] = ['images', 'replicas'].map((field) => listAt(kustomization, field).filter(isJsonObject));
  const renamed = (images ?? []).reduce<JsonObject>(
    (object, image) => (object.kind === 'CustomResourceDefinition' ? object : (withImage(object, image) as JsonObject)),
    built.object,
  );
  return (replicas ?? []).reduce(withReplicas, changed(built, renamed));
}

/** Kinds with a number of replicas. */
const COUNTED: readonly string[] = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

function withReplicas(built: BuiltObject, { name, count }: JsonObject): BuiltObject {
  const isMeant = COUNTED.includes(textAt(built.object, 'kind') ?? '') && idsOf(built).some((id) => id.name === name);
  return isMeant && typeof count === 'number'
    ? changed(built, withValueAt(built.object, ['spec', 'replicas'], count))
    : built;
}

/** Any value with an image in the lists of containers in it; itself where there is none. */
function withImage(value: JsonValue, image: JsonObject): JsonValue {
  if (Array.isArray(value))
    return sameOr(
      value,
      (value as readonly JsonValue[]).map((each) => withImage(each, image)),
    );
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, own = null]) => {
    const inner = withImage(own, image);
    const isList = ['containers', 'initContainers'].includes(key) && Array.isArray(inner);
    return [
      key,
      isList
        ? sameOr(
            inner,
            (inner as readonly JsonValue[]).map((each) => inContainer(each, image)),
          )
        : inner,
    ];
  });
  return entries.some(([key, own]) => own !== value[key as string])
    ? (Object.fromEntries(entries) as JsonObject)
    : value;
}

function sameOr(before: JsonValue, after: readonly JsonValue[]): JsonValue {
  return after.every((each, index) => each === (before as readonly JsonValue[])[index]) ? before : [...after];
}

/** What comes after the name of an image. Source: kustomize, `api/filters/imagetag`. */
const VERSION = /^(?::[\w.{}-]*)?(?:@sha256:[\w.{}-]*)?$/;

function inContainer(container: JsonValue, { name, newName, newTag, digest }: JsonObject): JsonValue {
  if (!isJsonObject(container) || typeof container.image !== 'string' || typeof name !== 'string') return container;
  const after = container.image.slice(name.length);
  if (!container.image.startsWith(name) || !VERSION.test(after)) return container;
  const own = typeof newName === 'string' && newName !== '' ? newName : name;
  const tag = newTag === undefined || newTag === null || newTag === '' ? '' : `:${newTag as string}`;
  const exact = typeof digest === 'string' && digest !== '' ? `@${digest}` : '';
  return { ...container, image: `${own}${tag === '' && exact === '' ? after : `${tag}${exact}`}` };
}
