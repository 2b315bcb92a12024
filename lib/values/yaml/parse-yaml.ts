import type { CST, Document } from 'yaml';
import type { JsonValue } from '../json';
import { InputError } from '../input-error';
import { oneLine } from '../escape/visible';
import { goLexemes } from './go-lexemes';
import { kubectlMerge } from './kubectl-merge';
import { KUBECTL_SCALARS } from './kubectl-scalars';
import { plainYaml } from './plain-yaml';
import { yamlLibrary } from './yaml-library';

/** How deep objects and lists may be nested. Deeper than any resource goes, affinities and chart values included. */
export const MAX_DEPTH = 64;

/** How many values a file may hold after aliases are resolved, and how many tokens before. */
const MAX_VALUES = 1_000_000;

/** Open tokens of the parser that one level of nesting takes at most. */
const TOKENS_PER_LEVEL = 3;

/** A document of a YAML text. */
export interface YamlDocument {
  /** Its nodes; ranges are offsets in the text. */
  readonly document: Document.Parsed;
  /** What it holds, as kubectl reads it; null when it is empty. */
  readonly value: JsonValue;
}

/**
 * Parses YAML or JSON into plain data as kubectl does, one value per document; documents that are empty are left out.
 * @param file - name of the file, for messages
 * @param text - its content
 * @throws InputError for bad syntax, duplicate keys, unknown tags, too much nesting, or aliases that expand too far
 */
export function parseYaml(file: string, text: string): JsonValue[] {
  const plain = plainYaml(text)?.documents.map((value) => checked(file, value));
  const values = plain ?? documentsIn(file, text, withoutEmpty(tokens(file, text))).map(({ value }) => value);
  return values.filter((value) => value !== null);
}

/**
 * As {@link parseYaml}, of a large text that is read in one pass.
 * @param file - name of the file, for messages
 * @param text - its content
 * @returns undefined for every other text
 * @throws InputError for too much nesting, aliases that expand too far, and numbers that JSON does not have
 */
export function parsePlainYaml(file: string, text: string): JsonValue[] | undefined {
  const plain = plainYaml(text);
  // Aliases make few lines many values; others are as many as were counted.
  const limit = plain?.hasAliases === true ? MAX_VALUES : Infinity;
  return plain?.documents.map((value) => checked(file, value, limit)).filter((value) => value !== null);
}

/** Composing a document takes longer than reading one that is empty, of which a file may hold hundreds of thousands. */
function withoutEmpty(all: readonly CST.Token[]): CST.Token[] {
  let isLeftOut = false;
  return all.filter((token) => {
    isLeftOut = isEmptyDocument(token) || (isLeftOut && token.type === 'doc-end');
    return !isLeftOut;
  });
}

/** What precedes a value and is not part of it. */
const AROUND: readonly string[] = ['doc-start', 'space', 'newline', 'comment'];

function isEmptyDocument(token: CST.Token): boolean {
  return (
    token.type === 'document' && token.value === undefined && token.start.every(({ type }) => AROUND.includes(type))
  );
}

/**
 * The documents of a YAML or JSON text with their nodes; empty ones are included.
 * @param file - name of the file, for messages
 * @param text - its content
 * @throws InputError as {@link parseYaml} does
 */
export function yamlDocuments(file: string, text: string): YamlDocument[] {
  return documentsIn(file, text, tokens(file, text));
}

function documentsIn(file: string, text: string, found: readonly CST.Token[]): YamlDocument[] {
  const { Composer } = yamlLibrary();
  const composer = new Composer({
    customTags: (tags) => [...KUBECTL_SCALARS, kubectlMerge(MAX_VALUES), ...tags],
    logLevel: 'silent',
    prettyErrors: false,
    // Otherwise a directive such as %YAML 1.1 would change how scalars are read.
    schema: 'core',
    strict: true,
    // Checked here: the check of the library compares every key with every other.
    uniqueKeys: false,
  });
  const documents = [...composer.compose(found, false, text.length)];
  return documents.map((document) => ({ document, value: toData(file, text, document) }));
}

/** The composer recurses, and a document that is too deep would end the whole process: it is stopped before. */
function tokens(file: string, text: string): CST.Token[] {
  const { Parser } = yamlLibrary();
  const parser = new Parser();
  const found: CST.Token[] = [];
  let count = 0;
  for (const lexeme of goLexemes(text)) {
    if (++count > MAX_VALUES) throw tooMany(file);
    for (const token of parser.next(lexeme)) found.push(token);
    if (parser.stack.length > MAX_DEPTH * TOKENS_PER_LEVEL) throw tooDeep(file);
  }
  for (const token of parser.end()) found.push(token);
  return found;
}

function toData(file: string, text: string, document: Document.Parsed): JsonValue {
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    throw new InputError({
      at: file,
      what: 'is not valid YAML',
      got: `line ${lineOf(text, problem.pos[0])}: ${oneLine(problem.message)}`,
      allowed: 'YAML 1.2 or JSON without own tags',
      fix: 'correct that line',
    });
  }
  checkKeys(file, text, document);
  return checked(file, resolved(file, document));
}

function checkKeys(file: string, text: string, document: Document.Parsed): void {
  const { isScalar: isScalarNode, visit } = yamlLibrary();
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalarNode(key)) continue;
        const name = String(key.value);
        if (keys.has(name)) throw duplicateKey(file, text, key.range?.[0] ?? 0, name);
        keys.add(name);
      }
    },
  });
}

function duplicateKey(file: string, text: string, offset: number, key: string): InputError {
  return new InputError({
    at: file,
    what: 'has a duplicate key',
    got: `line ${lineOf(text, offset)}: ${oneLine(key).slice(0, 100)}`,
    allowed: 'each key once per object',
    fix: 'keep one of them',
  });
}

/**
 * The line of a place in a string, from 1.
 * @param text - the text
 * @param offset - the place
 */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function resolved(file: string, document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError({
      at: file,
      what: 'has aliases that cannot be resolved',
      got: error instanceof Error ? error.message : 'an unknown error',
      allowed: 'anchors before their aliases, and at most 100 uses of nested ones',
      fix: 'write the values out',
    });
  }
}

/** Also ends where an alias leads into itself: that is endless nesting. */
function checked(file: string, root: unknown, limit = MAX_VALUES): JsonValue {
  let count = 0;
  const check = (value: unknown, depth: number): void => {
    if (++count > limit) throw tooMany(file);
    if (typeof value === 'object' && value !== null) {
      if (depth > MAX_DEPTH) throw tooDeep(file);
      if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) throw notJson(file, 'an object');
      for (const member of Object.values(value)) check(member, depth + 1);
    } else if (typeof value === 'number' ? !Number.isFinite(value) : !isScalar(value)) throw notJson(file, value);
  };
  check(root, 1);
  return root as JsonValue;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function tooDeep(file: string): InputError {
  return new InputError({
    at: file,
    what: 'is nested too deeply',
    got: `more than ${MAX_DEPTH} levels`,
    allowed: `at most ${MAX_DEPTH} levels`,
    fix: 'pass Kubernetes resources',
  });
}

function tooMany(file: string): InputError {
  return new InputError({
    at: file,
    what: 'holds too many values',
    got: `more than ${MAX_VALUES}`,
    allowed: `at most ${MAX_VALUES}, aliases resolved`,
    fix: 'split it, or leave out what is not needed',
  });
}

function notJson(file: string, value: unknown): InputError {
  return new InputError({
    at: file,
    what: 'holds a value that JSON does not have',
    got: typeof value === 'number' ? String(value) : typeof value,
    allowed: 'objects, lists, strings, finite numbers, true, false, null',
    fix: 'quote the value if it is a string',
  });
}
