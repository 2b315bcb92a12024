import { canonicalJson, groupOf, kindOf, textAt, textsAt } from '../../connectivity/manifest';
import { UNKNOWN_ADDRESS } from '../../ingress/host-names';
import { canonicalQuantity } from '../../values/canonical-quantity';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject, type JsonValue } from '../../values/json';
import { parseGoDuration } from '../../values/quantities';
import { HIDDEN } from '../../gitops/secrets/redact';
import type { FieldDrift } from './drift-entry';
import { factsOf } from '../../gitops/kinds/same-field';
import { serverFields, type FieldFacts } from '../../gitops/kinds/server-fields';
import { REDACTED } from '../dump/redacted';

/** How much of an object a program states. */
export interface Statement {
  /** What it states. */
  readonly manifest: JsonObject;
  /** Whether that is all of it, so that any other field is a difference; else only its own fields are compared. */
  readonly whole: boolean;
}

/**
 * Annotations that change how an object works, so that one that only runs is a difference; others are notes of tools. A snippet of
 * upstream's is not among the facts.
 */
const WORKING: Readonly<Record<string, RegExp>> = {
  Ingress:
    /^(?:[a-z-]+\.)*(?:ingress\.kubernetes\.io|cert-manager\.io|external-dns\.alpha\.kubernetes\.io)\/(?!configuration-snippet$)/,
};

/** Annotations that tell Argo CD how to deliver. */
const OF_DELIVERY = 'argocd.argoproj.io/';

/**
 * An object without annotations that tell Argo CD how to deliver it.
 * @param object - the object
 */
export function withoutDelivery<T extends JsonObject>(object: T): T {
  const { metadata } = object;
  if (!isJsonObject(metadata)) return object;
  const annotations = Object.entries(textsAt(object, 'metadata', 'annotations')).filter(
    ([key]) => !key.startsWith(OF_DELIVERY),
  );
  return { ...object, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}

/**
 * Fields of an object that a program would change. Defaults of an API server, what controllers write, notes of tools, and values that a
 * dump hides are not among them.
 * @param statement - what the program states
 * @param runs - what runs
 */
export function manifestDrift({ manifest, whole }: Statement, runs: JsonObject): FieldDrift[] {
  const facts = serverFields(groupOf(manifest), kindOf(manifest));
  return [
    ...mapDrift('metadata.labels', textsAt(runs, 'metadata', 'labels'), textsAt(manifest, 'metadata', 'labels')),
    ...mapDrift(
      'metadata.annotations',
      textsAt(runs, 'metadata', 'annotations'),
      textsAt(manifest, 'metadata', 'annotations'),
      whole ? WORKING[kindOf(manifest)] : undefined,
    ),
    ...fieldsDrift({ path: '', whole }, runs, manifest, facts),
  ];
}

interface Place {
  readonly path: string;
  readonly whole: boolean;
}

type Texts = Readonly<Record<string, string>>;

function mapDrift(path: string, runs: Texts, wanted: Texts, working?: RegExp): FieldDrift[] {
  const only = Object.keys(runs).filter((key) => !Object.hasOwn(wanted, key) && working?.test(key) === true);
  return [...Object.keys(wanted), ...only]
    .map((key): FieldDrift => {
      const value = (texts: Texts): string | undefined => (Object.hasOwn(texts, key) ? texts[key] : undefined);
      return { path: `${path}[${key}]`, runs: value(runs), wanted: value(wanted) };
    })
    .filter(({ runs: before, wanted: after }) => !isSame(before, after, {}));
}

function fieldsDrift(place: Place, runs: JsonObject, wanted: JsonObject, facts: FieldFacts): FieldDrift[] {
  const around = { ...runs, ...wanted };
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(runs)])];
  return keys.flatMap((key) => {
    const own = factsOf(facts, key);
    const path = place.path === '' ? key : `${place.path}${/^[\w-]+$/.test(key) ? `.${key}` : `[${key}]`}`;
    // What is stated in part leaves the rest to others, defaults included.
    const isStated = place.whole || (Object.hasOwn(wanted, key) && wanted[key] !== null);
    const after = isStated ? filled(wanted, key, own, around) : undefined;
    return valueDrift({ ...place, path }, filled(runs, key, own, around), after, own);
  });
}

/** A value, or the default where there is none. Null is no value. */
function filled(object: JsonObject, key: string, { value }: FieldFacts, around: JsonObject): JsonValue | undefined {
  const stated = Object.hasOwn(object, key) ? object[key] : undefined;
  if (stated !== undefined && stated !== null) return stated;
  return typeof value === 'function' ? value(around) : value;
}

function valueDrift(
  place: Place,
  runs: JsonValue | undefined,
  wanted: JsonValue | undefined,
  facts: FieldFacts,
): FieldDrift[] {
  const isOneSided = runs === undefined || wanted === undefined;
  if (isOneSided && saysNothing(place, runs, wanted)) return [];
  // Fields of the object itself that a server writes are never compared.
  if (facts.assigned === true && (isOneSided || !place.path.includes('.'))) return [];
  const both = [runs, wanted];
  if (both.every((one) => one === undefined || isJsonObject(one))) {
    const inner = fieldsDrift(place, objectOr(runs), objectOr(wanted), facts);
    return isOneSided && inner.length > 0 ? [{ path: place.path, runs, wanted }] : inner;
  }
  if (both.every((one) => one === undefined || Array.isArray(one))) return listDrift(place, runs, wanted, facts);
  return isSame(runs, wanted, facts) ? [] : [{ path: place.path, runs, wanted }];
}

/** A field that one side lacks: the other is empty, or the program leaves the field to others. */
function saysNothing({ whole }: Place, runs: JsonValue | undefined, wanted: JsonValue | undefined): boolean {
  return wanted === undefined ? !whole || isEmpty(runs) : isEmpty(wanted);
}

function objectOr(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** An empty field says the same as none. */
function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/**
 * Whether a field says the same on both sides; what a dump hides counts as the same.
 * @param runs - what runs
 * @param wanted - what the program states
 * @param facts - how the field is measured
 */
export function isSame(
  runs: JsonValue | undefined,
  wanted: JsonValue | undefined,
  { measure }: FieldFacts = {},
): boolean {
  if (typeof runs === 'string' && (runs.includes(HIDDEN) || REDACTED.test(runs))) return true;
  if (typeof runs === 'string' && typeof wanted === 'string') {
    return runs === wanted || measured(runs, measure) === measured(wanted, measure) || hasAddress(runs, wanted);
  }
  if (measure === 'quantity') return quantity(runs) === quantity(wanted);
  return canonicalJson(runs) === canonicalJson(wanted);
}

function measured(text: string, measure: FieldFacts['measure']): string {
  if (measure === 'duration') return parseGoDuration(text)?.toString() ?? text;
  return measure === 'quantity' ? quantity(text) : text;
}

/** Quantities may be numbers in a manifest; an API server writes texts. */
function quantity(value: JsonValue | undefined): string {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' ? (canonicalQuantity(text) ?? text) : canonicalJson(value);
}

/** The address of the ingress controller is known only in the cluster. */
function hasAddress(runs: string, wanted: string): boolean {
  const parts = wanted.split(UNKNOWN_ADDRESS);
  if (parts.length === 1) return false;
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(?:\\d{1,3}\\.){3}\\d{1,3}');
  return new RegExp(`^${pattern}$`).test(runs);
}

type Items = readonly JsonValue[];

function listDrift(
  place: Place,
  runs: JsonValue | undefined,
  wanted: JsonValue | undefined,
  facts: FieldFacts,
): FieldDrift[] {
  const [before, after] = [(runs ?? []) as Items, (wanted ?? []) as Items];
  const all = [...before, ...after];
  if (!all.every(isJsonObject)) return scalarsDrift(place, runs, wanted, facts);
  const items = facts.items ?? {};
  const [old, now] = [before as readonly JsonObject[], after as readonly JsonObject[]];
  const keyed = keyOf(old, now, facts);
  const pairs =
    keyed === undefined
      ? facts.ordered === true
        ? byPosition(old, now)
        : bySimilarity(old, now, (a, b) => fieldsDrift(place, a, b, items).length)
      : byKey(old, now, keyed);
  return pairs.flatMap(({ name, was, is }) => {
    const path = `${place.path}[${name}]`;
    if (was !== undefined && is !== undefined) return fieldsDrift({ ...place, path }, was, is, items);
    return is === undefined && !place.whole ? [] : [{ path, runs: was, wanted: is }];
  });
}

/** Order counts only where the facts say so: names of hosts, verbs and principals are sets. */
function scalarsDrift(
  { path }: Place,
  runs: JsonValue | undefined,
  wanted: JsonValue | undefined,
  { ordered, items = {} }: FieldFacts,
): FieldDrift[] {
  const sorted = (value: JsonValue | undefined): Items => {
    const list = [...((value ?? []) as Items)];
    return ordered === true ? list : list.sort((a, b) => compare(canonicalJson(a), canonicalJson(b)));
  };
  const [before, after] = [sorted(runs), sorted(wanted)];
  const isEqual = before.length === after.length && before.every((one, index) => isSame(one, after[index], items));
  return isEqual ? [] : [{ path, runs, wanted }];
}

interface Pair {
  readonly name: string;
  readonly was: JsonObject | undefined;
  readonly is: JsonObject | undefined;
}

/** Fields by which items are usually told apart. */
const USUAL_KEYS: readonly string[] = ['name', 'host'];

/** How items are told apart; undefined where nothing does. */
function keyOf(
  runs: readonly JsonObject[],
  wanted: readonly JsonObject[],
  { keys, items }: FieldFacts,
): ((item: JsonObject) => string) | undefined {
  const candidates = keys === undefined ? USUAL_KEYS.map((key) => [key]) : keys.length === 0 ? [] : [keys];
  for (const candidate of candidates) {
    const read = (item: JsonObject): string => {
      const texts = candidate.map((key) => keyText(item, key, items));
      return texts.some((text) => text !== '') ? texts.join('/') : '';
    };
    const isKey = [runs, wanted].every((list) => {
      const all = list.map(read);
      return all.every((text) => text !== '') && new Set(all).size === all.length;
    });
    if (isKey) return read;
  }
  return undefined;
}

function keyText(item: JsonObject, key: string, items: FieldFacts | undefined): string {
  if (key.includes('.')) return textAt(item, ...key.split('.')) ?? '';
  const value = filled(item, key, items?.fields?.[key] ?? {}, item);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function byKey(
  runs: readonly JsonObject[],
  wanted: readonly JsonObject[],
  key: (item: JsonObject) => string,
): readonly Pair[] {
  const [old, now] = [runs, wanted].map((list) => new Map(list.map((item) => [key(item), item] as const)));
  const names = new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])]);
  return [...names].map((name) => ({ name, was: old?.get(name), is: now?.get(name) }));
}

function byPosition(runs: readonly JsonObject[], wanted: readonly JsonObject[]): readonly Pair[] {
  const length = Math.max(runs.length, wanted.length);
  return Array.from({ length }, (_, index) => ({ name: String(index), was: runs[index], is: wanted[index] }));
}

/** The longest list whose items are matched by their content; longer ones are compared by position. */
const LONGEST = 200;

/** Each wanted item with what runs and is nearest to it: equal ones first. */
function bySimilarity(
  runs: readonly JsonObject[],
  wanted: readonly JsonObject[],
  distance: (was: JsonObject, is: JsonObject) => number,
): readonly Pair[] {
  if (runs.length * wanted.length > LONGEST * LONGEST) return byPosition(runs, wanted);
  const left = new Set(runs.keys());
  const found = new Map<number, JsonObject>();
  for (const isEqual of [true, false]) {
    for (const [index, is] of wanted.entries()) {
      if (found.has(index)) continue;
      const ranked = [...left]
        .map((at) => ({ at, far: distance(runs[at] ?? {}, is) }))
        .sort((a, b) => a.far - b.far || a.at - b.at);
      const [best] = ranked;
      if (best === undefined || (isEqual && best.far > 0)) continue;
      left.delete(best.at);
      found.set(index, runs[best.at] ?? {});
    }
  }
  return [
    ...wanted.map((is, index) => ({ name: String(index), was: found.get(index), is })),
    ...[...left].map((at) => ({ name: String(at), was: runs[at], is: undefined })),
  ];
}

/**
 * Whether an object was cut out of its dump, so that nothing of it can be compared.
 * @param wanted - what the program states
 * @param runs - what was read
 */
export function isCut(wanted: JsonObject, runs: JsonObject): boolean {
  const stated = Object.keys(wanted).filter((key) => !OUTSIDE.includes(key) && !isEmpty(wanted[key]));
  return stated.length > 0 && stated.every((key) => isEmpty(runs[key]));
}

const OUTSIDE: readonly string[] = ['apiVersion', 'kind', 'metadata', 'status'];
