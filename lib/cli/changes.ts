import { isDeepStrictEqual } from 'util';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';

/** A value that differs between two objects. */
export interface ValueChange {
  /** Where, such as `spec.components.opensearch.nodes[name=es-data].replicas`. */
  readonly path: string;
  /** Value on the first side; undefined when it is not set. */
  readonly before: JsonValue | undefined;
  /** Value on the second side; undefined when it is not set. */
  readonly after: JsonValue | undefined;
}

/**
 * What differs between two values, in the order of their keys. Lists whose items all have a name are compared item by item,
 * others as a whole.
 * @param before - the first value
 * @param after - the second value
 * @param path - where they are
 */
export function changesBetween(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: string,
): ValueChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [first, second] = [membersOf(before), membersOf(after)];
  if (first === undefined || second === undefined || first.named !== second.named) return [{ path, before, after }];
  const keys = [...new Set([...first.members.keys(), ...second.members.keys()])].sort();
  const changes = keys.flatMap((key) => {
    const step = first.named ? `${path}[name=${key}]` : `${path}.${key}`;
    return changesBetween(first.members.get(key), second.members.get(key), step);
  });
  return changes.length > 0 ? changes : [{ path, before, after }];
}

interface Members {
  readonly named: boolean;
  readonly members: ReadonlyMap<string, JsonValue | undefined>;
}

function membersOf(value: JsonValue | undefined): Members | undefined {
  if (isJsonObject(value)) return { named: false, members: new Map(Object.entries(value)) };
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly JsonValue[];
  const members = new Map(items.filter(isNamed).map((item) => [item.name, item] as const));
  return members.size === items.length ? { named: true, members } : undefined;
}

function isNamed(item: JsonValue): item is JsonObject & { readonly name: string } {
  return isJsonObject(item) && typeof item.name === 'string';
}
