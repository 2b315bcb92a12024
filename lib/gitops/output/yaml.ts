import { stringify } from 'yaml';
import { keyScalar, textScalar, type Proof } from './yaml-scalar';

/** A document and whether it is known without reading it that it reads back as it is meant. */
export interface YamlText {
  readonly text: string;
  /**
   * True where each scalar and key is of a form that reads back as itself. The layout around them is the same for all values, and
   * properties of the tests hold it against an independent reader.
   */
  readonly isProven: boolean;
}

const STEP = '  ';

/**
 * One YAML document that YAML 1.1 and 1.2 parsers read alike: starts with `---`, keys sorted recursively,
 * no anchors, long lines kept whole.
 *
 * @param value - plain data: objects, arrays, strings, numbers, bigints, booleans, null; a field that is undefined is
 * left out, an item that is undefined is null
 */
export function toYaml(value: unknown): string {
  return yamlText(value).text;
}

/**
 * The document that {@link toYaml} gives, and whether it needs to be read back.
 * @param value - plain data, as for `toYaml`
 */
export function yamlText(value: unknown): YamlText {
  const document = new Document();
  document.add('---\n');
  if (Array.isArray(value)) writeList(document, value, '');
  else if (isMap(value)) writeMap(document, value, '');
  else {
    document.isWhole = false;
    writeScalar(document, value, '');
  }
  // One text, and not a tree of all its parts, which would take several times the memory.
  return { text: document.text(), isProven: document.isWhole };
}

/** The pieces of the document in the making. A new list for each document would be half of the memory that writing takes. */
const PIECES: string[] = [];

/** A document in the making; there is one at a time. */
class Document implements Proof {
  isWhole = true;
  private count = 0;

  add(piece: string): void {
    PIECES[this.count++] = piece;
  }

  text(): string {
    PIECES.length = this.count;
    return PIECES.join('');
  }
}

/** The lines of a map, the first without its indentation; `{}` when no field has a value. */
function writeMap(document: Document, map: object, indent: string): void {
  const fields = map as Readonly<Record<string, unknown>>;
  let isFirst = true;
  for (const key of sortedKeys(map)) {
    const value = fields[key];
    if (value === undefined) continue;
    if (!isFirst) document.add(indent);
    isFirst = false;
    document.add(keyScalar(key, document));
    writeValue(document, value, indent);
  }
  if (isFirst) document.add('{}\n');
}

/** Maps are small and mostly sorted already, for which this is faster than `sort`. */
function sortedKeys(map: object): string[] {
  const keys = Object.keys(map);
  if (keys.length > 24) return keys.sort();
  for (let at = 1; at < keys.length; at++) {
    const key = keys[at] as string;
    let to = at;
    for (; to > 0 && (keys[to - 1] as string) > key; to--) keys[to] = keys[to - 1] as string;
    keys[to] = key;
  }
  return keys;
}

/** What follows a key and its colon. */
function writeValue(document: Document, value: unknown, indent: string): void {
  const isList = Array.isArray(value);
  if (isList ? value.length > 0 : isMap(value) && hasFields(value)) {
    const inner = indent + STEP;
    document.add('\n');
    document.add(inner);
    if (isList) writeList(document, value, inner);
    else writeMap(document, value as object, inner);
    return;
  }
  document.add(' ');
  if (isList || isMap(value)) document.add(isList ? '[]\n' : '{}\n');
  else writeScalar(document, value, indent);
}

/** The lines of a list, the first without its indentation. */
function writeList(document: Document, list: readonly unknown[], indent: string): void {
  if (list.length === 0) document.add('[]\n');
  let isFirst = true;
  for (const item of list) {
    if (!isFirst) document.add(indent);
    document.add('- ');
    isFirst = false;
    if (Array.isArray(item)) writeList(document, item, indent + STEP);
    else if (isMap(item)) writeMap(document, item, indent + STEP);
    else writeScalar(document, item, indent);
  }
}

/** A scalar and the end of its line. */
function writeScalar(document: Document, value: unknown, indent: string): void {
  document.add(typeof value === 'string' ? textAt(document, value, indent) : scalarText(document, value));
  document.add('\n');
}

function scalarText(proof: Proof, value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0' : String(value);
  proof.isWhole = false;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : stringify(value).trimEnd();
  throw new TypeError(`a ${typeof value} is not data`);
}

/** Literal blocks are moved to their indentation. */
function textAt(proof: Proof, value: string, indent: string): string {
  const text = textScalar(value, proof);
  return text.startsWith('|') && indent !== '' ? text.replace(/\n(?!\n|$)/g, `\n${indent}`) : text;
}

function hasFields(map: object): boolean {
  for (const key in map) if ((map as Readonly<Record<string, unknown>>)[key] !== undefined) return true;
  return false;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
