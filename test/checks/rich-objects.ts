import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { checkObjects } from '../../lib/checks/check';
import type { CheckFinding, CheckRule } from '../../lib/checks/finding';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { isJsonObject } from '../../lib/values/json';

/** Valid objects of many kinds, with nearly every field that has rules of its own. */
export function richObjects(): JsonObject[] {
  const text = readFileSync(join(__dirname, 'rich-objects.yaml'), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS() as JsonObject);
}

/** What an object refers to is not beside it here, and Secrets have contents. */
const OF_OTHERS: readonly CheckRule[] = [
  'dangling-reference',
  'secret',
  'connectivity',
  'sync-wave',
  'argo-cd',
  'app-project',
  // Accepted, and refused or of no effect later.
  'invalid-image',
  'no-effect',
];

/**
 * What `check` finds of one object by itself for one minor version of Kubernetes.
 * @param object - the object
 * @param definitions - CustomResourceDefinitions
 * @param minor - the minor version
 */
export function findingsOf(object: JsonObject, definitions: readonly JsonObject[] = [], minor = 28): CheckFinding[] {
  const source = { file: 'object.yaml', document: 0, item: [], object, root: '', apart: false };
  return checkObjects([source], { minors: { oldest: minor, newest: minor }, definitions }).filter(
    ({ rule, severity, message }) =>
      severity !== 'info' &&
      (!OF_OTHERS.includes(rule) || /which the pod does not have|the policy is left out/.test(message)) &&
      (rule !== 'unmatched-selector' || /template|empty/.test(message)),
  );
}

/** A field of an object: names and indices joined by dots, where `~` is a dot in a name. */
export function pathOf(text: string): Array<string | number> {
  return text.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~', '.')));
}

/**
 * An object with another value at a path.
 * @param object - the object
 * @param path - the path; what leads there exists
 * @param value - the value; undefined removes it
 */
export function changed(object: JsonObject, path: ReadonlyArray<string | number>, value: unknown): JsonObject {
  const copy = structuredClone(object) as Record<string, JsonValue>;
  let inner: Record<string | number, JsonValue> = copy;
  for (const step of path.slice(0, -1)) inner = inner[step] as unknown as Record<string | number, JsonValue>;
  const last = path[path.length - 1] ?? '';
  if (value !== undefined) inner[last] = value as JsonValue;
  else if (Array.isArray(inner)) inner.splice(Number(last), 1);
  else delete inner[last];
  return copy;
}

/** Every path in a value. */
export function* pathsIn(
  value: JsonValue | undefined,
  path: ReadonlyArray<string | number> = [],
): Generator<ReadonlyArray<string | number>> {
  if (path.length > 0) yield path;
  const entries: ReadonlyArray<readonly [string | number, JsonValue | undefined]> = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item, index) => [index, item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, inner] of entries) yield* pathsIn(inner, [...path, key]);
}

const LONG = 'a'.repeat(300);

/** Values to try in place of another one. */
function others(value: JsonValue | undefined): readonly unknown[] {
  if (typeof value === 'string') {
    return [
      '',
      'Bad_Name!',
      'x',
      'UPPER',
      LONG,
      'a/b',
      '-a',
      '../a',
      '5',
      7,
      true,
      {},
      [],
      ' ',
      'é',
      `${value} `,
      '10.0.0.1',
      '-1',
    ];
  }
  if (typeof value === 'number') return [0, -1, 1, 65536, 99999999999, 1.5, String(value), '50%', true, {}];
  if (typeof value === 'boolean') return ['true', 1, {}];
  if (Array.isArray(value))
    return [[], {}, 'x', [...(value as readonly JsonValue[]), ...(value as readonly JsonValue[])], [{}], [1]];
  return [{}, [], 'x', 5, { zzz: 1 }];
}

/** An object with one thing changed, and what that is. */
export interface Mutation {
  readonly name: string;
  readonly object: JsonObject;
}

/**
 * All changes of one place in an object: fields removed, misspelt, and with other values.
 * @param object - a valid object
 */
export function* mutations(object: JsonObject): Generator<Mutation> {
  for (const path of pathsIn(object)) {
    const first = path.length === 1 ? path[0] : undefined;
    if (first === 'apiVersion' || first === 'kind') continue;
    const name = `${object.kind as string} ${path.join('.')}`;
    const value = path.reduce<JsonValue | undefined>(
      (inner, step) => (inner as Record<string | number, JsonValue>)[step],
      object,
    );
    yield { name: `${name} removed`, object: changed(object, path, undefined) };
    if (typeof path[path.length - 1] === 'string') {
      const misspelt = [...path.slice(0, -1), `${path[path.length - 1]}X`];
      yield { name: `${name} misspelt`, object: changed(changed(object, misspelt, value), path, undefined) };
    }
    for (const other of others(value)) {
      if (JSON.stringify(other) === JSON.stringify(value)) continue;
      yield { name: `${name} = ${JSON.stringify(other).slice(0, 40)}`, object: changed(object, path, other) };
    }
  }
}
