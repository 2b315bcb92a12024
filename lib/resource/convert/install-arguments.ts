import { parse } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { isJsonList, ownMember } from '../merge/json';
import { MergeError } from '../merge/merge-error';

/**
 * What install arguments say, as chart values. A name is a dotted path, whose quoted last part may hold dots; a value is
 * YAML, and a `valueList` a list. Later arguments win over earlier ones.
 * @param path - where the arguments stand, for messages
 * @throws MergeError for an argument that is not YAML
 */
export function expandArguments(items: readonly JsonValue[], path: string): JsonObject {
  return items.reduce<JsonObject>((values, item, i) => overlay(values, expand(item, `${path}[${i}]`)), {});
}

function expand(item: JsonValue, path: string): JsonObject {
  if (!isJsonObject(item)) return {};
  const name = textOf(item, 'name');
  const keys = name.length > 2000 ? [] : partsOf(name);
  const head = keys.map((key, depth) => `${'  '.repeat(depth)}${key}:`).join('\n');
  try {
    const value: unknown = parse(`${head} ${valueText(item, keys.length)}\n`, { maxAliasCount: 0 });
    if (isJsonObject(value)) return value;
  } catch {
    // Reported below.
  }
  throw new MergeError([
    {
      at: path,
      what: 'is an install argument that does not expand to YAML',
      got: name,
      allowed: 'names such as controller.service.type',
      fix: 'use overrides instead, or correct the argument',
      rule: 'convert.installargs',
    },
  ]);
}

function partsOf(name: string): string[] {
  const [, path = name, quoted] = /^(.*?)\.?("[^"]*"|'[^']*')$/s.exec(name) ?? [];
  const parts = path === '' ? [] : path.split('.');
  return quoted === undefined ? parts : [...parts, quoted];
}

function valueText(item: JsonObject, depth: number): string {
  const list = ownMember(item, 'valueList');
  const indent = '  '.repeat(depth);
  if (isJsonList(list) && list.length > 0)
    return list.map((value) => `\n${indent}- ${typeof value === 'string' ? value : JSON.stringify(value)}`).join('');
  const value = textOf(item, 'value');
  return ownMember(item, 'setString') === true ? JSON.stringify(value) : value;
}

function textOf(item: JsonObject, key: string): string {
  const value = ownMember(item, key);
  return typeof value === 'string' ? value : '';
}

/** `later` over `earlier`, map by map; lists and scalars of the later side win. */
export function overlay(earlier: JsonObject, later: JsonObject): JsonObject {
  const merged = new Map(Object.entries(earlier));
  for (const [key, value] of Object.entries(later)) {
    const before = merged.get(key);
    merged.set(key, isJsonObject(before) && isJsonObject(value) ? overlay(before, value) : value);
  }
  return Object.fromEntries(merged);
}

/**
 * `overrides` with values merged into those of the first item, or with a new item where there is none. What both sides set
 * becomes a list of both.
 */
export function mergeOntoFirst(values: JsonObject, overrides: readonly JsonValue[]): readonly JsonValue[] {
  const [first, ...rest] = overrides;
  if (!isJsonObject(first)) return [{ values }, ...rest];
  const before = ownMember(first, 'values');
  return [{ ...first, values: isJsonObject(before) ? both(values, before) : values }, ...rest];
}

function both(left: JsonObject, right: JsonObject): JsonObject {
  const merged = new Map(Object.entries(left));
  for (const [key, value] of Object.entries(right)) {
    const before = merged.get(key);
    if (before === undefined || value === undefined) merged.set(key, value ?? before);
    else if (isJsonObject(before) && isJsonObject(value)) merged.set(key, both(before, value));
    else
      merged.set(
        key,
        [before, value].flatMap((side) => (isJsonList(side) ? side : [side])),
      );
  }
  return Object.fromEntries(merged);
}
