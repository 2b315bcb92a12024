import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember, textOf } from '../../values/json';
import { readKubernetesYaml } from '../../values/yaml/read-kubernetes-yaml';
import { MergeError } from '../merge/merge-error';
import { expandArgument } from './expand-argument';
import { trimLast } from './trim-last';

/** How an argument becomes YAML. */
export interface ArgumentOptions {
  /** Whether a `valueList` of one value is a list. @default true */
  readonly listOfOne?: boolean;
  /** Prefix of every name. @default '' */
  readonly prefix?: string;
  /** Values over which the arguments are merged. @default - nothing */
  readonly base?: JsonObject;
  /** Which items are left out. @default - none */
  readonly skip?: (item: JsonValue) => boolean;
}

/**
 * Install arguments of v1alpha1 as chart values, see {@link expandArgument}; values are YAML 1.1, `setString` has no effect.
 * Later arguments win over earlier ones, map by map; lists are replaced.
 *
 * Source: `convertInstallArgsToYaml` in v1alpha1/convert_to.go and `ReplacementMerge` in pkg/yaml/replace_merge.go at v1.7.2.
 *
 * @param items - `{ name, value }` or `{ name, valueList }`
 * @param path - path of the list in the resource, for messages
 * @throws MergeError for an argument that is not YAML
 */
export function expandArguments(items: readonly JsonValue[], path: string, options: ArgumentOptions = {}): JsonValue {
  const expanded = items.flatMap((item, i) => {
    const at = `${path}[${i}]`;
    return options.skip?.(item) ? [] : [{ at, value: expand(item, at, options) }];
  });
  const [only, ...others] = expanded;
  if (options.base === undefined && only !== undefined && others.length === 0) return only.value;
  const all = expanded.reduce((merged, { at, value }) => overlay(merged, mapOf(value, at)), options.base ?? {});
  // Upstream writes what it has merged, trims the text and reads it again; one document alone is not written.
  return expanded.length === 0 ? all : trimLast(all);
}

function expand(item: JsonValue, path: string, { listOfOne = true, prefix = '' }: ArgumentOptions): JsonValue {
  const argument = isJsonObject(item) ? item : {};
  const name = textOf(ownMember(argument, 'name'));
  const list = ownMember(argument, 'valueList');
  const isList = isJsonList(list) && list.length > 0;
  const values = isList ? list.map(textOf) : [textOf(ownMember(argument, 'value'))];
  try {
    return readKubernetesYaml(expandArgument(`${prefix}${name}`, values, { list: isList && listOfOne }));
  } catch (error) {
    throw unreadable(path, `${name}: ${error instanceof Error ? error.message : 'not YAML'}`);
  }
}

/** Arguments are merged as maps; one that comes to nothing, such as a comment, is left out. */
function mapOf(value: JsonValue, path: string): JsonObject {
  if (isJsonObject(value)) return value;
  if (value === null) return {};
  throw unreadable(path, isJsonList(value) ? 'a list' : String(value));
}

/** The error for an install argument that upstream cannot convert. */
export function unreadable(path: string, got: string): MergeError {
  return new MergeError([
    {
      at: path,
      what: 'is an install argument that does not expand to YAML',
      got,
      allowed: 'names such as controller.service.type, with values in YAML',
      fix: 'use overrides instead, or correct the argument',
      rule: 'convert.installargs',
    },
  ]);
}

/** `later` over `earlier`, map by map; lists, scalars and nulls of the later side win. */
function overlay(earlier: JsonObject, later: JsonObject): JsonObject {
  const merged = new Map(Object.entries(earlier));
  for (const [key, value] of Object.entries(later)) {
    const before = merged.get(key);
    merged.set(key, isJsonObject(before) && isJsonObject(value) ? overlay(before, value) : value);
  }
  return Object.fromEntries(merged);
}

/**
 * `overrides` with values merged into those of the first item, or with a new item where there is none. Of what both sides
 * set, maps are merged, and the rest becomes a list of both, that of `values` first.
 *
 * Source: `ConvertInstallOverridesWithArgsToV1Beta1` in v1alpha1/convert_to.go at v1.7.2, with `Merge` of gabs 2.7.0.
 */
export function mergeOntoFirst(values: JsonValue, overrides: readonly JsonValue[]): readonly JsonValue[] {
  const [first, ...rest] = overrides;
  if (!isJsonObject(first)) return [{ values }, ...rest];
  const before = ownMember(first, 'values') ?? null;
  return [{ ...first, values: before === null ? values : merged(values, before) }, ...rest];
}

function merged(values: JsonValue, before: JsonValue): JsonValue {
  if (!isJsonObject(before) || Object.keys(before).length === 0) return values;
  if (isJsonObject(values)) return both(values, before);
  if (values === null) return before;
  throw unreadable('spec.components', isJsonList(values) ? 'a list' : String(values));
}

function both(left: JsonObject, right: JsonObject): JsonObject {
  const result = new Map(Object.entries(left));
  for (const [key, value] of Object.entries(right)) {
    const before = result.get(key);
    if (before === undefined || value === undefined) result.set(key, value ?? before ?? null);
    else if (isJsonObject(before) && isJsonObject(value)) result.set(key, both(before, value));
    else
      result.set(
        key,
        [before, value].flatMap((side) => (isJsonList(side) ? side : [side])),
      );
  }
  return Object.fromEntries(result);
}
