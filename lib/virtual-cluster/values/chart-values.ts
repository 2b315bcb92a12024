import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { InputError } from '../../values/input-error';

/** Whether a value counts as set in a condition of a chart: neither false, 0, nor empty. */
export function isSet(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}

/**
 * A value as text: scalars as they are written, nothing for what is absent, all else as JSON.
 * @param value - any value
 */
export function scalarText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** The values of one release, defaults included, read by path. */
export class ChartValues {
  /** @param all - the values; they have been checked */
  constructor(readonly all: JsonObject) {}

  /**
   * The value at a path; undefined where only the last key is missing.
   * @param path - keys joined by dots
   * @throws InputError where something above it was removed, which the chart cannot render
   */
  at(path: string): JsonValue | undefined {
    const keys = path.split('.');
    let value: JsonValue | undefined = this.all;
    keys.forEach((key, depth) => {
      if (!isJsonObject(value)) throw removed(keys.slice(0, depth).join('.'));
      value = Object.hasOwn(value, key) ? value[key] : undefined;
    });
    return value;
  }

  /** Whether a value counts as set in a condition. */
  has(path: string): boolean {
    return isSet(this.at(path));
  }

  /** A value as text; empty where there is none. */
  text(path: string): string {
    return scalarText(this.at(path));
  }

  /** A number; 0 where there is none. */
  number(path: string): number {
    const value = this.at(path);
    return typeof value === 'number' ? value : 0;
  }

  /** The items of a list; none where there is no list. */
  list(path: string): readonly JsonValue[] {
    const value = this.at(path);
    return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  }

  /** The entries of an object in the order of their keys; none where there is no object. */
  entries(path: string): ReadonlyArray<readonly [string, JsonValue]> {
    return entriesOf(this.at(path));
  }

  /**
   * An object that the chart cannot do without, even empty.
   * @throws InputError where it was removed
   */
  table(path: string): JsonObject {
    const value = this.at(path);
    if (!isJsonObject(value)) throw removed(path);
    return value;
  }

  /** An object; empty where there is none. */
  object(path: string): JsonObject {
    const value = this.at(path);
    return isJsonObject(value) ? value : {};
  }
}

/**
 * Entries of an object in the order of their keys, as templates walk through them.
 * @param value - an object; anything else has no entries
 */
export function entriesOf(value: JsonValue | undefined): ReadonlyArray<readonly [string, JsonValue]> {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => [key, value[key] ?? null] as const);
}

function removed(path: string): InputError {
  const fix = 'remove the null: what is below it cannot be rendered without it';
  return new InputError({ at: path, what: 'was removed', got: null, allowed: 'an object', fix });
}
