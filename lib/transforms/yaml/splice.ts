import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq, Scalar } from 'yaml';
import type { JsonValue } from '../../values/json';
import type { Edit } from '../edit';
import type { Path } from '../../values/path';
import { blockText, flowText, scalarLike } from './written';

/** A piece of text that takes the place of another. */
export interface Splice {
  /** What is changed; a node takes one splice at a time. */
  readonly node: unknown;
  /** Whether the text of a value is replaced, rather than a value added. */
  readonly replaces: boolean;
  /** Where the piece begins that is replaced. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
  /** What is written in its place. */
  readonly insert: string;
  /** The node that an alias stands for: where that gets the value too, the alias stays. */
  readonly source?: unknown;
}

/** What {@link spliceOf} returns where a string cannot be edited in place. */
export const NOT_SPLICED = 'not spliced';

/** A string and what is written into it. */
interface Task {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly value: JsonValue;
}

/** A node with its range in the text. */
type Placed = Node & { readonly range: [number, number, number] };

/**
 * The piece of text that an edit changes.
 * @param text - the text of one document
 * @param document - the document, read from that text
 * @param edit - the edit
 */
export function spliceOf(text: string, document: Document.Parsed, { path, value }: Edit): Splice | typeof NOT_SPLICED {
  const task = { text, document, value };
  let node: unknown = document.contents;
  let holder: unknown;
  let inFlow = false;
  for (let depth = 0; depth < path.length; depth++) {
    const rest = path.slice(depth);
    const container = isAlias(node) ? node.resolve(document) : node;
    if (isEmpty(container)) return filled(task, holder, container, inFlow, built(rest, value));
    inFlow ||= (isMap(container) || isSeq(container)) && container.flow === true;
    const next = childOf(container, rest[0]);
    if (next === NOT_SPLICED) return NOT_SPLICED;
    if (next === undefined) return added(task, container, rest);
    holder = isMap(container) ? pairOf(container, String(rest[0])) : container;
    node = next;
  }
  if (isEmpty(node)) return filled(task, holder, node, inFlow, value);
  return replaced(task, node, inFlow);
}

/** The value under a key; undefined where there is none. */
function childOf(container: unknown, key: Path[number] | undefined): unknown {
  if (isMap(container) && typeof key === 'string') {
    const pair = pairOf(container, key);
    return pair === undefined ? undefined : (pair.value ?? null);
  }
  if (isSeq(container) && typeof key === 'number')
    return key < container.items.length ? container.items[key] : undefined;
  return NOT_SPLICED;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function isPlaced(node: unknown): node is Placed {
  return isNode(node) && Array.isArray(node.range);
}

function built(path: Path, value: JsonValue): JsonValue {
  return path.reduceRight<JsonValue>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);
}

/** A scalar or an alias that gets another value. */
function replaced({ value, text, document }: Task, node: unknown, inFlow: boolean): Splice | typeof NOT_SPLICED {
  if (typeof value !== 'string' || !isPlaced(node)) return NOT_SPLICED;
  const [start, end] = node.range;
  if (isAlias(node)) {
    const source = node.resolve(document);
    const isThere = isScalar(source) && source.value === value;
    const insert = isThere ? text.slice(start, end) : scalarLike(value, 'PLAIN', inFlow);
    return { node, replaces: true, start, end, insert, source };
  }
  if (!isScalar(node)) return NOT_SPLICED;
  const type = node.type;
  if (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') {
    const after = /\s*$/.exec(text.slice(start, end))?.[0] ?? '';
    return { node, replaces: true, start, end, insert: scalarLike(value, 'PLAIN', inFlow) + after };
  }
  if (type !== 'PLAIN' && type !== 'QUOTE_SINGLE' && type !== 'QUOTE_DOUBLE') return NOT_SPLICED;
  const isFolded = text.slice(start, end).includes('\n');
  return isFolded ? NOT_SPLICED : { node, replaces: true, start, end, insert: scalarLike(value, type, inFlow) };
}

/** A key without a value, or with null, that gets one. */
function filled(
  task: Task,
  holder: unknown,
  node: unknown,
  inFlow: boolean,
  value: JsonValue,
): Splice | typeof NOT_SPLICED {
  const { text } = task;
  const pair = holder as Pair | undefined;
  const key = pair !== undefined && 'key' in pair ? pair.key : undefined;
  if (!isPlaced(key)) return NOT_SPLICED;
  const isWritten = isPlaced(node) && node.range[1] > node.range[0];
  const colon = text.indexOf(':', key.range[1]);
  const [start, end] = isWritten ? [node.range[0], node.range[1]] : [colon + 1, colon + 1];
  const blank = isWritten ? '' : ' ';
  if (typeof value !== 'object' || value === null || inFlow) {
    const insert = typeof value === 'string' ? scalarLike(value, 'PLAIN', inFlow) : flowText(value);
    return { node: pair, replaces: false, start, end, insert: `${blank}${insert}` };
  }
  if (isWritten) return { node: pair, replaces: false, start, end, insert: flowText(value) };
  const indent = columnOf(text, key.range[0]) + 2;
  return { node: pair, ...atLineEnd(text, colon + 1, blockText(value, indent)) };
}

/** A key or an item that is added to a map or a list. */
function added(task: Task, container: unknown, [key, ...rest]: Path): Splice | typeof NOT_SPLICED {
  if (!isMap(container) && !isSeq(container)) return NOT_SPLICED;
  if (key === undefined || (isSeq(container) && key !== container.items.length)) return NOT_SPLICED;
  const value = built(rest, task.value);
  return container.flow === true ? addedInFlow(task, container, key, value) : addedInBlock(task, container, key, value);
}

function addedInBlock(
  { text }: Task,
  container: YAMLMap | YAMLSeq,
  key: Path[number],
  value: JsonValue,
): Splice | typeof NOT_SPLICED {
  const first = isMap(container) ? container.items[0]?.key : container;
  const end = endOf(container);
  if (!isPlaced(first) || end === undefined) return NOT_SPLICED;
  const indent = columnOf(text, first.range[0]);
  const entry = isMap(container) ? { [String(key)]: value } : [value];
  return { node: container, ...atLineEnd(text, end, blockText(entry, indent)) };
}

function addedInFlow(
  { text }: Task,
  container: YAMLMap | YAMLSeq,
  key: Path[number],
  value: JsonValue,
): Splice | typeof NOT_SPLICED {
  if (!isPlaced(container)) return NOT_SPLICED;
  const last: unknown = container.items.at(-1);
  const lastKey = isMap(container) ? container.items.at(-1)?.key : last;
  const isJson = isScalar(lastKey) ? lastKey.type === Scalar.QUOTE_DOUBLE : text.trimStart().startsWith('{');
  const name = isJson ? JSON.stringify(key) : scalarLike(String(key), 'PLAIN', true);
  const entry = isMap(container) ? `${name}: ${flowText(value)}` : flowText(value);
  if (last === undefined) {
    const start = container.range[0] + 1;
    return { node: container, replaces: false, start, end: start, insert: entry };
  }
  const start = endOf(last);
  if (start === undefined || !isPlaced(lastKey)) return NOT_SPLICED;
  const before = text.slice(text.lastIndexOf('\n', lastKey.range[0] - 1) + 1, lastKey.range[0]);
  const isOwnLine = before.trim() === '' && text.lastIndexOf('\n', lastKey.range[0]) > container.range[0];
  const insert = isOwnLine ? `,${lineEndOf(text)}${before}${entry}` : `, ${entry}`;
  return { node: container, replaces: false, start, end: start, insert };
}

/** Where the text of a node, or of a pair, ends. */
function endOf(node: unknown): number | undefined {
  if (typeof node === 'object' && node !== null && 'key' in node && !isNode(node)) {
    const { key, value } = node as Pair;
    return endOf(value) ?? endOf(key);
  }
  if ((isMap(node) || isSeq(node)) && node.flow !== true) return endOf(node.items.at(-1));
  return isPlaced(node) ? node.range[1] : undefined;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Lines that follow the line in which an offset is. */
function atLineEnd(text: string, offset: number, lines: string): Omit<Splice, 'node'> {
  const lineEnd = lineEndOf(text);
  const added = lines.replaceAll('\n', lineEnd);
  const next = text[offset - 1] === '\n' ? offset : text.indexOf('\n', offset) + 1;
  if (next === 0) {
    return { replaces: false, start: text.length, end: text.length, insert: `${lineEnd}${added.trimEnd()}` };
  }
  return { replaces: false, start: next, end: next, insert: added };
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
