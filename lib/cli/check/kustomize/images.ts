import { matchesPattern } from '../../../checks/schema/go-pattern';
import { listAt, textAt } from '../../../connectivity/manifest';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';

/** Lists of containers, wherever they are. Source: kustomize, `api/filters/imagetag/legacy.go`. */
const CONTAINERS: readonly string[] = ['containers', 'initContainers'];

/**
 * An object with the images of a kustomization. Source: kustomize, `api/filters/imagetag`, `api/internal/image`, and `images` of its default
 * configuration.
 * @param object - the object
 * @param kustomization - the kustomization
 */
export function withImages(object: JsonObject, kustomization: JsonObject): JsonObject {
  // A definition is about images of other objects.
  if (object.kind === 'CustomResourceDefinition') return object;
  return listAt(kustomization, 'images').reduce<JsonObject>((all, image) => {
    const update = updaterOf(image);
    return inPods(inContainers(all, update), update);
  }, object);
}

type Update = (image: string) => string;

/** How an entry of `images` changes the images that it is about; its name is a regular expression. */
function updaterOf(entry: JsonValue): Update {
  const name = textAt(entry, 'name') ?? '';
  const isMeant = imageTest(name);
  const [newName = '', newTag = '', digest = '', suffix = ''] = ['newName', 'newTag', 'digest', 'tagSuffix'].map(
    (field) => scalarAt(entry, field),
  );
  return (image) => {
    if (!isMeant(image)) return image;
    const parts = split(image);
    const version =
      newTag !== '' || digest !== ''
        ? { tag: newTag, digest }
        : suffix !== ''
          ? { tag: `${parts.tag}${suffix}`, digest: '' }
          : parts;
    return `${newName === '' ? parts.name : newName}${version.tag === '' ? '' : `:${version.tag}`}${version.digest === '' ? '' : `@${version.digest}`}`;
  };
}

/** Letters, and what an image has between them: without a quantifier, which could make a comparison slow. */
const PLAIN = /^[\w./:@-]*$/;

function imageTest(name: string): (image: string) => boolean {
  const pattern = `^${name}(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$`;
  if (!PLAIN.test(name)) return (image) => matchesPattern(pattern, image) === true;
  const plain = new RegExp(pattern);
  return (image) => plain.test(image);
}

/** A tag may be written as a number. */
function scalarAt(entry: JsonValue, field: string): string {
  const value = isJsonObject(entry) ? entry[field] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What an image is called, and its version; the first part may have a port. */
function split(image: string): { readonly name: string; readonly tag: string; readonly digest: string } {
  const slash = Math.max(image.indexOf('/'), 0);
  const at = image.indexOf('@', slash);
  const named = at < 0 ? image : image.slice(0, at);
  const colon = named.indexOf(':', slash);
  return {
    name: colon < 0 ? named : named.slice(0, colon),
    tag: colon < 0 ? '' : named.slice(colon + 1),
    digest: at < 0 ? '' : image.slice(at + 1),
  };
}

/** Images of containers anywhere in an object. */
function inContainers(value: JsonObject, update: Update): JsonObject;
function inContainers(value: JsonValue, update: Update): JsonValue;
function inContainers(value: JsonValue, update: Update): JsonValue {
  if (isJsonList(value)) return value.map((item) => inContainers(item, update));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([key, member]): [string, JsonValue] => {
    const inner = inContainers(member ?? null, update);
    return [key, CONTAINERS.includes(key) && isJsonList(inner) ? inner.map((each) => withImage(each, update)) : inner];
  });
  return Object.fromEntries(members);
}

/** Images of the pods of an object, which come a second time: that is how kustomize adds a suffix twice. */
function inPods(object: JsonObject, update: Update): JsonObject {
  const { spec } = object;
  if (!isJsonObject(spec)) return object;
  const { template } = spec;
  const own = podWithImages(spec, update);
  const inner =
    isJsonObject(template) && isJsonObject(template.spec)
      ? { template: { ...template, spec: podWithImages(template.spec, update) } }
      : {};
  return { ...object, spec: { ...own, ...inner } };
}

function podWithImages(pod: JsonObject, update: Update): JsonObject {
  const lists = CONTAINERS.flatMap((key) => {
    const list = pod[key];
    return isJsonList(list) ? [[key, list.map((each) => withImage(each, update))] as const] : [];
  });
  return { ...pod, ...Object.fromEntries(lists) };
}

function withImage(container: JsonValue, update: Update): JsonValue {
  if (!isJsonObject(container) || typeof container.image !== 'string') return container;
  return { ...container, image: update(container.image) };
}
