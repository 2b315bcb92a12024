import { textAt } from '../../connectivity/manifest';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { groupVersion, type SourceObject } from '../checked-object';
import { isApplication } from '../scopes';

/** Objects that deliver others to a cluster. */
const DELIVERY = /(?:^|\.)(?:argoproj|fluxcd)\.io$/;

/**
 * The objects of one cluster as they would be in a cluster of another name, to compare the two. What delivers a cluster has its name
 * in names, destinations, projects and paths: these become what the other cluster has, and all else stays as it is.
 * @param objects - the objects of the cluster
 * @param from - its name
 * @param others - the objects of the other cluster
 * @param to - the name of that
 */
export function asCluster(
  objects: readonly SourceObject[],
  from: string,
  others: readonly SourceObject[],
  to: string,
): readonly SourceObject[] {
  if (from === to) return objects;
  const isSame = (text: string, other: string): boolean => {
    const [names, otherNames] = [text.split('/'), other.split('/')];
    return names.length === otherNames.length && names.every((name, at) => isSameName(name, otherNames[at] ?? ''));
  };
  const isSameName = (name: string, other: string): boolean =>
    name === other ||
    (name === from && other === to) ||
    (name.startsWith(`${from}-`) && other === `${to}${name.slice(from.length)}`);
  const follow = (value: JsonValue, other: JsonValue | undefined): JsonValue => {
    if (typeof value === 'string') return typeof other === 'string' && isSame(value, other) ? other : value;
    if (isJsonList(value)) return isJsonList(other) ? value.map((item, at) => follow(item, other[at])) : value;
    if (!isJsonObject(value) || !isJsonObject(other)) return value;
    const members = Object.entries(value).map(([key, member]) => [key, follow(member ?? null, other[key])] as const);
    return Object.fromEntries(members);
  };

  const deliveries = new Map(
    others.filter(({ object }) => isDelivery(object)).map(({ object }) => [keyOf(object, nameOf(object)), object]),
  );
  return objects.map((each) => {
    const { object } = each;
    const name = nameOf(object);
    if (!isDelivery(object)) return each;
    const renamed = name.startsWith(`${from}-`) ? `${to}${name.slice(from.length)}` : name === from ? to : name;
    // Names of Applications begin with that of the cluster; Flux runs in the cluster, and a unit may have its name.
    const candidates = isApplication(object) ? [renamed, name] : [name, renamed];
    const other = candidates.flatMap((each) => deliveries.get(keyOf(object, each)) ?? [])[0];
    return other === undefined ? each : { ...each, object: follow(object, other) as JsonObject };
  });
}

function isDelivery(object: JsonObject): boolean {
  return DELIVERY.test(groupVersion(object)[0]);
}

function nameOf(object: JsonObject): string {
  return textAt(object, 'metadata', 'name') ?? '';
}

function keyOf(object: JsonObject, name: string): string {
  return [groupVersion(object)[0], textAt(object, 'kind'), textAt(object, 'metadata', 'namespace'), name].join(
    '\u0000',
  );
}
