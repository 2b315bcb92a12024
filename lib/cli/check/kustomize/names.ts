import { textAt } from '../../../connectivity/manifest';
import { groupVersion, type CheckedObject } from '../../../checks/checked-object';
import { referencesOf } from '../../../checks/references';
import type { Reference } from '../../../checks/references/reference';
import { matches } from '../../../checks/walk';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';
import { valueAtPath, withValueAt } from '../../../values/path';
import { changed, idOf, idsOf, uncertain, type BuiltObject, type ObjectId } from './built-object';

/** Whether objects of a kind are in namespaces; undefined where that is not known. */
export type IsNamespaced = (group: string, kind: string) => boolean | undefined;

/** Kinds whose names kustomize leaves as they are. Source: kustomize, `PrefixTransformer`. */
const UNPREFIXED: readonly string[] = ['/Namespace', 'apiextensions.k8s.io/CustomResourceDefinition'];

/** An object with the prefix and suffix of a kustomization. */
export function affixed(built: BuiltObject, kustomization: JsonObject): BuiltObject {
  const prefix = textAt(kustomization, 'namePrefix') ?? '';
  const suffix = textAt(kustomization, 'nameSuffix') ?? '';
  const { group, kind, name } = idOf(built);
  if (prefix + suffix === '' || name === '' || UNPREFIXED.includes(`${group}/${kind}`) || group === 'apiregistration.k8s.io')
    return built;
  return changed(built, withValueAt(built.object, ['metadata', 'name'], `${prefix}${name}${suffix}`));
}

/** Where objects name another one with its namespace, which is filled in where it is missing, by group. */
const NAMESPACES: Readonly<Record<string, readonly string[]>> = {
  'rbac.authorization.k8s.io': ['subjects[]'],
  'admissionregistration.k8s.io': ['webhooks[].clientConfig.service'],
  'apiregistration.k8s.io': ['spec.service'],
  'apiextensions.k8s.io': ['spec.conversion.webhook.clientConfig.service'],
};

/** Groups of {@link NAMESPACES} whose namespaces are replaced, too. Source: kustomize, its configuration of namespaces. */
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

function withNamespaces(object: JsonObject, namespace: string): JsonObject {
  const [group] = groupVersion(object);
  const patterns = NAMESPACES[group] ?? [];
  const isOpen = (value: JsonValue): value is JsonObject =>
    isJsonObject(value) && (REPLACED.includes(group) || lacksNamespace(value));
  if (!patterns.some((pattern) => matches(object, pattern).some(({ value }) => isOpen(value)))) return object;
  const copy = structuredClone(object);
  for (const { value } of patterns.flatMap((pattern) => matches(copy, pattern))) {
    if (isOpen(value)) Object.assign(value, { namespace });
  }
  return copy;
}

/** Of the subjects of a binding, only ServiceAccounts have a namespace; one called `default` is that of the kustomization. */
function lacksNamespace({ kind, name, namespace }: JsonObject): boolean {
  if (kind !== undefined && kind !== 'ServiceAccount') return false;
  return namespace === undefined || (kind === 'ServiceAccount' && name === 'default');
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
  return objects.map((each) => withRenamedIn(each, earlier, isNamespaced));
}

function keyOf({ group, kind, name }: Pick<ObjectId, 'group' | 'kind' | 'name'>): string {
  return `${group}/${kind}/${name}`;
}

function withRenamedIn(
  built: BuiltObject,
  earlier: ReadonlyMap<string, readonly BuiltObject[]>,
  isNamespaced: IsNamespaced,
): BuiltObject {
  if (!isOfKubernetes(idOf(built))) return built;
  let copy: JsonObject | undefined;
  let isOpen = false;
  for (const reference of referencesOf(checked(built, isNamespaced))) {
    const candidates = earlier.get(keyOf({ ...reference.kind, name: reference.name })) ?? [];
    if (candidates.length === 0 || valueAtPath(built.object, reference.path) !== reference.name) continue;
    const target = targetOf(built, reference, candidates);
    isOpen ||= target === undefined;
    if (target === undefined) continue;
    copy ??= structuredClone(built.object);
    rename(copy, reference, idOf(target));
  }
  const whole = copy === undefined ? built : changed(built, copy);
  return isOpen ? uncertain(whole, 'a name that several objects had') : whole;
}

/** Kustomize knows where the kinds of Kubernetes name others, and of custom resources only what it is told. */
function isOfKubernetes({ group }: ObjectId): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/** Of several candidates the one of the namespace, or the one that was called so last. */
function targetOf(
  built: BuiltObject,
  { path, namespace, name }: Reference,
  candidates: readonly BuiltObject[],
): BuiltObject | undefined {
  const stated = statedNamespace(built.object, path);
  const wanted = stated ?? namespace ?? idOf(built).namespace;
  const here = candidates.filter((each) => idsOf(each).some((id) => (id.namespace ?? 'default') === (wanted ?? 'default')));
  const near = here.length > 0 || stated !== undefined ? here : candidates;
  if (near.length < 2) return near[0];
  const last = near.filter(({ earlier }) => earlier.at(-1)?.name === name);
  return last.length === 1 ? last[0] : undefined;
}

function statedNamespace(object: JsonObject, path: Reference['path']): string | undefined {
  const parent = valueAtPath(object, path.slice(0, -1));
  return path.at(-1) === 'name' && isJsonObject(parent) && typeof parent.namespace === 'string'
    ? parent.namespace
    : undefined;
}

function rename(copy: JsonObject, { path }: Reference, { name, namespace }: ObjectId): void {
  const parent = valueAtPath(copy, path.slice(0, -1)) as Record<string | number, JsonValue>;
  const isStated = statedNamespace(copy, path) !== undefined;
  parent[path.at(-1) ?? ''] = name;
  if (isStated && namespace !== undefined) parent.namespace = namespace;
}

function checked({ source, object }: BuiltObject, isNamespaced: IsNamespaced): CheckedObject {
  const { group, version, kind, namespace: stated, name } = idOf({ object });
  const namespaced = isNamespaced(group, kind);
  const namespace = (namespaced ?? stated !== undefined) ? (stated ?? 'default') : undefined;
  return { ...source, object, group, version, kind, name, namespace, namespaced, isStated: stated !== undefined, scope: '', unit: '' };
}
