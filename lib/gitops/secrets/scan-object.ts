import { credentialPatterns } from '../../values/credential-patterns';
import type { JsonObject, JsonValue } from '../../values/json';
import { isJsonObject } from '../../values/json';
import { credentialAssignments, optionKeys } from './assignments';
import { isLiteralCredential, keyClass } from './credential-keys';
import { embeddedObjects } from './embedded';
import type { SecretFinding } from './finding';
import { mayHoldSecrets } from './may-hold';
import { PAIR_KEYS } from './pair-keys';
import type { ObjectName } from './secret-objects';
import { generatesSecrets, hasContent, isSecret, objectName } from './secret-objects';

/** How deep values are looked into; the API server takes no deeper ones. */
const MAX_DEPTH = 128;

/** How deep texts in texts are read as objects. */
const MAX_EMBEDDED = 3;

/** Groups whose objects name keys of Secrets under keys for credentials, or hold ciphertext. */
const REFERRING_GROUPS =
  /^(?:external-secrets\.io|secrets-store\.csi\.x-k8s\.io|secrets\.hashicorp\.com|bitnami\.com)\//;

/** A key or an index, and the way to the value that has it: most values have no finding, and need no path as text. */
interface Trail {
  readonly outer: Trail | undefined;
  readonly part: string | number;
}

/** What is known where a value is. */
interface Place {
  readonly owner: ObjectName;
  /** The way from the owner to here; undefined at the owner itself. */
  readonly trail: Trail | undefined;
  readonly depth: number;
  readonly embedded: number;
  /** Whether keys say something about values. */
  readonly literals: boolean;
  /** Kind of an object that does not state one. */
  readonly inherited?: string;
}

/**
 * The secrets in an object or any plain value: Secrets with content, wherever they are nested, generators of Secrets, texts
 * with the form of a credential, and literals under keys for credentials. No value is in a finding.
 * @param value - plain data
 * @param owner - what an object without kind is part of, such as a file
 */
export function secretsInObject(value: unknown, owner: ObjectName): SecretFinding[] {
  if (!mayHoldSecrets(value)) return [];
  const found: SecretFinding[] = [];
  search(value as JsonValue, { owner, trail: undefined, depth: 0, embedded: 0, literals: true }, found);
  return unique(found);
}

function search(value: JsonValue | undefined, place: Place, found: SecretFinding[]): void {
  if (place.depth > MAX_DEPTH) {
    found.push(finding(place, 'unreadable', 'is nested too deeply to be searched'));
  } else if (typeof value === 'string') searchText(value, place, found);
  else if (Array.isArray(value)) searchList(value as readonly JsonValue[], place, found);
  else if (isJsonObject(value)) searchObject(value, place, found);
}

function searchObject(object: JsonObject, outer: Place, found: SecretFinding[]): void {
  const name = objectName(object, outer.inherited);
  const { inherited, ...rest } = outer;
  // A path inside of a manifest begins at that manifest.
  const place: Place = name === undefined ? rest : { ...rest, owner: name, trail: undefined };
  if (isSecret(object, inherited) && hasContent(object)) searchSecret(object, place, found);
  else if (generatesSecrets(object)) found.push(finding(place, 'generator', 'makes Secrets of content in Git'));
  else searchFields(object, place, found);
}

function searchFields(object: JsonObject, place: Place, found: SecretFinding[]): void {
  const isReferring = typeof object.apiVersion === 'string' && REFERRING_GROUPS.test(object.apiVersion.trim());
  const inner = isReferring ? { ...place, literals: false } : place;
  const isDefinition = place.owner.kind === 'CustomResourceDefinition';
  const names = Object.keys(object);
  const pair = object.value === undefined ? undefined : pairKey(object);
  for (const key of names) {
    if (isDefinition && (key === 'schema' || key === 'validation')) continue;
    const below = { ...step(inner, key), ...listKind(object, key) };
    const value = object[key];
    const named = key === 'value' && pair !== undefined ? pair : key;
    if (inner.literals && isLiteral(named, value, names, place.trail)) found.push(literal(below, named));
    else if (Array.isArray(value) && inner.literals && keyClass(key) === 'credential') {
      literalItems(key, value as readonly JsonValue[], below, found);
    }
    search(value, below, found);
  }
}

/** A Secret that is allowed to have content is still searched for credentials, whose content is in base64. */
function searchSecret(secret: JsonObject, place: Place, found: SecretFinding[]): void {
  found.push(finding(place, 'secret', 'has content'));
  const { data, stringData, ...rest } = secret;
  searchFields(rest, place, found);
  if (isJsonObject(stringData)) search(stringData, step(place, 'stringData'), found);
  for (const [key, value] of Object.entries(isJsonObject(data) ? data : {})) {
    if (typeof value !== 'string') continue;
    const text = Buffer.from(value, 'base64').toString('utf8');
    const below = step(step(place, 'data'), key);
    if (isLiteralCredential(key, text)) found.push(literal(below, key));
    search(text, below, found);
  }
}

function searchList(items: readonly JsonValue[], place: Place, found: SecretFinding[]): void {
  items.forEach((item, index) => {
    const at = step(place, index);
    const next = items[index + 1];
    if (place.literals && typeof item === 'string') {
      const option = /^--?(?<key>[A-Za-z][\w.-]{0,80})$/.exec(item)?.groups?.key;
      const isSplit = option !== undefined && typeof next === 'string' && !next.startsWith('-');
      if (isSplit && keyClass(option) === 'credential' && isLiteralCredential(option, next)) {
        found.push(literal(at, option));
      }
      for (const { key } of item.includes('\n') ? [] : credentialAssignments(item)) found.push(literal(at, key));
    }
    search(item, at, found);
  });
}

function searchText(text: string, place: Place, found: SecretFinding[]): void {
  for (const { what } of credentialPatterns(text)) found.push(finding(place, 'pattern', `has ${what}`));
  if (!place.literals) return;
  if (!text.includes('\n')) {
    const isFile = place.owner.kind === 'ConfigMap' || /^[\w.-]+=\S+$/.test(text);
    const keys = isFile ? credentialAssignments(text).map(({ key }) => key) : optionKeys(text);
    for (const key of keys) found.push(literal(place, key));
  }
  const objects = place.embedded < MAX_EMBEDDED ? embeddedObjects(text) : [];
  for (const object of objects) {
    search(object, { ...place, depth: place.depth + 1, embedded: place.embedded + 1 }, found);
  }
  if (objects.length > 0 || !text.includes('\n')) return;
  for (const { key, line } of credentialAssignments(text)) {
    found.push(finding(place, 'literal', `assigns a literal to ${key} in line ${line} of the text`));
  }
}

function literalItems(key: string, items: readonly JsonValue[], place: Place, found: SecretFinding[]): void {
  items.forEach((item, index) => {
    if (isLiteralCredential(key, item)) found.push(literal(step(place, index), key));
  });
}

/**
 * A key of a Secret that is given beside the name of that Secret is not a credential, as in `passwordSecret: { secretName, password }`.
 * Source of that form: Strimzi, `PasswordSecretSource`.
 */
function isLiteral(
  key: string,
  value: JsonValue | undefined,
  siblings: readonly string[],
  outer: Trail | undefined,
): boolean {
  if (typeof value === 'object' || !isLiteralCredential(key, value)) return false;
  if (outer?.part === `${key}Secret` && siblings.includes('secretName')) return false;
  const isName = /(?:secret|password|token|api)key$/i.test(key);
  return !(
    isName && siblings.some((each) => /^(?:name|secretname|existingsecret\w*|\w*secretref|remoteref)$/i.test(each))
  );
}

function pairKey(object: JsonObject): string | undefined {
  const keys = PAIR_KEYS.flatMap((key) => {
    const value = object[key];
    return typeof value === 'string' ? [value.split('/').pop() ?? ''] : [];
  });
  return keys.find((key) => keyClass(key) !== 'other');
}

/** Items of a list such as SecretList may leave out what its kind says. */
function listKind({ kind }: JsonObject, key: string): { readonly inherited?: string } {
  if (key !== 'items' || typeof kind !== 'string') return {};
  const item = kind.trim().replace(/List$/, '');
  return item === kind.trim() || item === '' ? {} : { inherited: item };
}

function step(place: Place, part: string | number): Place {
  return { ...place, trail: { outer: place.trail, part }, depth: place.depth + 1 };
}

/** The way as text, such as `spec.containers[0].env`. */
function pathOf(trail: Trail | undefined): string {
  if (trail === undefined) return '';
  const before = pathOf(trail.outer);
  const { part } = trail;
  if (typeof part === 'number') return `${before}[${part}]`;
  return /^[\w-]+$/.test(part) ? `${before}${before === '' ? '' : '.'}${part}` : `${before}[${JSON.stringify(part)}]`;
}

function literal(place: Place, key: string): SecretFinding {
  return finding(place, 'literal', `has a literal under ${key}, a key for credentials`);
}

function finding({ owner, trail }: Place, rule: SecretFinding['rule'], what: string): SecretFinding {
  return { rule, ...owner, at: pathOf(trail), what };
}

function unique(found: readonly SecretFinding[]): SecretFinding[] {
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}
