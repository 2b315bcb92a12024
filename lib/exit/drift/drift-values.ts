import { withoutSecrets } from '../../gitops/secrets/redact';
import { isJsonObject, objectOf, type JsonObject, type JsonValue } from '../../values/json';
import { isSame } from './drift-manifest';

/** A value of a chart that is not the same on both sides. */
export interface ValueDrift {
  /** Keys that lead to it. */
  readonly keys: readonly string[];
  /** What runs; undefined where nothing states it. */
  readonly runs: JsonValue | undefined;
  /** What the program delivers. */
  readonly wanted: JsonValue | undefined;
}

/**
 * Where values of a chart differ. Objects are compared key by key, since Helm merges them; it replaces lists, which differ as a whole. Null
 * counts, as it takes a default of the chart away.
 * @param runs - values that are delivered
 * @param wanted - values of the program
 */
export function valuesDrift(runs: JsonObject, wanted: JsonObject): readonly ValueDrift[] {
  return objectsDrift([], runs, wanted);
}

function objectsDrift(keys: readonly string[], runs: JsonObject, wanted: JsonObject): ValueDrift[] {
  const all = new Set([...Object.keys(wanted), ...Object.keys(runs)]);
  const own = (object: JsonObject, key: string): JsonValue | undefined =>
    Object.hasOwn(object, key) ? object[key] : undefined;
  return [...all].flatMap((key) => valueDrift([...keys, key], own(runs, key), own(wanted, key)));
}

function valueDrift(keys: readonly string[], runs: JsonValue | undefined, wanted: JsonValue | undefined): ValueDrift[] {
  if ([runs, wanted].every((one) => one === undefined || isJsonObject(one))) {
    return objectsDrift(keys, objectOf(runs), objectOf(wanted));
  }
  return isEqual(runs, wanted) ? [] : [{ keys, runs, wanted }];
}

function isEqual(runs: JsonValue | undefined, wanted: JsonValue | undefined): boolean {
  if (runs === undefined || wanted === undefined) return runs === wanted;
  if (Array.isArray(runs) && Array.isArray(wanted)) {
    const [before, after] = [runs as readonly JsonValue[], wanted as readonly JsonValue[]];
    return before.length === after.length && before.every((one, index) => isEqual(one, after[index]));
  }
  if (isJsonObject(runs) && isJsonObject(wanted)) return objectsDrift([], runs, wanted).length === 0;
  return isSame(runs, wanted);
}

/**
 * A difference as a field of drift, without credentials.
 * @param at - path of the values
 * @param drift - the difference
 */
export function valueField(
  at: string,
  { keys, runs, wanted }: ValueDrift,
): { readonly path: string; readonly runs: JsonValue | undefined; readonly wanted: JsonValue | undefined } {
  const path = keys.reduce((left, key) => `${left}${/^[\w-]+$/.test(key) ? `.${key}` : `[${key}]`}`, at);
  const safe = (value: JsonValue | undefined): JsonValue | undefined =>
    value === undefined ? undefined : (withoutSecrets(path, value) as JsonValue);
  return { path, runs: safe(runs), wanted: safe(wanted) };
}
