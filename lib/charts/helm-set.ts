import { isJsonObject, type JsonObject, type JsonValue } from '../values/json';

/** One setting as the platform operator states it: a path, its text, and `text` where Helm must not guess a type. */
export type KeyValue = readonly [path: string, value: string, kind?: 'text'];

/**
 * Chart values from settings, later ones winning.
 *
 * Dots part keys, `\.` is a dot of a key, `[0]` is a place in a list. A value reads as Helm's `--set` does: `true`, `false`, `null` and
 * whole numbers are not texts, and a backslash is dropped.
 *
 * Source: `HelmValueFileConstructor` in `pkg/yaml/helm.go` at v1.7.2, and `pkg/strvals` of Helm 3.
 * @param settings - paths and values
 */
export function setValues(settings: readonly KeyValue[]): JsonObject {
  return settings.reduce<JsonObject>((values, [path, text, kind]) => {
    const plain = text.replace(/\\([^])/g, '$1');
    const set = put(values, segmentsOf(path), kind === 'text' ? plain : typed(plain));
    return isJsonObject(set) ? set : values;
  }, {});
}

function put(
  before: JsonValue | undefined,
  [segment, ...rest]: ReadonlyArray<string | number>,
  value: JsonValue,
): JsonValue {
  if (segment === undefined) return value;
  if (typeof segment === 'number') {
    const list = Array.isArray(before) ? [...(before as readonly JsonValue[])] : [];
    while (list.length < segment) list.push(null);
    list[segment] = put(list[segment], rest, value);
    return list;
  }
  const object = isJsonObject(before) ? before : {};
  return { ...object, [segment]: put(object[segment], rest, value) };
}

function segmentsOf(path: string): ReadonlyArray<string | number> {
  const segments: Array<string | number> = [];
  for (const [, name, at] of path.matchAll(/((?:\\.|[^.[\\])+)|\[(\d+)\]/g)) {
    if (at !== undefined) segments.push(Number(at));
    else if (name !== undefined) segments.push(name.replace(/\\(.)/g, '$1'));
  }
  return segments;
}

/** The largest whole number that Helm takes for one. */
const INT64 = 2n ** 63n;

function typed(text: string): JsonValue {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  if (text === '0') return 0;
  if (!/^[+-]?\d+$/.test(text) || text.startsWith('0')) return text;
  const whole = BigInt(text.replace('+', ''));
  return whole >= -INT64 && whole < INT64 ? Number(whole) : text;
}
