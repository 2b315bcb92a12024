import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/**
 * Chart values merged as Helm merges values files: objects key by key, lists and scalars replaced, null kept.
 * @param sources - the weakest first
 */
export function mergeValues(sources: readonly JsonObject[]): JsonObject {
  return sources.reduce<JsonObject>((weak, strong) => over(weak, strong, replaced), {});
}

/**
 * Lists of an IstioOperator document that istioctl merges, by what tells their items apart; undefined for lists of strings. It replaces all
 * other lists.
 *
 * Source: `iopMergeStruct` in `operator/pkg/util/merge_iop.go` of Istio 1.19.3.
 */
const MERGED_LISTS: ReadonlyMap<string, string | undefined> = new Map([
  ...listsOf('spec.components', ['ingressGateways', 'egressGateways'], 'name'),
  ...listsOf('spec.values.gateways.istio-ingressgateway', ['meshExpansionPorts', 'ports', 'secretVolumes'], 'name'),
  ...listsOf('spec.values.gateways.istio-egressgateway', ['ports', 'secretVolumes'], 'name'),
  ...['spec.meshConfig', 'spec.values.meshConfig'].flatMap((mesh) => [
    ...listsOf(mesh, ['extensionProviders'], 'name'),
    ...listsOf(mesh, ['configSources'], 'address'),
    ...listsOf(mesh, ['certificates'], 'secretName'),
    ...listsOf(mesh, ['trustDomainAliases', 'defaultServiceExportTo'], undefined),
    ...listsOf(mesh, ['defaultVirtualServiceExportTo', 'defaultDestinationRuleExportTo'], undefined),
  ]),
]);

function listsOf(
  parent: string,
  names: readonly string[],
  key: string | undefined,
): ReadonlyArray<readonly [string, string | undefined]> {
  return names.map((name) => [`${parent}.${name}`, key]);
}

/**
 * IstioOperator documents merged as istioctl does: objects key by key, some lists item by item, and all others replaced.
 * @param sources - the weakest first
 */
export function mergeOperatorDocuments(sources: readonly JsonObject[]): JsonObject {
  return sources.reduce<JsonObject>((weak, strong) => over(weak, strong, mergedByKey), {});
}

type MergeLists = (weak: readonly JsonValue[], strong: readonly JsonValue[], path: string) => readonly JsonValue[];

const replaced: MergeLists = (_, strong) => strong;

const mergedByKey: MergeLists = (weak, strong, path) => {
  if (!MERGED_LISTS.has(path)) return strong;
  const key = MERGED_LISTS.get(path);
  const idOf = (item: JsonValue): JsonValue | undefined =>
    key === undefined || !isJsonObject(item) ? item : (item[key] ?? undefined);
  if (![...weak, ...strong].every((item) => idOf(item) !== undefined)) return strong;
  const order = weak.map(idOf);
  const left = strong.map((item) => merged(weak[order.indexOf(idOf(item))], item, mergedByKey, path));
  const right = weak.filter((item) => !strong.some((one) => idOf(one) === idOf(item)));
  return inOrder(left, right, (item) => order.indexOf(idOf(item)));
};

/** Both lists as one: items of the second go before those of the first that they preceded. */
function inOrder(
  left: readonly JsonValue[],
  right: readonly JsonValue[],
  placeOf: (item: JsonValue) => number,
): readonly JsonValue[] {
  const rest = [...right];
  const all = left.flatMap((item) => {
    const end = rest.findIndex((one) => placeOf(one) >= placeOf(item));
    return [...rest.splice(0, end === -1 ? rest.length : end), item];
  });
  return [...all, ...rest];
}

function over(weak: JsonObject, strong: JsonObject, lists: MergeLists, path = ''): JsonObject {
  const result = new Map<string, JsonValue | undefined>(Object.entries(weak));
  for (const [key, value] of Object.entries(strong)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (value !== undefined) result.set(key, merged(result.get(key), value, lists, at));
  }
  return Object.fromEntries(result);
}

function merged(weak: JsonValue | undefined, strong: JsonValue, lists: MergeLists, path: string): JsonValue {
  if (isJsonObject(weak) && isJsonObject(strong)) return over(weak, strong, lists, path);
  return Array.isArray(weak) && Array.isArray(strong)
    ? lists(weak as readonly JsonValue[], strong as readonly JsonValue[], path)
    : strong;
}
