import { resolvePlain } from '../../values/yaml/go-scalar';
import { readDoubleQuoted, readSingleQuoted } from './read-quoted';

/** Thrown where a string is not of the kind of YAML that this package writes. */
class UnreadableYaml extends Error {
  override readonly name = 'UnreadableYaml';
}

/** Lines of a document, and the one that is read next. */
interface Cursor {
  readonly lines: string[];
  at: number;
}

/** What a YAML 1.1 reader refuses or takes for a line break, other than `\n`. */
const NOT_IN_LINES = /(?![\t\n])\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;
/** Keys that read as they are: objects have few keys, many times. */
const PLAIN_KEYS = new Set<string>();
const MAX_PLAIN_KEYS = 10_000;

/** The longest key on one line. Source: YAML 1.1, section 9.2; go-yaml has the same limit. */
const MAX_KEY = 1024;

/**
 * Reads a document by the rules of go-yaml (YAML 1.1): a strict and independent reader of the part of YAML that is
 * written here (block maps and lists, plain and quoted scalars on one line, literal blocks).
 *
 * @param text - a document that starts with `---`
 * @returns its value; integers beyond 2^53 are of type bigint
 * @throws UnreadableYaml when it has anything else
 */
export function readYaml(text: string): unknown {
  if (NOT_IN_LINES.test(text)) throw new UnreadableYaml('it has characters that YAML 1.1 allows only as escapes');
  const lines = text.split('\n');
  if (lines.shift() !== '---' || lines.pop() !== '')
    throw new UnreadableYaml('it does not start with ---, or does not end with a line break');
  const cursor = { lines, at: 0 };
  const value = isBlock(lines[0] ?? '') ? block(cursor, 0) : scalar(cursor, lines[0] ?? '', -1);
  if (cursor.at < lines.length) throw unexpected(cursor);
  return value;
}

/** A map or a list whose first line is the next one. */
function block(cursor: Cursor, indent: number): unknown {
  return isItem(contentOf(cursor, indent) ?? '') ? list(cursor, indent) : map(cursor, indent);
}

function map(cursor: Cursor, indent: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (let line = contentOf(cursor, indent); line !== undefined; line = contentOf(cursor, indent)) {
    const colon = endOfKey(line);
    if (colon < 0) throw unexpected(cursor);
    const key = keyOf(line.slice(0, colon), cursor);
    if (Object.hasOwn(fields, key)) throw unexpected(cursor);
    const rest = line.slice(colon + 1);
    const value = rest === '' ? nested(cursor, indent) : scalar(cursor, rest.slice(1), indent);
    if (key !== '__proto__') fields[key] = value;
    else Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return fields;
}

function list(cursor: Cursor, indent: number): unknown[] {
  const items: unknown[] = [];
  for (let line = contentOf(cursor, indent); line !== undefined; line = contentOf(cursor, indent)) {
    if (!isItem(line)) throw unexpected(cursor);
    const rest = line.slice(2);
    if (isBlock(rest)) {
      cursor.lines[cursor.at] = `${' '.repeat(indent + 2)}${rest}`;
      items.push(block(cursor, indent + 2));
    } else {
      items.push(scalar(cursor, rest, indent));
    }
  }
  return items;
}

/** The block below a key. */
function nested(cursor: Cursor, indent: number): unknown {
  cursor.at++;
  const found = indentOf(cursor.lines[cursor.at] ?? '');
  if (found !== indent + 2) throw unexpected(cursor);
  return block(cursor, found);
}

/** The next line without its indentation; undefined where the block has ended. */
function contentOf({ lines, at }: Cursor, indent: number): string | undefined {
  const line = lines[at];
  return line !== undefined && indentOf(line) === indent && line.length > indent ? line.slice(indent) : undefined;
}

function scalar(cursor: Cursor, text: string, indent: number): unknown {
  if (text.startsWith('|')) return literal(cursor, text, indent);
  cursor.at++;
  if (text === '{}') return {};
  if (text === '[]') return [];
  if (text.startsWith('"')) return readDoubleQuoted(text) ?? unreadable(cursor);
  if (text.startsWith("'")) return readSingleQuoted(text) ?? unreadable(cursor);
  return plain(text, cursor);
}

function plain(text: string, cursor: Cursor): unknown {
  const isPlain = /^(?:[^\s,[\]{}#&*!|>'"%@`?:-]|[?:-](?=\S))/.test(text) && !/:(?:\s|$)|\s#|\s$/.test(text);
  if (!isPlain || text === '<<') unreadable(cursor);
  return resolvePlain(text);
}

function literal(cursor: Cursor, header: string, indent: number): string {
  const [, digit, chomp] = /^\|([1-9]?)([-+]?)$/.exec(header) ?? unreadable(cursor);
  const { lines } = cursor;
  const start = ++cursor.at;
  const first = lines.slice(start).find((line) => indentOf(line) < line.length) ?? '';
  const inner = digit ? Math.max(indent, 0) + Number(digit) : indentOf(first);
  if (inner <= indent || (!digit && first[inner] === '\t')) unreadable(cursor);
  while (cursor.at < lines.length && (indentOf(lines[cursor.at] ?? '') >= inner || lines[cursor.at] === ''))
    cursor.at++;
  const content = `${lines
    .slice(start, cursor.at)
    .map((line) => line.slice(inner))
    .join('\n')}\n`;
  if (chomp === '+') return content;
  const stripped = content.replace(/\n+$/, '');
  return chomp === '-' || stripped === '' ? stripped : `${stripped}\n`;
}

/** Where the colon of a key is; -1 in a line that has none. */
function endOfKey(line: string): number {
  if (/^["'|>]/.test(line)) {
    return /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=:(?: |$))/.exec(line)?.[0].length ?? -1;
  }
  const colon = line.indexOf(': ');
  return colon < 0 && line.endsWith(':') ? line.length - 1 : colon;
}

function keyOf(text: string, cursor: Cursor): string {
  if (PLAIN_KEYS.has(text)) return text;
  if (text.length > MAX_KEY) unreadable(cursor);
  const key = text.startsWith('"')
    ? readDoubleQuoted(text)
    : text.startsWith("'")
      ? readSingleQuoted(text)
      : plain(text, cursor);
  if (typeof key !== 'string') unreadable(cursor);
  if (key === text && PLAIN_KEYS.size < MAX_PLAIN_KEYS) PLAIN_KEYS.add(key);
  return key;
}

function isItem(line: string): boolean {
  return line.startsWith('- ');
}

function isBlock(line: string): boolean {
  return isItem(line) || endOfKey(line) >= 0;
}

function indentOf(line: string): number {
  let count = 0;
  while (line.charCodeAt(count) === 0x20) count++;
  return count;
}

function unreadable(cursor: Cursor): never {
  throw unexpected(cursor);
}

function unexpected({ at, lines }: Cursor): UnreadableYaml {
  return new UnreadableYaml(`line ${at + 2} does not read as intended: ${JSON.stringify(lines[at] ?? '')}`);
}
