import { canonicalJson } from '../../../connectivity/manifest';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../values/json';

/** The containers of a copy, which is changed in place. */
type Container = Record<string, JsonValue> | JsonValue[];

/**
 * Whether a value is a list of operations of RFC 6902.
 * @param value - a parsed patch
 */
export function isJsonPatch(value: JsonValue | undefined): value is readonly JsonObject[] {
  return isJsonList(value) && value.every((each) => isJsonObject(each) && typeof each.op === 'string');
}

/**
 * An object with the operations of RFC 6902.
 * @param object - the object
 * @param operations - the operations
 * @returns nothing when one of them fails, as a path that is not there
 */
export function withJsonPatch(object: JsonObject, operations: readonly JsonObject[]): JsonObject | undefined {
  const copy = { whole: structuredClone(object) as JsonValue };
  const isDone = operations.every((operation) => apply(copy, operation));
  return isDone && isJsonObject(copy.whole) ? copy.whole : undefined;
}

function apply(copy: { whole: JsonValue }, { op, path, from, value }: JsonObject): boolean {
  const steps = stepsOf(path);
  if (steps === undefined) return false;
  switch (op) {
    case 'add':
      return value !== undefined && add(copy, steps, structuredClone(value));
    case 'replace':
      return value !== undefined && remove(copy, steps) !== undefined && add(copy, steps, structuredClone(value));
    case 'remove':
      return remove(copy, steps) !== undefined;
    case 'test':
      return canonicalJson(valueAt(copy, steps)) === canonicalJson(value);
    case 'copy':
    case 'move':
      return carry(copy, op, stepsOf(from), steps);
    default:
      return false;
  }
}

function carry(
  copy: { whole: JsonValue },
  op: 'copy' | 'move',
  from: readonly string[] | undefined,
  to: readonly string[],
): boolean {
  if (from === undefined) return false;
  const value = op === 'move' ? remove(copy, from) : valueAt(copy, from);
  return value !== undefined && add(copy, to, structuredClone(value));
}

/** The steps of a JSON pointer, below the field that holds the whole object. */
function stepsOf(pointer: JsonValue | undefined): readonly string[] | undefined {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) return undefined;
  const steps = pointer.split('/').slice(1);
  return ['whole', ...steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))];
}

function valueAt(start: JsonValue, steps: readonly string[]): JsonValue | undefined {
  return steps.reduce<JsonValue | undefined>((value, step) => {
    if (isJsonList(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
    return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, start);
}

function parentOf(copy: { whole: JsonValue }, steps: readonly string[]): Container | undefined {
  const parent = valueAt(copy, steps.slice(0, -1));
  return isJsonList(parent) || isJsonObject(parent) ? (parent as Container) : undefined;
}

function add(copy: { whole: JsonValue }, steps: readonly string[], value: JsonValue): boolean {
  const parent = parentOf(copy, steps);
  const last = steps.at(-1) ?? '';
  if (parent === undefined || last === '__proto__') return false;
  if (!Array.isArray(parent)) {
    parent[last] = value;
    return true;
  }
  const at = last === '-' ? parent.length : /^\d+$/.test(last) ? Number(last) : -1;
  if (at < 0 || at > parent.length) return false;
  parent.splice(at, 0, value);
  return true;
}

function remove(copy: { whole: JsonValue }, steps: readonly string[]): JsonValue | undefined {
  const [parent, value] = [parentOf(copy, steps), valueAt(copy, steps)];
  const last = steps.at(-1) ?? '';
  if (parent === undefined || value === undefined) return undefined;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return value;
}
