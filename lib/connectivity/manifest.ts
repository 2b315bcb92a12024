import { compare } from '../values/compare';
import type { JsonObject, JsonValue } from '../values/json';
import { filledText, isJsonObject } from '../values/json';
import { valueAtPath } from '../values/path';

/** The value behind a path of keys; nothing when a key is missing or null. */
export function valueAt(object: JsonValue | undefined, ...path: string[]): JsonValue | undefined {
  return valueAtPath(object, path) ?? undefined;
}

/** The object behind a path of keys; an empty one when it is missing or something else. */
export function objectAt(object: JsonValue | undefined, ...path: string[]): JsonObject {
  const value = valueAt(object, ...path);
  return isJsonObject(value) ? value : {};
}

/** The list behind a path of keys; an empty one when it is missing or something else. */
export function listAt(object: JsonValue | undefined, ...path: string[]): readonly JsonValue[] {
  const value = valueAt(object, ...path);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The text behind a path of keys; nothing when it is missing, empty, or something else. */
export function textAt(object: JsonValue | undefined, ...path: string[]): string | undefined {
  const value = valueAt(object, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of an object, such as labels; null is an empty one, as programs in Go read it, and other values are left out. */
export function textsAt(object: JsonValue | undefined, ...path: string[]): Record<string, string> {
  const texts = Object.entries(objectAt(object, ...path)).map(([key, value]) => [key, value ?? ''] as const);
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** API group of an object, empty for the core group. */
export function groupOf(object: JsonObject): string {
  const text = filledText(object.apiVersion) ?? '';
  const end = text.indexOf('/');
  return end < 0 ? '' : text.slice(0, end);
}

/** Namespace of a namespaced object, which is `default` where none is written. */
export function namespaceOf(object: JsonObject): string {
  return filledText(metadataOf(object).namespace) ?? 'default';
}

/** Name of an object; `generateName` where it has no name yet. */
export function nameOf(object: JsonObject): string {
  const { name, generateName } = metadataOf(object);
  return filledText(name) ?? filledText(generateName) ?? '';
}

/** Kind of a manifest. */
export function kindOf(object: JsonObject): string {
  return filledText(object.kind) ?? '';
}

/** Nothing inherits these names, so that they are read without a search along a path: every object is asked for them many times. */
function metadataOf({ metadata }: JsonObject): JsonObject {
  return isJsonObject(metadata) ? metadata : {};
}

/**
 * The objects, and in place of a List those that it holds. Items of a list of one kind, such as PodList, may leave out what the
 * list says: its version, and its kind without the ending.
 */
export function flattenLists(objects: readonly JsonObject[]): JsonObject[] {
  return objects.flatMap((object) => {
    if (!kindOf(object).endsWith('List') || !Array.isArray(object.items)) return [object];
    const inherited = inheritedFrom(object);
    const items = listAt(object, 'items').filter(isJsonObject);
    return flattenLists(items.map((item) => ({ ...inherited, ...item })));
  });
}

/** What the items of a list have where they do not say it; nothing for a List of any kinds. */
export function inheritedFrom(list: JsonObject): JsonObject {
  const { apiVersion } = list;
  const kind = kindOf(list).slice(0, -'List'.length);
  return kind === '' || apiVersion === undefined ? {} : { apiVersion, kind };
}

/** Kinds without namespace that decide about connectivity, or that policies of other projects have. */
const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  'AdminNetworkPolicy',
  'AntreaClusterNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'ClusterNetworkPolicy',
  'ClusterUserDefinedNetwork',
  'GlobalNetworkPolicy',
  'Namespace',
  'Node',
  'StagedGlobalNetworkPolicy',
]);

/** An object as messages name it: `Kind namespace/name`, or `Kind name` for kinds without namespace; one without a name says so. */
export function objectName(object: JsonObject): string {
  const kind = kindOf(object);
  const name = nameOf(object);
  if (name === '') return `${kind} (no name)`;
  return CLUSTER_KINDS.has(kind) ? `${kind} ${name}` : `${kind} ${namespaceOf(object)}/${name}`;
}

/** JSON text that is the same for equal values, whatever the order of their keys. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (value === undefined) return 'null';
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(canonicalJson).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort(compare)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join()}}`;
}
