import type { JsonObject } from '../../values/json';

/** Any value inside an object that is being put together. */
export type Value = string | number | boolean | null | Value[] | Fields | undefined;

/** Fields of an object that is being put together. */
export interface Fields {
  [key: string]: Value;
}

/** Metadata of a Kubernetes object; names and namespaces are plain texts. */
export interface Metadata extends Fields {
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** A Kubernetes object that is being put together. */
export interface KubeObject extends Fields {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
}

/** What names an object inside its cluster. */
export interface ObjectReference {
  /** API group, empty for the core group. */
  readonly group: string;
  /** Kind. */
  readonly kind: string;
  /** Namespace; empty for kinds that have none. */
  readonly namespace: string;
  /** Name. */
  readonly name: string;
}

/** Kinds without a namespace that occur beside OAM applications. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'APIService',
  'ClusterIssuer',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'ScopeDefinition',
  'StorageClass',
  'TraitDefinition',
  'ValidatingWebhookConfiguration',
  'WorkloadDefinition',
]);

/** Whether a value is a map of fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value behind a path of keys; nothing when a key is missing or null. */
export function valueAt(value: Value, ...path: readonly string[]): Value {
  let found = value;
  for (const key of path) found = isFields(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found ?? undefined;
}

/** The fields behind a path; empty ones, of which changes are lost, when there are none. */
export function fieldsAt(value: Value, ...path: readonly string[]): Fields {
  const found = valueAt(value, ...path);
  return isFields(found) ? found : {};
}

/** The fields behind a path, made where they are missing. */
export function madeFields(fields: Fields, ...path: readonly string[]): Fields {
  let at = fields;
  for (const key of path) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    at = isFields(next) ? next : (at[key] = {});
  }
  return at;
}

/** The list behind a path; an empty one when there is none. */
export function listAt(value: Value, ...path: readonly string[]): Value[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The maps in the list behind a path. */
export function itemsAt(value: Value, ...path: readonly string[]): Fields[] {
  return listAt(value, ...path).filter(isFields);
}

/** The text behind a path; nothing when it is missing or something else. */
export function textAt(value: Value, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** A scalar as text; an empty one for anything else. */
export function asText(value: Value): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** The number behind a path; nothing when it is missing or something else. */
export function numberAt(value: Value, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** The texts of the map behind a path, such as labels. */
export function textsAt(value: Value, ...path: readonly string[]): Record<string, string> {
  const entries = Object.entries(fieldsAt(value, ...path));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A copy that shares nothing with the original. */
export function copyOf<T extends Value>(value: T): T {
  return structuredClone(value);
}

/** An object as it was read, as one that may be changed. */
export function kubeObject(value: JsonObject | Fields): KubeObject {
  const fields = structuredClone(value) as Fields;
  const { apiVersion, kind, metadata } = fields;
  return {
    ...fields,
    apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
    kind: typeof kind === 'string' ? kind : '',
    metadata: isFields(metadata) ? metadata : {},
  };
}

/** API group of an `apiVersion`, empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

/** Name of an object; empty when it has none. */
export function nameOf(object: KubeObject): string {
  return textAt(object, 'metadata', 'name') ?? '';
}

/** Namespace of an object: `default` where none is written, empty for kinds that have none. */
export function namespaceOf(object: KubeObject): string {
  if (CLUSTER_SCOPED.has(object.kind)) return '';
  const namespace = textAt(object, 'metadata', 'namespace');
  return namespace === undefined || namespace === '' ? 'default' : namespace;
}

/** Labels of an object. */
export function labelsOf(object: KubeObject): Record<string, string> {
  return textsAt(object, 'metadata', 'labels');
}

/** Annotations of an object. */
export function annotationsOf(object: KubeObject): Record<string, string> {
  return textsAt(object, 'metadata', 'annotations');
}

/** What names an object. */
export function referenceTo(object: KubeObject): ObjectReference {
  return {
    group: groupOf(object.apiVersion),
    kind: object.kind,
    namespace: namespaceOf(object),
    name: nameOf(object),
  };
}

/** An object for messages: `Kind namespace/name`. */
export function described({ kind, namespace, name }: Omit<ObjectReference, 'group'>): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** The map with further entries for keys that are still free. */
export function filledUp(
  map: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...more, ...map };
}

/** The map, or nothing when it is empty. */
export function unlessEmpty<T extends object>(map: T): T | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

/** The list with another item in one place. */
export function replaced<T>(list: readonly T[], index: number, item: T): T[] {
  return list.map((each, at) => (at === index ? item : each));
}
