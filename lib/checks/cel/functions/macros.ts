import { Optional } from '../library';
import { CelInputError, type FunctionTable } from './function-table';

type Entries = ReadonlyMap<unknown, unknown>;

/** The entries of a map, or the items of a list with their indices, which macros with two variables go over. */
function pairs(value: unknown): Entries[] {
  const pair = ([key, inner]: readonly [unknown, unknown]): Entries =>
    new Map([
      ['key', key],
      ['value', inner],
    ]);
  if (value instanceof Map) return [...(value as Entries)].map(pair);
  if (value instanceof Set || Array.isArray(value)) {
    return [...(value as Iterable<unknown>)].map((item, index) => pair([BigInt(index), item]));
  }
  throw new Error('a value of this type has no entries');
}

function asMap(list: readonly unknown[]): Entries {
  return new Map(list as ReadonlyArray<readonly [unknown, unknown]>);
}

function mergedMap(maps: readonly unknown[]): Entries {
  const merged = new Map<unknown, unknown>();
  for (const map of maps) {
    const entries = map instanceof Map ? (map as Entries) : new Map<unknown, unknown>(Object.entries(map as object));
    for (const [key, value] of entries) {
      if (merged.has(key)) throw new CelInputError(`insert failed: key ${String(key)} already exists`);
      merged.set(key, value);
    }
  }
  return merged;
}

/** A set with what another list adds. Source: apiserver, `pkg/cel/common/values.go`. */
function joinSet(set: Iterable<unknown>, other: Iterable<unknown>): ReadonlySet<unknown> {
  return new Set([...set, ...other]);
}

function isZero(value: unknown): boolean {
  if (value === null || value === false || value === '') return true;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) === 0;
  if (value instanceof Map || value instanceof Set) return value.size === 0;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (Object.getPrototypeOf(value) === Object.prototype) return Object.keys(value as object).length === 0;
  if (typeof value === 'string' || value === true) return false;
  throw new Error('whether a value of this type is zero is not known');
}

function isSame(a: Optional, b: Optional): boolean {
  if (!a.hasValue() || !b.hasValue()) return a.hasValue() === b.hasValue();
  const [left, right] = [a.value(), b.value()];
  if (typeof left === 'object' || typeof right === 'object') throw new Error('values of this type are not compared');
  return left === right;
}

/** What macros become, and functions of optional values. */
export const MACRO_FUNCTIONS: FunctionTable = {
  'pairs(dyn): list': pairs,
  'asMap(list): map': asMap,
  'mergedMap(list): map': mergedMap,
  'joinSet(dyn, dyn): list': joinSet,
  'asList(dyn): list': (value: Iterable<unknown>) => [...value],
  'optionalOf(dyn): optional<dyn>': (value: unknown) => Optional.of(value),
  'OptionalNamespace.ofNonZeroValue(dyn): optional<dyn>': (_: unknown, value: unknown) =>
    isZero(value) ? Optional.none() : Optional.of(value),
};

/** When two optional values are the same. */
export const OPTIONAL_OPERATORS: FunctionTable = { 'optional<dyn> == optional<dyn>': isSame };
