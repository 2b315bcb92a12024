import { isJsonObject, type JsonObject, type JsonValue, objectsOf } from '../../values/json';
import { podTemplatePath } from '../../values/pod-template-path';
import type { VirtualHostNames } from '../names/host-names';
import { scalarText } from '../values/chart-values';

/** What of a virtual cluster reaches its host. */
export interface VirtualContent {
  /** How its objects are named there. */
  readonly names: VirtualHostNames;
  /** Objects inside: workloads, Services, NetworkPolicies, Namespaces; other kinds are left aside. */
  readonly objects: readonly JsonObject[];
  /** Whether NetworkPolicies are synchronized; without, they have no effect. @default false */
  readonly networkPolicies?: boolean;
}

type Labels = Readonly<Record<string, string>>;

/**
 * Virtual objects as they are on the host, so that a question about pods inside is answered there. Workloads stand for their
 * pods: the host itself has only these.
 * @param content - a virtual cluster and what is inside
 */
export function hostManifests({ names, objects, networkPolicies = false }: VirtualContent): JsonObject[] {
  const namespaces = new Map(
    objects.filter(({ kind }) => kind === 'Namespace').map((each) => [nameOf(each), labelsAt(each, ['metadata'])]),
  );
  return objects.flatMap((object) => {
    const kind = scalarText(object.kind);
    const template = podTemplatePath(kind);
    if (template !== undefined) return [workload(object, template, names, namespaces)];
    if (kind === 'Service') return [service(object, names)];
    return kind === 'NetworkPolicy' && networkPolicies ? [networkPolicy(object, names)] : [];
  });
}

function workload(
  object: JsonObject,
  path: readonly string[],
  names: VirtualHostNames,
  namespaces: ReadonlyMap<string, Labels>,
): JsonObject {
  const namespace = namespaceOf(object);
  const labels = names.podLabels(labelsAt(object, [...path, 'metadata']), namespace, namespaces.get(namespace));
  const renamed = withMetadata(object, names, path.length === 0 ? labels : undefined);
  return path.length === 0 ? renamed : at(renamed, [...path, 'metadata'], (metadata) => ({ ...metadata, labels }));
}

function service(object: JsonObject, names: VirtualHostNames): JsonObject {
  const namespace = namespaceOf(object);
  const renamed = withMetadata(object, names);
  return at(renamed, ['spec'], (spec) =>
    isJsonObject(spec.selector) ? { ...spec, selector: names.labels(spec.selector as Labels, namespace) } : spec,
  );
}

function networkPolicy(object: JsonObject, names: VirtualHostNames): JsonObject {
  const namespace = namespaceOf(object);
  const peers = (list: JsonValue | undefined): JsonValue | undefined =>
    Array.isArray(list) ? list.map((peer) => peerOf(peer as JsonObject, names, namespace)) : list;
  const rules = (list: JsonValue | undefined, key: string): JsonValue | undefined =>
    Array.isArray(list) ? list.map((rule) => withPeers(rule as JsonObject, key, peers)) : list;
  return at(withMetadata(object, names), ['spec'], (spec) => ({
    ...spec,
    podSelector: selector(spec.podSelector, (key) => names.label(key), marks(names, namespace)),
    ingress: rules(spec.ingress, 'from'),
    egress: rules(spec.egress, 'to'),
  }));
}

function withPeers(
  rule: JsonObject,
  key: string,
  peers: (list: JsonValue | undefined) => JsonValue | undefined,
): JsonObject {
  return rule[key] === undefined ? rule : { ...rule, [key]: peers(rule[key]) };
}

/** A peer: selectors of namespaces become selectors of the labels that pods carry for them. */
function peerOf(peer: JsonObject, names: VirtualHostNames, namespace: string): JsonObject {
  if (peer.ipBlock !== undefined) return { ipBlock: peer.ipBlock };
  const anywhere = peer.namespaceSelector !== undefined;
  const all = marks(names, namespace);
  const own = Object.entries(all).filter(([key]) => !anywhere || key.endsWith('/managed-by'));
  const pods = selector(peer.podSelector, (key) => names.label(key), Object.fromEntries(own));
  const inNamespaces = selector(peer.namespaceSelector, (key) => names.namespaceLabel(key), {});
  return { podSelector: mergedSelectors(pods, inNamespaces) };
}

function marks(names: VirtualHostNames, namespace: string): Labels {
  return names.labels({}, namespace);
}

function selector(value: JsonValue | undefined, rename: (key: string) => string, more: Labels): JsonObject {
  const { matchLabels, matchExpressions } = isJsonObject(value) ? value : {};
  const labels = isJsonObject(matchLabels) ? matchLabels : {};
  const renamed = Object.fromEntries(Object.keys(labels).map((key) => [rename(key), labels[key]] as const));
  const expressions = objectsOf(matchExpressions).map((each) => ({ ...each, key: rename(scalarText(each.key)) }));
  return { matchLabels: { ...renamed, ...more }, matchExpressions: expressions };
}

function mergedSelectors(a: JsonObject, b: JsonObject): JsonObject {
  const lists = [a, b].flatMap(({ matchExpressions }) =>
    Array.isArray(matchExpressions) ? (matchExpressions as JsonValue[]) : [],
  );
  return {
    matchLabels: { ...(a.matchLabels as JsonObject), ...(b.matchLabels as JsonObject) },
    matchExpressions: lists,
  };
}

function withMetadata(object: JsonObject, names: VirtualHostNames, labels?: Labels): JsonObject {
  const place = names.object(nameOf(object), namespaceOf(object), scalarText(object.kind));
  const own = labels ?? names.labels(labelsAt(object, ['metadata']), namespaceOf(object));
  return at(object, ['metadata'], (metadata) => ({ ...metadata, ...place, labels: own }));
}

function at(
  object: JsonObject,
  [key = '', ...rest]: readonly string[],
  change: (value: JsonObject) => JsonObject,
): JsonObject {
  const value = isJsonObject(object[key]) ? object[key] : {};
  return { ...object, [key]: rest.length === 0 ? change(value) : at(value, rest, change) };
}

function nameOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) ? scalarText(metadata.name) : '';
}

function namespaceOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) && typeof metadata.namespace === 'string' ? metadata.namespace : 'default';
}

function labelsAt(object: JsonObject, path: readonly string[]): Labels {
  let value: JsonValue | undefined = object;
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(value) && isJsonObject(value.labels) ? (value.labels as Labels) : {};
}
