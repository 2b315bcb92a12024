import { canonicalQuantity } from '../../values/canonical-quantity';
import { isJsonList, isJsonObject, listOf, objectOf, type JsonObject, type JsonValue } from '../../values/json';
import type { FieldFacts } from './server-fields';

/**
 * Whether a field says the same in two versions of an object: null and empty values say nothing, and what an API server fills in is no
 * difference.
 * @param key - name of the field
 * @param before - the object that has it
 * @param after - the other version of that
 * @param facts - what an API server does with the field
 */
export function isSameField(key: string, before: JsonObject, after: JsonObject, facts: FieldFacts): boolean {
  const [was, is] = [before, after].map((object) => filled(object, key, facts));
  if (facts.assigned === true && (was === undefined || is === undefined)) return true;
  return isSame(was, is, facts);
}

function filled(object: JsonObject, key: string, facts: FieldFacts): JsonValue | undefined {
  return (Object.hasOwn(object, key) ? object[key] : undefined) ?? defaultOf(object, facts);
}

/**
 * What an API server fills in for a field that is not stated.
 * @param object - the object that has the field
 * @param facts - what an API server does with the field
 */
export function defaultOf(object: JsonObject, { value }: FieldFacts): JsonValue | undefined {
  return typeof value === 'function' ? value(object) : value;
}

/**
 * What an API server does with a field of an object or of the objects in it.
 * @param facts - facts of the object
 * @param key - name of the field
 */
export function factsOf({ fields }: FieldFacts, key: string): FieldFacts {
  if (fields === undefined) return {};
  return (Object.hasOwn(fields, key) ? fields[key] : fields['*']) ?? {};
}

function isSame(was: JsonValue | undefined, is: JsonValue | undefined, facts: FieldFacts): boolean {
  if (isJsonList(was ?? []) && isJsonList(is ?? [])) return isSameList(listOf(was), listOf(is), facts.items ?? {});
  if (isJsonObject(was ?? {}) && isJsonObject(is ?? {})) return isSameObject(objectOf(was), objectOf(is), facts);
  return measured(was, facts) === measured(is, facts);
}

function isSameList(was: readonly JsonValue[], is: readonly JsonValue[], facts: FieldFacts): boolean {
  return was.length === is.length && was.every((item, index) => isSame(item, is[index], facts));
}

function isSameObject(was: JsonObject, is: JsonObject, facts: FieldFacts): boolean {
  const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keys].every((key) => isSameField(key, was, is, factsOf(facts, key)));
}

/**
 * The text of a value; quantities that are equal have the same.
 * @param value - the value
 * @param facts - what an API server does with it
 */
export function measured(value: JsonValue | undefined, { measure }: FieldFacts): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  const quantity = measure === 'quantity' && text !== undefined ? canonicalQuantity(text) : undefined;
  return JSON.stringify(quantity ?? value ?? null);
}
