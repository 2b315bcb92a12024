import { isJsonList, isJsonObject, objectOf, type JsonValue } from '../../values/json';
import type { Inventory } from '../inventory';
import type { FieldChange } from './change';

/** The labels of a pod template, or one of them. */
const LABELS = /^spec\.(?:jobTemplate\.spec\.)?template\.metadata\.labels(?:\["([^"]+)"\]|\.([\w$-]+))?$/;

/** Labels that describe; those with other prefixes are most often settings of webhooks, such as those that add sidecars. */
const DESCRIBING = /^(?:(?:app\.kubernetes\.io|helm\.sh)\/)?[^/]+$/;

/** Tells whether a change only adds labels to pods that no selector of the input asks for. */
export type AddsUnasked = (field: FieldChange) => boolean;

/**
 * Finds labels that are new and that nothing selects.
 * @param inventories - the objects before and after
 */
export function addsUnasked(...inventories: readonly Inventory[]): AddsUnasked {
  let asked: ReadonlySet<string> | undefined;
  return ({ path, before, after }) => {
    const [label, quoted, plain] = LABELS.exec(path) ?? [];
    if (label === undefined || before !== undefined) return false;
    const name = quoted ?? plain;
    const keys = name === undefined ? Object.keys(objectOf(after)) : [name];
    asked ??= askedIn(inventories);
    return keys.every((key) => DESCRIBING.test(key) && asked?.has(key) === false);
  };
}

/** The keys of all labels that selectors ask for; definitions have none. */
function askedIn(inventories: readonly Inventory[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { objects } of inventories) {
    for (const { object, kind } of objects) if (kind !== 'CustomResourceDefinition') collect(object, '', keys);
  }
  return keys;
}

/** Maps of labels are called so wherever they are; in expressions, the key of each item is one. */
const MAP = /^(?:matchLabels|\w*[sS]elector|labels)$/;

function collect(value: JsonValue, name: string, keys: Set<string>): void {
  if (isJsonList(value)) {
    for (const item of value) {
      if (name === 'matchExpressions' && isJsonObject(item) && typeof item.key === 'string') keys.add(item.key);
      collect(item, name, keys);
    }
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === 'metadata') continue;
    if (MAP.test(key)) for (const label of Object.keys(objectOf(member))) keys.add(label);
    collect(member ?? null, key, keys);
  }
}
