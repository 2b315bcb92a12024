import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import type { Path } from '../../values/path';
import { checkValue } from './check-value';
import { asStored } from './defaults';
import { embeddedProblems } from './embedded';
import type { SchemaProblem } from './schema-problem';
import type { SchemaNode } from './schema-node';

/** What holds for all of a value. */
export interface ValidateOptions {
  /** Schema of the metadata of whole objects. */
  readonly metadata: SchemaNode;
  /** Whether the kind is part of Kubernetes, where an empty text counts as a field that is not set. */
  readonly native: boolean;
}

/** How many problems of one object are looked for. */
const MAX_PROBLEMS = 100;

/**
 * What the API server refuses in an object, or drops from it. Null counts as a field that is not set, as for the API server, but for fields of
 * custom resources that are `nullable`. Rules in CEL are evaluated apart, by `evaluateRules`.
 * @param object - the object
 * @param schema - schema of its kind
 * @param options - what holds for all of it
 */
export function validate(object: JsonObject, schema: SchemaNode, options: ValidateOptions): SchemaProblem[] {
  const found: SchemaProblem[] = [];
  const context: Context = { options, found, prune: true };
  checkRoot(options.native ? object : asStored(object, schema), schema, [], context);
  return found;
}

interface Context {
  readonly options: ValidateOptions;
  readonly found: SchemaProblem[];
  /** Whether unknown fields are problems; not in the branches of `oneOf` and its like. */
  readonly prune: boolean;
}

/** A whole object: its apiVersion, kind and metadata are always known. */
function checkRoot(object: JsonObject, schema: SchemaNode, path: Path, context: Context): void {
  const { apiVersion: _, kind: _kind, metadata, ...fields } = object;
  if (schema.type !== 'any') {
    const required = schema.required?.filter((name) => !['apiVersion', 'kind', 'metadata'].includes(name));
    check(fields, { ...schema, ...(required !== undefined && { required }), embedded: false }, path, context);
  }
  if (metadata !== undefined) check(metadata, context.options.metadata, [...path, 'metadata'], context);
}

function check(value: JsonValue, schema: SchemaNode, path: Path, context: Context): void {
  if (context.found.length >= MAX_PROBLEMS || schema.type === 'any') return;
  if (value === null) {
    checkNull(schema, path, context);
    return;
  }
  const problem = checkValue(value, schema, context.options.native);
  if (problem !== undefined) {
    // A branch takes what is taken.
    if (context.prune || problem.code !== 'wide') context.found.push({ ...problem, path });
    if (problem.code === 'type') return;
  }
  if (Array.isArray(value)) checkList(value as readonly JsonValue[], schema, path, context);
  else if (isJsonObject(value)) {
    if (schema.embedded === true) checkEmbedded(value, schema, path, context);
    else checkObject(value, schema, path, context);
  }
  checkBranches(value, schema, path, context);
}

/** Null is no value of an `enum` that does not list it, where it is a value at all. */
function checkNull(schema: SchemaNode, path: Path, { options, found }: Context): void {
  if (options.native || schema.nullable !== true || schema.enum === undefined || schema.enum.includes(null)) return;
  const allowed = schema.enum.map((each) => JSON.stringify(each)).join(', ');
  found.push({ code: 'value', path, what: 'is null, which is not one of the allowed values', allowed });
}

/** A whole object inside another one. */
function checkEmbedded(value: JsonObject, schema: SchemaNode, path: Path, context: Context): void {
  for (const problem of embeddedProblems(value, path)) context.found.push(problem);
  checkRoot(value, schema, path, context);
}

function checkList(list: readonly JsonValue[], schema: SchemaNode, path: Path, context: Context): void {
  const { listKeys } = schema;
  // Of a list that keeps unknown fields, so does every item, but not what is in its fields.
  const items =
    schema.open === true && schema.items?.type === 'object' ? { ...schema.items, open: true } : schema.items;
  list.forEach((item, index) => {
    if (item === null) checkNullItem(items, [...path, index], context);
    else if (items !== undefined) check(item, items, [...path, index], context);
  });
  if (listKeys !== undefined) checkKeys(list, listKeys, path, context);
}

/** Kubernetes takes an item that is null for an empty one; custom resources refuse it. */
function checkNullItem(items: SchemaNode | undefined, path: Path, { found, options }: Context): void {
  if (items?.type === undefined || items.type === 'any' || items.nullable === true) return;
  const what = options.native ? 'is null, which counts as an empty item' : 'is null';
  found.push({ code: 'null-item', path, what });
}

/** Two items of one key: the one would be lost, or the whole list is refused. */
function checkKeys(list: readonly JsonValue[], keys: readonly string[], path: Path, context: Context): void {
  const seen = new Set<string>();
  list.forEach((item, index) => {
    const parts = keys.length === 0 ? [item] : keys.map((key) => (isJsonObject(item) ? (item[key] ?? null) : null));
    if (parts.every((part) => part === null)) return;
    const text = JSON.stringify(parts);
    if (seen.has(text)) {
      const got = parts.length === 1 ? parts[0] : Object.fromEntries(keys.map((key, at) => [key, parts[at] ?? null]));
      const what = `is the second item${keys.length > 0 ? ` with the same ${keys.join(' and ')}` : ' of this value'}`;
      context.found.push({ code: 'duplicate-item', path: [...path, index], what, ...(got !== undefined && { got }) });
    }
    seen.add(text);
  });
}

function checkObject(object: JsonObject, schema: SchemaNode, path: Path, context: Context): void {
  const { properties = {}, additional, required = [], open } = schema;
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const known = Object.hasOwn(properties, key) ? properties[key] : additional;
    if (known !== undefined) check(value, known, [...path, key], context);
    else if (open !== true && context.prune && schema.type === 'object') {
      context.found.push(unknownField(key, [...path, key], Object.keys(properties)));
    }
  }
  for (const name of required) {
    if (isThere(object[name], properties[name], context)) continue;
    context.found.push({ code: 'required', path: [...path, name], what: 'is required and missing' });
  }
}

/** Of custom resources, a null that is left is a value; branches do not say of what. */
function isThere(value: JsonValue | undefined, schema: SchemaNode | undefined, context: Context): boolean {
  if (value !== null) return value !== undefined;
  return !context.options.native && (!context.prune || schema?.nullable === true);
}

function unknownField(key: string, path: Path, names: readonly string[]): SchemaProblem {
  const near = names.filter((name) => isNear(name.toLowerCase(), key.toLowerCase()) || sharesStart(name, key));
  const shown = near.length > 0 ? near : names;
  const allowed = shown.length === 0 ? 'no field' : shown.slice(0, 30).join(', ');
  return { code: 'unknown-field', path, what: 'is an unknown field, which the API server drops or refuses', allowed };
}

/** Whether two names begin alike for most of their letters, as `restartPolicies` and `restartPolicy`. */
function sharesStart(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const longer = a.length > b.length ? a.length : b.length;
  return start >= 4 && start >= longer * 0.7;
}

/** Whether two names are the same, or differ by one letter that is added, left out or changed, or by two neighbours that changed places. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const rests = [
    [a.slice(start + 1), b.slice(start)],
    [a.slice(start), b.slice(start + 1)],
    [a.slice(start + 1), b.slice(start + 1)],
    [a.slice(start + 2), b.slice(start + 2)],
  ];
  return rests.some(
    ([x, y], index) => x === y && (index < 3 || (a[start] === b[start + 1] && b[start] === a[start + 1])),
  );
}

/** `oneOf` and its like look at values and never drop fields. */
function checkBranches(value: JsonValue, schema: SchemaNode, path: Path, context: Context): void {
  const { allOf = [], anyOf, oneOf, not } = schema;
  for (const each of allOf) check(value, each, path, { ...context, prune: false });
  const fits = (each: SchemaNode): boolean => {
    const found: SchemaProblem[] = [];
    check(value, each, path, { ...context, found, prune: false });
    return found.length === 0;
  };
  const alternative = (what: string): void => void context.found.push({ code: 'alternative', path, what });
  if (anyOf !== undefined && !anyOf.some(fits)) alternative(`fits none of the alternatives: ${described(anyOf)}`);
  if (oneOf !== undefined) {
    const fitting = oneOf.filter(fits);
    if (fitting.length === 0) alternative(`fits none of the alternatives: ${described(oneOf)}`);
    if (fitting.length > 1)
      alternative(`fits several alternatives, of which only one is allowed: ${described(fitting)}`);
  }
  if (not !== undefined && fits(not)) alternative(`has what is excluded: ${described([not])}`);
}

function described(nodes: readonly SchemaNode[]): string {
  return nodes.map((node) => describedNode(node, 0)).join(', or ');
}

function describedNode({ required, type, not, anyOf, oneOf, properties, ...rest }: SchemaNode, depth: number): string {
  if (depth > 3) return '...';
  const parts = [
    ...(required !== undefined ? [required.join(' and ')] : []),
    ...(type !== undefined && properties === undefined ? [type] : []),
    ...(rest.enum !== undefined ? [`one of ${rest.enum.map((each) => JSON.stringify(each)).join(', ')}`] : []),
    ...(not !== undefined ? [`not (${describedNode(not, depth + 1)})`] : []),
    ...(anyOf ?? oneOf ?? []).map((each) => describedNode(each, depth + 1)),
  ];
  return parts.length === 0 ? 'other values' : parts.join(' ');
}
