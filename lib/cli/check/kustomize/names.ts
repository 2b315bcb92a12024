import { textAt } from '../../../connectivity/manifest';
import { groupVersion, type CheckedObject } from '../../../checks/checked-object';
import { nativeScope } from '../../../checks/inventory';
import { referencesOf } from '../../../checks/references';
import type { Reference } from '../../../checks/references/reference';
import { matches } from '../../../checks/walk';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { valueAtPath, withValueAt, type Path } from '../../../values/path';
import { changed, idOf, idsOf, uncertain, type BuiltObject, type ObjectId } from './built-object';
import { isKnownName } from './known-names';

/** Whether objects of a kind are in namespaces; undefined where that is not known. */
export type IsNamespaced = (group: string, kind: string) => boolean | undefined;

/** Kinds whose names kustomize leaves as they are. Source: kustomize, `PrefixTransformer`. */
const UNPREFIXED: readonly string[] = ['/Namespace', 'apiextensions.k8s.io/CustomResourceDefinition'];

/** An object with the prefix and suffix of a kustomization. */
export function affixed(built: BuiltObject, kustomization: JsonObject): BuiltObject {
  const prefix = textAt(kustomization, 'namePrefix') ?? '';
  const suffix = textAt(kustomization, 'nameSuffix') ?? '';
  const { group, kind, name } = idOf(built);
  if (
    prefix + suffix === '' ||
    name === '' ||
    UNPREFIXED.includes(`${group}/${kind}`) ||
    group === 'apiregistration.k8s.io'
  )
    return built;
  return changed(built, withValueAt(built.object, ['metadata', 'name'], `${prefix}${name}${suffix}`));
}

/** Where objects name another one with its namespace, and of which kind that is unless they say it, by group. */
const NAMESPACES: Readonly<Record<string, readonly [pattern: string, kind: string]>> = {
  'rbac.authorization.k8s.io': ['subjects[]', 'ServiceAccount'],
  'admissionregistration.k8s.io': ['webhooks[].clientConfig.service', 'Service'],
  'apiregistration.k8s.io': ['spec.service', 'Service'],
  'apiextensions.k8s.io': ['spec.conversion.webhook.clientConfig.service', 'Service'],
};

/** Groups of {@link NAMESPACES} whose namespaces a kustomization replaces. Source: kustomize, its configuration of namespaces. */
const REPLACED: readonly string[] = ['apiregistration.k8s.io', 'apiextensions.k8s.io'];

/**
 * An object with the namespace of a kustomization: its own, the name of a Namespace, and that of what it names.
 * @param built - the object
 * @param kustomization - the kustomization
 * @param isNamespaced - says it of kinds
 */
export function inNamespaceOf(built: BuiltObject, kustomization: JsonObject, isNamespaced: IsNamespaced): BuiltObject {
  const namespace = textAt(kustomization, 'namespace');
  if (namespace === undefined) return built;
  const { group, kind } = idOf(built);
  const whole = withNamespaces(built.object, namespace);
  if (group === '' && kind === 'Namespace') return changed(built, withValueAt(whole, ['metadata', 'name'], namespace));
  if (isNamespaced(group, kind) === false) return changed(built, whole);
  return changed(built, withValueAt(whole, ['metadata', 'namespace'], namespace));
}

/** Whether a kustomization replaces a namespace wherever it is: also that of accounts called `default`. */
function withNamespaces(object: JsonObject, namespace: string): JsonObject {
  const isReplaced = REPLACED.includes(groupVersion(object)[0]);
  return withNamespacesOf(object, ({ kind, name }) =>
    isReplaced || (kind === 'ServiceAccount' && name === 'default') ? namespace : undefined,
  );
}

/** An object with other namespaces beside the names of others. */
function withNamespacesOf(
  object: JsonObject,
  namespaceOf: (value: JsonObject, kind: string) => string | undefined,
): JsonObject {
  const [pattern, kind = ''] = NAMESPACES[groupVersion(object)[0]] ?? [];
  if (pattern === undefined) return object;
  const found = (whole: JsonObject): JsonObject[] =>
    matches(whole, pattern).flatMap(({ value }) => (isJsonObject(value) ? [value] : []));
  if (!found(object).some((value) => namespaceOf(value, kind) !== undefined)) return object;
  const copy = structuredClone(object);
  for (const value of found(copy)) {
    const namespace = namespaceOf(value, kind);
    if (namespace !== undefined) Object.assign(value, { namespace });
  }
  return copy;
}

/**
 * Objects whose references have the names that kustomizations gave to what they name.
 * @param objects - the objects
 * @param isNamespaced - says it of kinds
 */
export function withRenamed(objects: readonly BuiltObject[], isNamespaced: IsNamespaced): readonly BuiltObject[] {
  const earlier = new Map<string, BuiltObject[]>();
  for (const each of objects) {
    for (const id of each.earlier) {
      const key = keyOf(id);
      const known = earlier.get(key);
      if (known === undefined) earlier.set(key, [each]);
      else if (!known.includes(each)) known.push(each);
    }
  }
  if (earlier.size === 0) return objects;
  const namespaces = new Map<string, string>();
  for (const each of objects) {
    const { namespace } = idOf(each);
    if (namespace === undefined) continue;
    for (const { kind, name } of idsOf(each)) namespaces.set(`${kind} ${name}`, namespace);
  }
  return objects.map((each) => withFilledNamespaces(withRenamedIn(each, earlier, isNamespaced), namespaces));
}

/** An object that names others without their namespace has the one that they have. */
function withFilledNamespaces(built: BuiltObject, namespaces: ReadonlyMap<string, string>): BuiltObject {
  const object = withNamespacesOf(built.object, ({ kind: own, name, namespace }, kind) =>
    namespace === undefined && typeof name === 'string' && (own ?? kind) === kind
      ? namespaces.get(`${kind} ${name}`)
      : undefined,
  );
  return changed(built, object);
}

function keyOf({ group, kind, name }: Pick<ObjectId, 'group' | 'kind' | 'name'>): string {
  return `${group}/${kind}/${name}`;
}

const known = new WeakMap<JsonObject, readonly Reference[]>();

/** The names in an object that kustomize replaces; most objects stay the same from one kustomization to the next. */
function knownNamesIn(built: BuiltObject, isNamespaced: IsNamespaced): readonly Reference[] {
  const before = known.get(built.object);
  if (before !== undefined) return before;
  const from = checked(built, isNamespaced);
  const names = referencesOf(from).filter((reference) => isKnownName(from, reference));
  known.set(built.object, names);
  return names;
}

function withRenamedIn(
  built: BuiltObject,
  earlier: ReadonlyMap<string, readonly BuiltObject[]>,
  isNamespaced: IsNamespaced,
): BuiltObject {
  const { group, kind } = idOf(built);
  if (nativeScope(group, kind) === undefined) return built;
  let copy = built.object;
  let isOpen = false;
  for (const reference of knownNamesIn(built, isNamespaced)) {
    const candidates = earlier.get(keyOf({ ...reference.kind, name: reference.name })) ?? [];
    if (candidates.length === 0 || valueAtPath(built.object, reference.path) !== reference.name) continue;
    const [target, ...others] = targetsOf(built, reference, candidates);
    isOpen ||= others.length > 0;
    if (target === undefined || others.length > 0) continue;
    copy = renamedAt(copy, reference.path, idOf(target));
  }
  const whole = changed(built, copy);
  return isOpen ? uncertain(whole, 'with a name that may mean several others') : whole;
}

/** Of several candidates the one of the namespace, or the one that was called so last. */
function targetsOf(
  built: BuiltObject,
  { path, namespace, name }: Reference,
  candidates: readonly BuiltObject[],
): readonly BuiltObject[] {
  const stated = statedNamespace(built.object, path);
  const wanted = stated ?? namespace ?? idOf(built).namespace;
  const here = candidates.filter((each) =>
    idsOf(each).some((id) => (id.namespace ?? 'default') === (wanted ?? 'default')),
  );
  const near = here.length > 0 || stated !== undefined ? here : candidates;
  const last = near.filter(({ earlier }) => earlier.at(-1)?.name === name);
  return near.length > 1 && last.length === 1 ? last : near;
}

function statedNamespace(object: JsonObject, path: Reference['path']): string | undefined {
  const parent = valueAtPath(object, path.slice(0, -1));
  return path.at(-1) === 'name' && isJsonObject(parent) && typeof parent.namespace === 'string'
    ? parent.namespace
    : undefined;
}

/** An object with another name at a path, and the namespace of that where one is stated beside it. */
function renamedAt(object: JsonObject, path: Path, { name, namespace }: ObjectId): JsonObject {
  const isStated = statedNamespace(object, path) !== undefined && namespace !== undefined;
  const renamed = withAt(object, path, name);
  return (isStated ? withAt(renamed, [...path.slice(0, -1), 'namespace'], namespace) : renamed) as JsonObject;
}

function withAt(value: JsonValue, [step, ...more]: Path, now: JsonValue): JsonValue {
  if (step === undefined) return now;
  if (isJsonList(value)) return value.map((item, index) => (index === step ? withAt(item, more, now) : item));
  return isJsonObject(value) ? { ...value, [step]: withAt(value[step] ?? null, more, now) } : value;
}

/**
 * An object of a kustomization with what is known of it.
 * @param built - the object
 * @param isNamespaced - says it of kinds
 */
export function checked({ source, object }: BuiltObject, isNamespaced: IsNamespaced): CheckedObject {
  const { group, version, kind, namespace: stated, name } = idOf({ object });
  const namespaced = isNamespaced(group, kind);
  const namespace = (namespaced ?? stated !== undefined) ? (stated ?? 'default') : undefined;
  return {
    ...source,
    object,
    group,
    version,
    kind,
    name,
    namespace,
    namespaced,
    isStated: stated !== undefined,
    scope: '',
    unit: '',
  };
}
