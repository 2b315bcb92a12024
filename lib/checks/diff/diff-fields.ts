import { isDeepStrictEqual } from 'util';
import { canonicalJson } from '../../connectivity/manifest';
import { compare } from '../../values/compare';
import { pushTo } from '../../values/push-to';
import { defaultOf, factsOf, measured } from '../../gitops/kinds/same-field';
import type { FieldFacts } from '../../gitops/kinds/server-fields';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject, ownMember } from '../../values/json';
import type { FieldChange } from './change';

/** Fields that tell the items of a list apart, in this order of preference. */
const KEYS: readonly string[] = ['name', 'mountPath', 'key', 'containerPort', 'port', 'host', 'ip', 'path'];

/** Lists whose items are what their position says: Argo CD counts the sources of an Application. */
const POSITIONAL = /(?:^|\.)spec\.sources$/;

/** Containers of a pod, or one of them. */
const CONTAINERS = /\.(?:initContainers|containers|ephemeralContainers)(?:\[[^\]]*\])?$/;

/** Where two values are, and what an API server does with them. */
interface Place {
  readonly path: string;
  readonly facts: FieldFacts;
}

/**
 * What differs between two values. Null and a missing field are the same, as for the API server, and so are a default and a missing
 * field, and quantities that are written in two ways.
 * @param before - the value before
 * @param after - the value after
 * @param facts - what the API server does with them
 */
export function diffFields(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  facts: FieldFacts = {},
): FieldChange[] {
  return differences(before, after, { path: '', facts });
}

function differences(before: JsonValue | undefined, after: JsonValue | undefined, place: Place): FieldChange[] {
  const { path, facts } = place;
  const [old, now] = [before ?? undefined, after ?? undefined];
  if (old === undefined || now === undefined) return old === now ? [] : [changed(path, old, now)];
  if (isJsonObject(old) && isJsonObject(now)) return diffObjects(old, now, place);
  if (Array.isArray(old) && Array.isArray(now)) {
    return diffLists(old as readonly JsonValue[], now as readonly JsonValue[], place);
  }
  const [was, is] = [old, now].map((value) =>
    typeof value === 'object' ? canonicalJson(value) : measured(value, facts),
  );
  return was === is ? [] : [changed(path, old, now)];
}

function changed(path: string, before: JsonValue | undefined, after: JsonValue | undefined): FieldChange {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function diffObjects(before: JsonObject, after: JsonObject, { path, facts }: Place): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compare);
  return keys.flatMap((key) => {
    const own = factsOf(facts, key);
    const [old, now] = [before, after].map((object) => ownMember(object, key) ?? undefined);
    if (old === undefined && isDefault(now, defaultOf(before, own), own)) return [];
    if (now === undefined && isDefault(old, defaultOf(after, own), own)) return [];
    return differences(old, now, { path: step(path, key), facts: own });
  });
}

/** Whether a value is what the API server fills in: the default, or an object of nothing but defaults. */
function isDefault(value: JsonValue | undefined, other: JsonValue | undefined, facts: FieldFacts): boolean {
  if (value === undefined) return false;
  if (other !== undefined) return diffFields(value, other, facts).length === 0;
  if (!isJsonObject(value)) return false;
  const keys = Object.keys(value);
  return (
    keys.length > 0 &&
    keys.every((key) => isDefault(value[key], defaultOf({}, factsOf(facts, key)), factsOf(facts, key)))
  );
}

function step(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function diffLists(before: readonly JsonValue[], after: readonly JsonValue[], place: Place): FieldChange[] {
  const { path, facts } = place;
  if (isDeepStrictEqual(before, after)) return [];
  const key = KEYS.find((each) => isKey(each, before) && isKey(each, after));
  if (key !== undefined && before.length > 0 && after.length > 0) return keyed(before, after, key, place);
  const isObjects = [...before, ...after].every(isJsonObject);
  if (isObjects && (before.length === after.length || POSITIONAL.test(path))) {
    const longest = before.length > after.length ? before : after;
    return longest.flatMap((_, index) => differences(before[index], after[index], itemOf(place, String(index))));
  }
  if (isObjects) return unkeyed(before, after, place);
  const isSame =
    before.length === after.length && before.every((item, at) => diffFields(item, after[at], facts.items).length === 0);
  return isSame ? [] : [changed(path, before, after)];
}

function itemOf({ path, facts }: Place, name: string): Place {
  return { path: `${path}[${name}]`, facts: facts.items ?? {} };
}

/** Items without a key: those that are gone, and those that are new. */
function unkeyed(before: readonly JsonValue[], after: readonly JsonValue[], { path, facts }: Place): FieldChange[] {
  const gone = lacking(before, after, facts).map(([item, at]) => changed(`${path}[${at}]`, item, undefined));
  const added = lacking(after, before, facts).map(([item, at]) => changed(`${path}[${at}]`, undefined, item));
  return gone.length + added.length > 0 ? [...gone, ...added] : [changed(path, before, after)];
}

/** The items, with their positions, that another list does not have. */
function lacking(
  items: readonly JsonValue[],
  others: readonly JsonValue[],
  { items: facts = {} }: FieldFacts,
): Array<readonly [item: JsonValue, at: number]> {
  // By their texts: comparing every item with every other one takes minutes for lists of thousands.
  const known = new Set(others.map((other) => meaning(other, facts)));
  return items.map((item, at) => [item, at] as const).filter(([item]) => !known.has(meaning(item, facts)));
}

/** A text of a value without what the API server fills in; values that say the same have the same. */
function meaning(value: JsonValue | undefined, facts: FieldFacts): string {
  if (Array.isArray(value)) {
    return `[${(value as readonly JsonValue[]).map((item) => meaning(item, facts.items ?? {})).join()}]`;
  }
  if (!isJsonObject(value)) return measured(value, facts);
  const members = Object.keys(value)
    .sort(compare)
    .flatMap((key) => {
      const own = factsOf(facts, key);
      const member = ownMember(value, key) ?? undefined;
      if (member === undefined || isDefault(member, defaultOf(value, own), own)) return [];
      return [`${JSON.stringify(key)}:${meaning(member, own)}`];
    });
  return `{${members.join()}}`;
}

function keyed(before: readonly JsonValue[], after: readonly JsonValue[], key: string, place: Place): FieldChange[] {
  const [old, now] = [byKey(before, key), byKey(after, key)];
  const isReordered = [...old.keys()].join('\u0000') !== [...now.keys()].join('\u0000');
  const order = changed(place.path, [...old.keys()], [...now.keys()]);
  for (const [name, other] of key === 'name' ? renamed(old, now) : []) {
    // Under the name that it had.
    now.set(name, now.get(other) ?? null);
    now.delete(other);
  }
  const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((name) =>
    differences(old.get(name), now.get(name), itemOf(place, `${key}=${name}`)),
  );
  // The same items in another order.
  return found.length === 0 && isReordered ? [order] : found;
}

/** Names of items that are the same but for their name: what each was called, and what it is called now. */
function renamed(old: ReadonlyMap<string, JsonValue>, now: ReadonlyMap<string, JsonValue>): Array<[string, string]> {
  const added = new Map<string, string[]>();
  for (const [name, item] of now) {
    const text = old.has(name) ? undefined : textWithoutName(item);
    if (text !== undefined) pushTo(added, text, name);
  }
  if (added.size === 0) return [];
  return [...old].flatMap(([name, item]): Array<[string, string]> => {
    const alike = now.has(name) ? [] : (added.get(textWithoutName(item) ?? '') ?? []);
    const [other] = alike;
    if (other === undefined || alike.length > 1) return [];
    alike.pop();
    return [[name, other]];
  });
}

/** What an item says besides its name; undefined for nothing. */
function textWithoutName(item: JsonValue): string | undefined {
  return isJsonObject(item) && Object.keys(item).length > 1 ? canonicalJson({ ...item, name: null }) : undefined;
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
  // What goes with its container is no restriction that the others lose.
  if (after === undefined && CONTAINERS.test(path)) return [field];
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
