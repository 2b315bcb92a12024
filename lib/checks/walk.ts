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
  const start: Match[] = value === undefined || value === null ? [] : [{ path: base, value, parent: {} }];
  return stepsOf(pattern).reduce<Match[]>((found, step) => found.flatMap((match) => next(match, step)), start);
}

const known = new Map<string, readonly string[]>();

function stepsOf(pattern: string): readonly string[] {
  const steps =
    known.get(pattern) ??
    pattern
      .split(/(?<!\\)\.|(?=\[\]|\{(?:key)?\})/)
      .filter((step) => step !== '')
      .map((step) => step.replaceAll('\\.', '.'));
  known.set(pattern, steps);
  return steps;
}

function next({ path, value, parent }: Match, step: string): Match[] {
  if (step === '[]') {
    if (!Array.isArray(value)) return [];
    return (value as readonly JsonValue[]).flatMap((item, index) =>
      item === null ? [] : [{ path: [...path, index], value: item, parent }],
    );
  }
  if (!isJsonObject(value)) return [];
  if (step === '{key}') return Object.keys(value).map((key) => ({ path: [...path, key], value: key, parent: value }));
  const keys = step === '{}' ? Object.keys(value) : [step];
  return keys.flatMap((key) => {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    return inner === undefined || inner === null ? [] : [{ path: [...path, key], value: inner, parent: value }];
  });
}

/** The texts among the values at a pattern, empty ones left out. */
export function textMatches(
  value: JsonValue | undefined,
  pattern: string,
  base: Path = [],
): Array<Match & { readonly value: string }> {
  return matches(value, pattern, base).filter(
    (match): match is Match & { readonly value: string } => typeof match.value === 'string' && match.value !== '',
  );
}
