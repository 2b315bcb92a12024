import { canonicalJson } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject, ownMember } from '../../values/json';
import type { FieldChange } from './change';

/** Fields that tell the items of a list apart, in this order of preference. */
const KEYS: readonly string[] = ['name', 'mountPath', 'key', 'containerPort', 'port', 'host', 'ip', 'path'];

/** Lists whose items are what their position says: Argo CD counts the sources of an Application. */
const POSITIONAL = /(?:^|\.)spec\.sources$/;

/**
 * What differs between two values. Null and a missing field are the same, as for the API server.
 * @param before - the value before
 * @param after - the value after
 * @param path - where they are
 */
export function diffFields(before: JsonValue | undefined, after: JsonValue | undefined, path = ''): FieldChange[] {
  const [old, now] = [before ?? undefined, after ?? undefined];
  if (old === undefined || now === undefined) return old === now ? [] : [changed(path, old, now)];
  if (isJsonObject(old) && isJsonObject(now)) return diffObjects(old, now, path);
  if (Array.isArray(old) && Array.isArray(now)) {
    return diffLists(old as readonly JsonValue[], now as readonly JsonValue[], path);
  }
  return canonicalJson(old) === canonicalJson(now) ? [] : [changed(path, old, now)];
}

function changed(path: string, before: JsonValue | undefined, after: JsonValue | undefined): FieldChange {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function diffObjects(before: JsonObject, after: JsonObject, path: string): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compare);
  return keys.flatMap((key) => diffFields(ownMember(before, key), ownMember(after, key), step(path, key)));
}

function step(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function diffLists(before: readonly JsonValue[], after: readonly JsonValue[], path: string): FieldChange[] {
  const [old, now] = [before.map(canonicalJson), after.map(canonicalJson)];
  if (old.join() === now.join()) return [];
  const key = KEYS.find((each) => isKey(each, before) && isKey(each, after));
  if (key !== undefined && before.length > 0 && after.length > 0) return keyed(before, after, key, path);
  const isObjects = [...before, ...after].every(isJsonObject);
  if (isObjects && (before.length === after.length || POSITIONAL.test(path))) {
    const longest = before.length > after.length ? before : after;
    return longest.flatMap((_, index) => diffFields(before[index], after[index], `${path}[${index}]`));
  }
  if (isObjects) return unkeyed(before, after, path);
  return [changed(path, before, after)];
}

/** Items without a key: those that are gone, and those that are new. */
function unkeyed(before: readonly JsonValue[], after: readonly JsonValue[], path: string): FieldChange[] {
  const [old, now] = [new Set(before.map(canonicalJson)), new Set(after.map(canonicalJson))];
  const gone = before.flatMap((item, at) =>
    now.has(canonicalJson(item)) ? [] : [changed(`${path}[${at}]`, item, undefined)],
  );
  const added = after.flatMap((item, at) =>
    old.has(canonicalJson(item)) ? [] : [changed(`${path}[${at}]`, undefined, item)],
  );
  return gone.length + added.length > 0 ? [...gone, ...added] : [changed(path, before, after)];
}

function keyed(before: readonly JsonValue[], after: readonly JsonValue[], key: string, path: string): FieldChange[] {
  const [old, now] = [byKey(before, key), byKey(after, key)];
  for (const [name, other] of key === 'name' ? renamed(old, now) : []) {
    // Under the name that it had.
    now.set(name, now.get(other) ?? null);
    now.delete(other);
  }
  const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((name) =>
    diffFields(old.get(name), now.get(name), `${path}[${key}=${name}]`),
  );
  // The same items in another order.
  return found.length > 0 ? found : [changed(path, [...old.keys()], [...now.keys()])];
}

/** Names of items that are the same but for their name: what each was called, and what it is called now. */
function renamed(old: ReadonlyMap<string, JsonValue>, now: ReadonlyMap<string, JsonValue>): Array<[string, string]> {
  const added = [...now.keys()].filter((name) => !old.has(name));
  return [...old].flatMap(([name, item]): Array<[string, string]> => {
    if (now.has(name)) return [];
    const alike = added.filter((other) => isSameBut('name', item, now.get(other)));
    const [other] = alike;
    if (other === undefined || alike.length > 1) return [];
    added.splice(added.indexOf(other), 1);
    return [[name, other]];
  });
}

function isSameBut(key: string, a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (!isJsonObject(a) || !isJsonObject(b) || Object.keys(a).length < 2) return false;
  return canonicalJson({ ...a, [key]: null }) === canonicalJson({ ...b, [key]: null });
}

function byKey(items: readonly JsonValue[], key: string): Map<string, JsonValue> {
  return new Map(items.map((item) => [keyText(item, key) ?? '', item]));
}

function isKey(key: string, items: readonly JsonValue[]): boolean {
  const texts = items.map((item) => keyText(item, key));
  return texts.every((text) => text !== undefined) && new Set(texts).size === texts.length;
}

function keyText(item: JsonValue, key: string): string | undefined {
  const value = isJsonObject(item) ? ownMember(item, key) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * A change, and those inside of a value that is new or gone: a `securityContext` that goes takes its restrictions along.
 * @param field - the change
 */
export function withInner(field: FieldChange): FieldChange[] {
  const { path, before, after } = field;
  const value = before ?? after;
  if (before !== undefined && after !== undefined) return [field];
  const inner = isJsonObject(value)
    ? Object.keys(value).map((key) => [step(path, key), ownMember(value, key)] as const)
    : Array.isArray(value)
      ? (value as readonly JsonValue[]).map((item, index) => [`${path}[${index}]`, item] as const)
      : [];
  return [
    field,
    ...inner
      .filter(([, each]) => (each ?? undefined) !== undefined)
      .flatMap(([at, each]) =>
        withInner(before === undefined ? changed(at, undefined, each) : changed(at, each, undefined)),
      ),
  ];
}
