import { isJsonObject, listOf, type JsonObject, type JsonValue } from '../values/json';
import { valueAtPath, withoutValueAt, withValueAt } from '../values/path';
import type { ValuesStep } from './replacement-step';
import type { KnownVersion, VersionLine } from './version-line';

/**
 * Values of Verrazzano's chart, as a published chart takes them.
 * @param line - all versions of the component
 * @param version - the version of the chart
 * @param values - values that the platform operator would give
 */
export function replacementValues(line: VersionLine, version: KnownVersion, values: JsonObject): JsonObject {
  const steps = stepsOf(line, version);
  const below = steps.reduce<JsonObject>((left, { insteadOfFiles = {} }) => merged(left, insteadOfFiles), {});
  return merged(below, steps.reduce(applyStep, values));
}

/** A value that the rules of a published chart take away or set, whatever the values of the release are. */
export interface FixedValue {
  /** Keys, separated by dots. */
  readonly path: string;
  /** What it is set to; undefined where it is taken away. */
  readonly to: JsonValue | undefined;
}

/**
 * The values that a published chart does not take as they are.
 * @param line - all versions of the component
 * @param version - the version of the chart
 */
export function fixedValues(line: VersionLine, version: KnownVersion): readonly FixedValue[] {
  return stepsOf(line, version).flatMap(({ remove = [], drop = [], set = {} }) => [
    ...[...remove, ...drop].map((path) => ({ path, to: undefined })),
    ...Object.entries(set).map(([path, to]) => ({ path, to })),
  ]);
}

/**
 * Whether a published chart takes the values files of the release.
 * @param line - all versions of the component
 * @param version - the version of the chart
 */
export function takesFiles(line: VersionLine, version: KnownVersion): boolean {
  return stepsOf(line, version).every(({ insteadOfFiles }) => insteadOfFiles === undefined);
}

function stepsOf(line: VersionLine, version: KnownVersion): ValuesStep[] {
  return (line.replacement.values ?? []).filter((step) => holds(step, line, version));
}

/** Maps are merged; anything else of the second one wins. */
function merged(below: JsonObject, above: JsonObject): JsonObject {
  const result: Record<string, JsonValue | undefined> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const own = result[key];
    result[key] = isJsonObject(own) && isJsonObject(value) ? merged(own, value) : value;
  }
  return result;
}

function holds({ since, until }: ValuesStep, line: VersionLine, { index }: KnownVersion): boolean {
  const start = line.start(since);
  const end = until === undefined ? undefined : line.start(until);
  return start !== undefined && start <= index && (end === undefined || index < end);
}

function applyStep(values: JsonObject, step: ValuesStep): JsonObject {
  const { remove = [], move = {}, toArguments = {}, switchOn = {}, set = {}, append = {}, drop = [] } = step;
  const removed = remove.reduce((left, path) => withoutValueAt(left, path.split('.')), values);
  const moved = Object.entries(move).reduce(moveValue, removed);
  const told = Object.entries(toArguments).reduce((left, [path, prefix]) => asArguments(left, path, prefix), moved);
  const switched = Object.entries(switchOn).reduce(switchValue, told);
  const given = Object.entries(set).reduce(setValue, switched);
  const appended = Object.entries(append).reduce(appendItems, given);
  return drop.reduce((left, path) => withValueAt(left, path.split('.'), null), appended);
}

function moveValue(values: JsonObject, [from, to]: readonly [string, string]): JsonObject {
  const value = valueAtPath(values, from.split('.'));
  return value === undefined ? values : withValueAt(withoutValueAt(values, from.split('.')), to.split('.'), value);
}

function switchValue(values: JsonObject, [path, name]: readonly [string, string]): JsonObject {
  return valueAtPath(values, path.split('.')) ? withValueAt(values, name.split('.'), true) : values;
}

function setValue(values: JsonObject, [path, value]: readonly [string, JsonValue | undefined]): JsonObject {
  return value === undefined ? values : withValueAt(values, path.split('.'), value);
}

function appendItems(values: JsonObject, [path, items]: readonly [string, readonly JsonValue[]]): JsonObject {
  return withValueAt(values, path.split('.'), [...listOf(valueAtPath(values, path.split('.'))), ...items]);
}

/** Turns a value, or each item of a list, into an argument with a prefix. */
function asArguments(values: JsonObject, path: string, prefix: string): JsonObject {
  const value = valueAtPath(values, path.split('.'));
  const texts = (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).filter(isText);
  const own = Array.isArray(values['extraArgs']) ? (values['extraArgs'] as readonly JsonValue[]) : [];
  const left = withoutValueAt(values, path.split('.'));
  return texts.length === 0 ? left : { ...left, extraArgs: [...own, ...texts.map((text) => `${prefix}${text}`)] };
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
