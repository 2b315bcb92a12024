import { Composer, CST, isMap, isScalar, Parser, visit, type Document, type Node, type Scalar } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { goLexemes } from './go-lexemes';
import { kubectlMerge } from './kubectl-merge';
import { KUBECTL_SCALARS } from './kubectl-scalars';

/** How many values a string may hold after its merge keys are resolved. */
const MAX_VALUES = 100_000;

/** What YAML 1.1 allows in a string, line breaks included; `u` so that pairs of surrogates count as one character. */
const PRINTABLE = /^[\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Line breaks of YAML 1.1 that YAML 1.2 takes for letters. */
const OTHER_BREAKS = /[\u0085\u2028\u2029]/g;

/** Names of anchors in go-yaml, which ends a name before a colon. */
const ANCHOR = /^[A-Za-z0-9_-]+$/;

/**
 * The first document of a string as Kubernetes tools written in Go read it: YAML 1.1 scalars (`no` is false, `010` is 8),
 * the last of duplicate keys wins, keys become text in the form that Go prints (`on` becomes `true`).
 *
 * Source: sigs.k8s.io/yaml 1.3.0 (`YAMLToJSON`) over gopkg.in/yaml.v2 2.4.0. Integers beyond 2^53 are rounded.
 *
 * @param text - YAML or JSON; an empty one is null
 * @throws Error with the reason for bad syntax, control characters, unknown anchors, keys and numbers that JSON does not have
 */
export function readKubernetesYaml(text: string): JsonValue {
  if (!PRINTABLE.test(text)) throw new Error('control characters are not allowed');
  const document = firstDocument(text.replace(OTHER_BREAKS, '\n'));
  if (document === undefined) return null;
  // A tag of its own makes a string, as in go-yaml.
  const problem = document.errors[0] ?? document.warnings.find(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  if (problem !== undefined) throw new Error(problem.message.split('\n', 1)[0]);
  if (/\S[^\n]*$/.test(text)) visit(document, { Scalar: (_, node) => endWithoutBreak(node, text.length) });
  visit(document, {
    Node: (_, node) => checkAnchor(node),
    Map: (_, map) => {
      checkAnchor(map);
      map.items.forEach(({ key }) => checkKey(key));
    },
  });
  return toJson(document.toJS({ mapAsMap: true, maxAliasCount: 100 }));
}

function firstDocument(text: string): Document.Parsed | undefined {
  const composer = new Composer({
    customTags: (tags) => [...KUBECTL_SCALARS, kubectlMerge(MAX_VALUES), ...tags],
    logLevel: 'silent',
    prettyErrors: false,
    schema: 'core',
    uniqueKeys: false,
  });
  const parser = new Parser();
  const tokens = [...[...goLexemes(text)].flatMap((lexeme) => [...parser.next(lexeme)]), ...parser.end()];
  tokens.forEach(checkTabs);
  const [document] = composer.compose(tokens, false, text.length);
  if (document === undefined && tokens.some(({ type }) => type === 'directive')) throw new Error('invalid directive');
  return document;
}

/** After the dash of a list go-yaml takes no tab, where YAML 1.2 does. */
function checkTabs(token: CST.Token): void {
  if (token.type !== 'document') return;
  CST.visit(token, ({ start }) => {
    const dash = start.findIndex(({ type }) => type === 'seq-item-ind');
    const after = dash < 0 ? undefined : start[dash + 1];
    if (after?.type === 'space' && after.source.includes('\t')) throw new Error('a tab cannot start a value');
  });
}

/** A block of literal text at the end of a file has a last line break only if the file has it. */
function endWithoutBreak(node: Scalar, end: number): void {
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  if (!isBlock || typeof node.value !== 'string' || (node.range?.[1] ?? 0) < end) return;
  node.value = node.value.replace(/\n$/, '');
}

function checkAnchor(node: Node): void {
  if ('anchor' in node && node.anchor !== undefined && !ANCHOR.test(node.anchor)) throw new Error('invalid anchor');
}

function checkKey(key: unknown): void {
  if (isMap(key) || key === null || (isScalar(key) && key.value === null)) throw new Error('invalid map key');
}

function toJson(value: unknown): JsonValue {
  if (value instanceof Map) return entries(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`unsupported value: ${value}`);
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as JsonValue;
  if (isJsonObject(value)) return entries(new Map(Object.entries(value)));
  throw new Error(`unsupported value of type ${typeof value}`);
}

function entries(map: ReadonlyMap<unknown, unknown>): JsonObject {
  return Object.fromEntries([...map].map(([key, member]) => [keyText(key), toJson(member)]));
}

/** Numbers as `strconv.FormatFloat(key, 'g', -1, 32)` prints them; whole ones as they are. */
function keyText(key: unknown): string {
  if (typeof key === 'string' || typeof key === 'boolean' || Number.isSafeInteger(key)) return String(key);
  if (typeof key === 'number') return String(Number(Math.fround(key).toPrecision(7)));
  throw new Error('invalid map key');
}
