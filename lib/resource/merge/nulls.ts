import { isJsonList, isJsonObject, type JsonValue } from '../../values/json';

/**
 * `value` without the members that are null, at any depth and also inside of lists; items of lists that are null stay.
 *
 * A strategic merge patch does this to what it adds. Source: `discardNullValuesFromPatch` in
 * k8s.io/apimachinery/pkg/util/strategicpatch 0.25.4.
 */
export function withoutNulls<T extends JsonValue>(value: T): T;
export function withoutNulls(value: JsonValue): JsonValue {
  if (isJsonList(value)) return value.map((item) => withoutNulls(item));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).flatMap(([key, member]): [string, JsonValue][] =>
    member === null || member === undefined ? [] : [[key, withoutNulls(member)]],
  );
  return Object.fromEntries(members);
}

/** Whether both values are objects, lists, or scalars of one type: the condition on which a patch merges instead of replacing. */
export function isSameKind(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return kindOf(a) === kindOf(b);
}

function kindOf(value: JsonValue | undefined): string {
  if (value === null) return 'null';
  return isJsonList(value) ? 'list' : typeof value;
}
