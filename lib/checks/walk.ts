import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Path } from '../values/path';

/** A value and where it is. */
export interface Match {
  readonly path: Path;
  readonly value: JsonValue;
  /** The object that has the value as a field, or nothing for an item of a list. */
  readonly parent: JsonObject;
}

/**
 * The values at a pattern of paths, such as `spec.rules[].http.paths[].backend.service`: `[]` is every item of a list, `{}` every
 * value of a map, and `{key}` every key of a map as a string; `\\.` is a dot in a name. Null counts as absent.
 * @param value - where the pattern begins
 * @param pattern - names joined by dots; empty for the value itself
 * @param base - path of that value
 */
export function matches(value: JsonValue | undefined, pattern: string, base: Path = []): Match[] {
  const found: Match[] = [];
  const steps = stepsOf(pattern);
  // Most objects have nothing of what most patterns are about.
  if (hasFirst(value, steps)) collect(value, { steps, path: [...base], found }, 0, NO_PARENT);
  return found;
}

const known = new Map<string, readonly string[]>();

function stepsOf(pattern: string): readonly string[] {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const steps = pattern
    .split(/(?<!\\)\.|(?=\[\]|\{(?:key)?\})/)
    .filter((step) => step !== '')
    .map((step) => step.replaceAll('\\.', '.'));
  known.set(pattern, steps);
  return steps;
}

/** Whether the first step of a pattern leads to something. */
function hasFirst(value: JsonValue | undefined, [first]: readonly string[]): boolean {
  if (first === undefined || first.startsWith('[') || first.startsWith('{')) return true;
  return isJsonObject(value) && Object.hasOwn(value, first);
}

const NO_PARENT: JsonObject = {};

/** A walk along a pattern. */
interface Walk {
  readonly steps: readonly string[];
  /** Where it is now; copied for what is found, since nearly all patterns lead to nothing. */
  readonly path: Array<string | number>;
  readonly found: Match[];
}

/** Adds what is found from a step on. */
function collect(value: JsonValue | undefined, walk: Walk, at: number, parent: JsonObject): void {
  if (value === undefined || value === null) return;
  const step = walk.steps[at];
  if (step === undefined) walk.found.push({ path: [...walk.path], value, parent });
  else if (step === '[]') {
    if (!Array.isArray(value)) return;
    (value as readonly JsonValue[]).forEach((item, index) => collectAt(index, item, walk, at, parent));
  } else if (isJsonObject(value)) collectFields(value, step, walk, at);
}

function collectFields(map: JsonObject, step: string, walk: Walk, at: number): void {
  if (step === '{key}') for (const key of Object.keys(map)) collectAt(key, key, walk, at, map);
  else if (step === '{}') for (const key of Object.keys(map)) collectAt(key, map[key], walk, at, map);
  else if (Object.hasOwn(map, step)) collectAt(step, map[step], walk, at, map);
}

function collectAt(
  key: string | number,
  value: JsonValue | undefined,
  walk: Walk,
  at: number,
  parent: JsonObject,
): void {
  walk.path.push(key);
  collect(value, walk, at + 1, parent);
  walk.path.pop();
}

/** The strings among the values at a pattern. */
export function stringMatches(
  value: JsonValue | undefined,
  pattern: string,
  base: Path = [],
): Array<Match & { readonly value: string }> {
  return matches(value, pattern, base).filter(
    (match): match is Match & { readonly value: string } => typeof match.value === 'string',
  );
}

/** The texts among the values at a pattern, empty ones left out. */
export function textMatches(
  value: JsonValue | undefined,
  pattern: string,
  base: Path = [],
): Array<Match & { readonly value: string }> {
  return stringMatches(value, pattern, base).filter((match) => match.value !== '');
}

/** The objects among the values at a pattern. */
export function objectMatches(
  value: JsonValue | undefined,
  pattern: string,
  base: Path = [],
): Array<Match & { readonly value: JsonObject }> {
  return matches(value, pattern, base).filter((match): match is Match & { readonly value: JsonObject } =>
    isJsonObject(match.value),
  );
}
